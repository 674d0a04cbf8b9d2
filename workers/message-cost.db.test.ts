import { neonConfig } from '@neondatabase/serverless'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { respond } from '#core/inbox/actions/respond.ts'
import { sendQueued } from '#core/inbox/actions/send.ts'
import type { Update } from '#core/inbox/schemas.ts'
import { ingest } from '#core/operations/actions/ingest.ts'
import { asOwner, type Room, startRooms } from '#test/database.ts'
import { stageInbox } from '#test/inbox.ts'
import { deliverAll } from './jobs.ts'

/** The most that a message may cost; lower these figures, never raise them. */
const MOST = { tripsOfBatch: 1, statementsOfBatch: 2, tripsOfAnswer: 6 }

const rooms = startRooms()
const { outside, system } = rooms
const spent = { trips: 0, statements: 0, webSockets: 0 }
const asked = z.union([z.object({ queries: z.array(z.unknown()) }), z.object({ query: z.string() })])

let room: Room
let other: Room
beforeAll(async () => {
  neonConfig.fetchFunction = (url: string, init: RequestInit) => {
    const body = asked.parse(JSON.parse(String(init.body)))
    spent.trips++
    spent.statements += 'queries' in body ? body.queries.length : 1
    return fetch(url, init)
  }
  neonConfig.webSocketConstructor = class extends WebSocket {
    constructor(url: string) {
      super(url)
      spent.webSockets++
    }
  }
  room = await rooms.newWorkspace()
  other = await rooms.newWorkspace()
})
afterAll(() => {
  neonConfig.fetchFunction = undefined
  neonConfig.webSocketConstructor = undefined
})
beforeEach(() => {
  Object.assign(outside, { now: new Date(), outcomes: [], delivered: [] })
})

const { message, receipt, delivery, know, conversations } = stageInbox(rooms, () => room)

/** Counts the round trips and statements of a piece of work. */
async function costOf(work: () => Promise<unknown>): Promise<typeof spent> {
  Object.assign(spent, { trips: 0, statements: 0, webSockets: 0 })
  await work()
  return { ...spent }
}

/** Makes messages of `count` contacts, from two workspaces in turns. */
const messages = (count: number): Update[] =>
  Array.from({ length: count }, (_, n) =>
    message(`Message ${n}`, {
      from: { userId: `US.${count}.${n % 40}`, name: `Contact ${n % 40}` },
      account: (n % 2 ? other : room).externalId,
    }),
  )
const take = (updates: readonly Update[]) =>
  ingest(
    system,
    updates.map((update) => delivery(update)),
    { applying: true },
  )

describe('a batch of any size', () => {
  it.each([1, 10, 100])('of %d messages is one trip of two statements, and no WebSocket', async (size) => {
    const cost = await costOf(() => take(messages(size)))
    expect(cost).toEqual({ trips: MOST.tripsOfBatch, statements: MOST.statementsOfBatch, webSockets: 0 })
  })

  it.each([1, 10, 100])('of %d receipts is as little, and leaves no event', async (size) => {
    await take(messages(1))
    const [first] = await conversations()
    const ids = Array.from({ length: size }, (_, n) => `sent-${size}-${n}`)
    await asOwner(
      `insert into conversation_messages (id, workspace_id, conversation_id, direction, author, platform_message_id, message_type, text, status, sent_at)
       select gen_random_uuid(), $1, $2, 'outbound', 'person', id, 'text', 'Hi', 'sent', now() from unnest($3::text[]) id`,
      [room.workspaceId, first?.id, ids],
    )
    const cost = await costOf(() => take(ids.map((id) => receipt(id, 'delivered'))))
    expect(cost).toEqual({ trips: MOST.tripsOfBatch, statements: MOST.statementsOfBatch, webSockets: 0 })
    const [told] = await asOwner(
      `select (select count(*)::int from webhook_events where workspace_id = $1 and event_type = 'receipt') as events,
         (select count(*)::int from conversation_messages where platform_message_id = any($2) and delivered_at is null) as untold`,
      [room.workspaceId, ids],
    )
    expect(told).toEqual({ events: 0, untold: 0 })
  })

  it('calls each conversation and each workspace’s screens once, side by side', async () => {
    const calls: string[] = []
    let inFlight = 0
    let most = 0
    const object = (name: string) => {
      const call = async () => {
        calls.push(name)
        most = Math.max(most, ++inFlight)
        await new Promise((resolve) => setImmediate(resolve))
        inFlight--
      }
      return { poke: call, changed: call }
    }
    const env = {
      CONVERSATION: { getByName: (name: string) => object(`conversation ${name}`) },
      LIVE_FEED: { getByName: (name: string) => object(`screens ${name}`) },
    } as unknown as Env
    await ingest(
      { ...system, deliver: (rows) => deliverAll(env, rows, system) },
      [delivery(...messages(100))],
      { applying: true },
    )
    expect(new Set(calls).size).toBe(calls.length)
    expect(calls.filter((name) => name.startsWith('screens'))).toHaveLength(2)
    expect(calls.filter((name) => name.startsWith('conversation'))).toHaveLength(40)
    expect(most).toBe(calls.length)
  })
})

it('an answered message, from the webhook to its being sent, is six trips, and no WebSocket', async () => {
  await know('Our shop is open from nine to five on Saturdays.')
  const from = { userId: 'US.asks', name: 'Ana' }
  await take([message('When are you open on Saturdays?', { from })])
  const asks = (await conversations()).find(({ customer }) => customer.name === 'Ana')
  const cost = await costOf(async () => {
    await take([message('When are you open on Saturdays, please?', { from })])
    expect(await respond(room.ctx, asks?.id ?? '')).toBe('decided')
    await sendQueued(room.ctx, asks?.id ?? '')
  })
  expect(outside.calls.at(-1)?.text).toContain('nine to five')
  expect({ trips: cost.trips, webSockets: cost.webSockets }).toEqual({
    trips: MOST.tripsOfAnswer,
    webSockets: 0,
  })
})
