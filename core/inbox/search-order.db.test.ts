import { beforeAll, describe, expect, it } from 'vitest'
import { asOwner, type Room, startRooms } from '#test/database.ts'
import { listConversations } from './actions/threads.ts'

const rooms = startRooms()
let room: Room

/** Conversation `n` is the n-th latest. */
const CONVERSATIONS = 1500
const said: Record<string, (n: number) => boolean> = {
  everywhere: () => true,
  often: (n) => n % 3 === 0,
  seldom: (n) => n % 300 === 0,
  // Common at the top of the list, then absent for longer than the search reads along it.
  lately: (n) => n <= 10 || n > 1420,
  formerly: (n) => n > 1440,
}

beforeAll(async () => {
  room = await rooms.newWorkspace()
  const words = Array.from({ length: CONVERSATIONS }, (_, index) =>
    Object.keys(said)
      .filter((word) => said[word]?.(index + 1))
      .join(' '),
  )
  await asOwner(
    `with staged as (
       select n, word, gen_random_uuid() as customer, gen_random_uuid() as conversation, timestamptz '2026-01-01' - n * interval '1 minute' as at
       from unnest($3::text[]) with ordinality as w(word, n)
     ), c as (
       insert into customers (id, workspace_id, name) select customer, $1, 'Contact ' || n from staged
     ), t as (
       insert into conversations (id, workspace_id, account_id, customer_id, platform, recipient, status, last_message_at)
       select conversation, $1, $2, customer, 'telegram', 'n' || n, case when n % 2 = 0 then 'active' else 'archived' end, at from staged
     )
     insert into conversation_messages (id, workspace_id, conversation_id, direction, author, message_type, text, status, sent_at)
     select gen_random_uuid(), $1, conversation, 'inbound', 'contact', 'text', word || case when n % 5 = 0 then ' déjà' else '' end, 'received', at from staged`,
    [room.workspaceId, room.accountId, words],
  )
}, 60_000)

/** Reads all pages of a search and returns the numbers of the conversations found. */
async function found(q: string, status?: 'active', limit = 50): Promise<number[]> {
  const numbers: number[] = []
  let cursor: string | undefined
  do {
    const page = await listConversations(room.ctx, { q, status, limit, cursor })
    expect(page.items.length === limit || page.nextCursor === null).toBe(true)
    numbers.push(...page.items.map(({ customer }) => Number(customer.name?.replace('Contact ', ''))))
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  return numbers
}
const expected = (holds: (n: number) => boolean) =>
  Array.from({ length: CONVERSATIONS }, (_, index) => index + 1).filter(holds)

describe('a search finds every conversation, the latest first, in full pages', () => {
  it.each(Object.entries(said))('for a word that is held %s', async (word, holds) => {
    expect(await found(word)).toEqual(expected(holds))
    expect(await found(word, 'active')).toEqual(expected((n) => holds(n) && n % 2 === 0))
  })

  it('for the beginning of a word, whatever its accents and letters’ case', async () => {
    expect(await found('DEJ')).toEqual(expected((n) => n % 5 === 0))
    expect(await found('oft éverywh', 'active', 100)).toEqual(expected((n) => n % 6 === 0))
  })
})
