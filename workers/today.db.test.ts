import { sql } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { changeConversation } from '#core/inbox/actions/conversations.ts'
import { changeEscalation, escalate, listEscalations } from '#core/inbox/actions/escalations.ts'
import { respond } from '#core/inbox/actions/respond.ts'
import { getConversation, listConversations, sendAsPerson, takeOver } from '#core/inbox/actions/threads.ts'
import { schedulePost } from '#core/publishing/actions/posts.ts'
import { today } from '#core/today/actions.ts'
import { asOwner, type Room, startRooms } from '#test/database.ts'
import { stageInbox } from '#test/inbox.ts'

const rooms = startRooms()
const { outside } = rooms
let room: Room
const stage = stageInbox(rooms, () => room)
const HOUR_MS = 3_600_000
const later = (ms: number) => {
  outside.now = new Date(outside.now.getTime() + ms)
}

beforeEach(async () => {
  outside.now = new Date('2026-11-21T12:00:00Z')
  room = await rooms.newWorkspace()
})

const ada = () => rooms.as(room.workspaceId, room.userId)
const from = (name: string) => ({ phone: `336${Math.floor(10 ** 7 + Math.random() * 9e7)}`, name })

/** Writes as a contact, and lets the machine decide. Returns the conversation. */
async function writes(name: string, text: string) {
  const who = from(name)
  await stage.receive(stage.message(text, { from: who }))
  const found = (await stage.conversations()).find(({ customer }) => customer.name === name)
  if (!found) throw new Error(`${name} has no conversation.`)
  await respond(room.ctx, found.id)
  return { id: found.id, who }
}
/** Marks queued replies as sent, this much later. */
async function sent(conversationId: string, afterMs: number) {
  await asOwner(
    `update conversation_messages set status = 'sent', sent_at = sent_at + make_interval(secs => $2)
     where conversation_id = $1 and direction = 'outbound' and status = 'queued'`,
    [conversationId, afterMs / 1000],
  )
}

describe('an empty workspace', () => {
  it('waits for nothing and is told the one next step', async () => {
    const seen = await today(room.ctx, {})
    expect(seen.next).toBe('add_knowledge')
    expect(seen.waiting.escalations).toEqual({ total: 0, items: [] })
    expect(seen.machines).toEqual({
      answered: { times: 0, conversations: 0 },
      ignored: { times: 0, conversations: 0 },
      escalated: { times: 0, conversations: 0 },
      medianResponseMs: null,
      shareByMachine: null,
      hours: [],
    })
    await asOwner(`delete from social_accounts where workspace_id = $1`, [room.workspaceId])
    expect((await today(room.ctx, {})).next).toBe('connect_account')
  })
})

describe('what waits for a person', () => {
  it('is what was escalated, who waited longest first, until it is resolved', async () => {
    await writes('Ana', 'I want to speak to a person')
    later(HOUR_MS)
    await writes('Ben', 'Something that no document knows')
    const first = await today(ada(), {})
    expect(first.next).toBeNull()
    expect(first.waiting.escalations).toMatchObject({
      total: 2,
      items: [
        {
          customerName: 'Ana',
          reason: 'customer_request',
          status: 'open',
          text: expect.stringMatching(/person/),
        },
        { customerName: 'Ben', reason: 'low_confidence', assignedTo: null },
      ],
    })
    const [ana] = first.waiting.escalations.items
    await changeEscalation(ada(), ana?.id ?? '', { status: 'resolved' })
    expect((await today(ada(), {})).waiting.escalations.items).toMatchObject([{ customerName: 'Ben' }])
  })

  it('is what the one who looks has taken over, and not what a colleague has', async () => {
    const { id } = await writes('Ana', 'Do you repair violins?')
    await changeEscalation(ada(), (await today(ada(), {})).waiting.escalations.items[0]?.id ?? '', {
      status: 'resolved',
    })
    await takeOver(ada(), id)
    expect((await today(ada(), {})).waiting.held).toMatchObject({
      total: 1,
      items: [{ conversationId: id, unanswered: true }],
    })
    await sendAsPerson(ada(), id, { text: 'Hello Ana' })
    expect((await today(ada(), {})).waiting.held.items).toMatchObject([
      { unanswered: false, text: 'Hello Ana' },
    ])
    expect((await today(room.ctx, {})).waiting.held.total).toBe(0)
    await changeConversation(ada(), id, { status: 'archived' })
    expect((await today(ada(), {})).waiting.held.total).toBe(0)
  })

  it('is an unanswered contact whose reply window closes within hours, and no longer once it has', async () => {
    await writes('Ana', 'Do you repair violins?')
    expect((await today(room.ctx, {})).waiting.windows.total).toBe(0)
    later(21 * HOUR_MS)
    const { windows } = (await today(room.ctx, {})).waiting
    expect(windows.items).toMatchObject([{ customerName: 'Ana', closesAt: '2026-11-22T12:00:00.000Z' }])
    later(4 * HOUR_MS)
    expect((await today(room.ctx, {})).waiting.windows.total).toBe(0)
  })

  it('is a message that failed or may not have arrived, until one has gone out after it', async () => {
    const { id } = await writes('Ana', 'Do you repair violins?')
    await sendAsPerson(ada(), id, { text: 'First' })
    await asOwner(
      `update conversation_messages set status = 'unknown' where conversation_id = $1 and text = 'First'`,
      [id],
    )
    expect((await today(room.ctx, {})).waiting.messages).toMatchObject({
      total: 1,
      items: [{ conversationId: id, status: 'unknown', text: 'First' }],
    })
    await sendAsPerson(ada(), id, { text: 'Second' })
    await sent(id, 0)
    expect((await today(room.ctx, {})).waiting.messages.total).toBe(0)
  })

  it('is a post that needs a person, and an account that must be reconnected', async () => {
    const post = await schedulePost(room.ctx, {
      text: 'Planned',
      accountIds: [room.accountId],
      publishAt: outside.now.toISOString(),
      timezone: 'UTC',
    })
    const [goesOut] = (await today(room.ctx, {})).goesOut.items
    expect(goesOut).toMatchObject({
      id: post.id,
      status: 'queued',
      targets: [{ name: 'Channel', status: 'queued' }],
    })
    await asOwner(
      `update scheduled_post_accounts set status = 'unknown', error = 'No answer.' where scheduled_post_id = $1`,
      [post.id],
    )
    await asOwner(
      `update social_accounts set status = 'expired', status_reason = 'Revoked there.' where id = $1`,
      [room.accountId],
    )
    const { waiting } = await today(room.ctx, {})
    expect(waiting.posts.items).toMatchObject([
      { id: post.id, targets: [{ status: 'unknown', error: 'No answer.' }] },
    ])
    expect(waiting.accounts).toEqual([
      { id: room.accountId, name: 'Channel', platform: 'telegram', reason: 'Revoked there.' },
    ])
  })
})

describe('what machines did', () => {
  it('is counted since yesterday began, with the median of first responses and the machine’s share', async () => {
    await stage.know('We are open from nine to five on weekdays.')
    const question = 'When are you open on weekdays?'
    for (const [name, ms] of [
      ['Ana', 4_000],
      ['Ben', 6_000],
      ['Cleo', 8_000],
    ] as const)
      await sent((await writes(name, question)).id, ms)
    const { id } = await writes('Dan', 'I want to speak to a person')
    await sendAsPerson(ada(), id, { text: 'Here I am' })
    await sent(id, 60_000)
    await writes('Eve', 'I want to speak to a person')
    const { machines } = await today(room.ctx, {})
    expect(machines).toMatchObject({
      answered: { times: 3, conversations: 3 },
      ignored: { times: 0, conversations: 0 },
      escalated: { times: 2, conversations: 2 },
      shareByMachine: 0.75,
      hours: [{ at: '2026-11-21T12:00:00.000Z', machine: 3, person: 1, open: 1 }],
    })
    // The median of 4, 6, 8 and 60 seconds.
    expect(machines.medianResponseMs).toBe(7_000)
    const answered = await listConversations(room.ctx, {
      limit: 50,
      machine: 'answered',
      since: '2026-11-20T00:00:00.000Z',
    })
    expect(answered.items.map(({ customer }) => customer.name).sort()).toEqual(['Ana', 'Ben', 'Cleo'])
    const tomorrow = { from: '2026-11-23T00:00:00.000Z', to: '2026-11-24T00:00:00.000Z' }
    expect((await today(room.ctx, tomorrow)).machines).toMatchObject({
      answered: { times: 0 },
      escalated: { times: 0 },
      medianResponseMs: null,
    })
  })

  it('does not count an answer that was not sent', async () => {
    await stage.know('We are open from nine to five on weekdays.')
    const { id } = await writes('Ana', 'When are you open on weekdays?')
    await takeOver(ada(), id)
    expect((await today(room.ctx, {})).machines.answered).toEqual({ times: 0, conversations: 0 })
  })
})

describe('another workspace', () => {
  it('sees nothing of it', async () => {
    await writes('Ana', 'I want to speak to a person')
    const stranger = await rooms.newWorkspace()
    const { waiting, machines } = await today(stranger.ctx, {})
    expect([waiting.escalations.total, machines.escalated.times]).toEqual([0, 0])
  })
})

describe('a conversation', () => {
  it('waits for a person exactly as long as an escalation of it does', async () => {
    const { id } = await writes('Ana', 'Do you repair violins?')
    const status = async () => (await getConversation(room.ctx, id)).status
    const [escalation] = (await listEscalations(room.ctx, { limit: 10 })).items
    expect(await status()).toBe('escalated')
    await changeEscalation(ada(), escalation?.id ?? '', { status: 'resolved', note: 'Told by telephone' })
    expect([await status(), (await getConversation(room.ctx, id)).escalation]).toEqual(['active', null])
    await changeEscalation(ada(), escalation?.id ?? '', { status: 'open' })
    const asked = await getConversation(room.ctx, id)
    expect(asked).toMatchObject({
      status: 'escalated',
      escalation: { id: escalation?.id, status: 'open', note: 'Told by telephone', assignedTo: null },
    })
    expect(asked.escalation?.createdAt).toBe(escalation?.createdAt)
  })

  it('archived settles what was asked; a new message brings it back', async () => {
    const { id, who } = await writes('Ana', 'Do you repair violins?')
    expect(await changeConversation(ada(), id, { status: 'archived' })).toMatchObject({
      status: 'archived',
      escalation: null,
    })
    await stage.receive(stage.message('And another thing', { from: who }))
    expect((await getConversation(room.ctx, id)).status).toBe('active')
  })

  it('given to a member is theirs: the machine’s unsent answer goes no further', async () => {
    await stage.know('We are open from nine to five on weekdays.')
    const { id } = await writes('Ana', 'When are you open on weekdays?')
    expect(await changeConversation(room.ctx, id, { assignedTo: room.userId })).toMatchObject({
      heldBy: { userId: room.userId, name: 'Ada Owner' },
    })
    expect(await stage.outbound()).toMatchObject([{ status: 'cancelled' }])
    const mine = await listConversations(ada(), { limit: 10, view: 'mine' })
    expect(mine.items.map((item) => item.id)).toEqual([id])
    expect((await listConversations(room.ctx, { limit: 10, view: 'mine' })).items).toEqual([])
    const stranger = await rooms.newWorkspace()
    await expect(changeConversation(room.ctx, id, { assignedTo: stranger.userId })).rejects.toThrow(
      'not a member',
    )
    await expect(changeConversation(stranger.ctx, id, { status: 'archived' })).rejects.toThrow('conversation')
    await expect(escalate(stranger.ctx, id, {})).rejects.toThrow('conversation')
  })
})

describe('search', () => {
  const found = async (q: string, of = room) =>
    (await listConversations(of.ctx, { limit: 50, q })).items.map(({ customer }) => customer.name)

  it('finds by the name, the beginning of it, without accents, by number and by what was written', async () => {
    await stage.receive(
      stage.message('Où est ma commande ?', { from: { phone: '33612345670', name: 'Zoé Lefèvre' } }),
      stage.message('Is the carrot cake vegan?', { from: { phone: '447700900456', name: 'Ben Okafor' } }),
    )
    expect(await found('zoe')).toEqual(['Zoé Lefèvre'])
    expect(await found('LEFE')).toEqual(['Zoé Lefèvre'])
    expect(await found('lef zoé')).toEqual(['Zoé Lefèvre'])
    expect(await found('+33 6 12 34')).toEqual(['Zoé Lefèvre'])
    expect(await found('carro vegan')).toEqual(['Ben Okafor'])
    expect(await found('carrot zoe')).toEqual([])
    expect(await found('nobody')).toEqual([])
  })

  const WRITTEN: [string, string][] = [
    ['a French number', '33612345670'],
    ['the same in a text, as people there write it', 'Call me: 06 12 34 56 70'],
    ['the same with prefix and trunk zero', 'Call me: +33 (0)6.12.34.56.70!'],
    ['the same with 00', '0033-6-12345670'],
  ]
  it.each(WRITTEN)(
    'finds %s by its digits in any grouping, with or without prefix and trunk zero',
    async (_what, written) => {
      const isHandle = /^\d+$/.test(written)
      await stage.receive(
        stage.message(isHandle ? 'Hello' : written, {
          from: { userId: 'US.zoe', name: 'Zoé', ...(isHandle ? { phone: written } : {}) },
        }),
        // They share the last digits, and the prefix that people write before them.
        stage.message('Hello', { from: { phone: '34698345670', name: 'Another country' } }),
        stage.message('Or 06 99 34 56 70', { from: { userId: 'US.bo', name: 'Another number' } }),
      )
      for (const q of [
        '33612345670',
        '+33612345670',
        '+33 6 12 34 56 70',
        '+33 (0)6 12 34 56 70',
        '0033 612 345 670',
        '0612345670',
        '06 12 34 56 70',
        '06.12.34.56.70',
        '06-12-34-56-70',
        '(06) 12345670',
        '612345670',
        ...(isHandle ? ['zoe 06 12 34 56 70'] : []),
      ])
        expect([q, await found(q)]).toEqual([q, ['Zoé']])
      const told = written.includes('33') ? ['+44 612345670'] : []
      for (const q of [...told, '0712345670', '06 12 34 56 71', '+33 612 345 671'])
        expect([q, await found(q)]).toEqual([q, []])
    },
  )

  it('finds a long number whole, and none by the middle of another', async () => {
    await writes('Ana', 'Parcel 00340434161094042557, bill FAC-2026-1234')
    for (const q of ['00340434161094042557', 'FAC-2026-1234', '2026-1234', 'FAC 2026 1234', '1234'])
      expect([q, await found(q)]).toEqual([q, ['Ana']])
    expect(await found('3416109404')).toEqual([])
  })

  it('shows the latest message that holds the words, and none where the name holds them', async () => {
    await stage.receive(
      stage.message('Where is the violet umbrella?', { from: { phone: '33612345670', name: 'Zoé' } }),
      stage.message('An umbrella, please', { from: { phone: '33612345670', name: 'Zoé' } }),
      stage.message('Thanks', { from: { phone: '33612345670', name: 'Zoé' } }),
    )
    const match = async (q?: string) => (await listConversations(room.ctx, { limit: 5, q })).items[0]?.match
    expect(await match('umbr')).toBe('An umbrella, please')
    expect(await match('violet umbrella')).toBe('Where is the violet umbrella?')
    expect(await match('zoe')).toBeNull()
    expect(await match()).toBeNull()
  })

  it('takes what people type for words, never for operators', async () => {
    await writes('Ana', 'It’s 50% off & more | isn’t it?')
    for (const q of ["'", '\\', '&', '!', ':*', "' | 'x", 'a:b', '((', "o'", '<->', '%', '🙂'])
      expect([q, Array.isArray(await found(q))]).toEqual([q, true])
    expect(await found('50% off')).toEqual(['Ana'])
    expect(await found('!ana')).toEqual(['Ana'])
  })

  it('finds nothing of another workspace, not even by naming its tenant', async () => {
    await writes('Ana', 'Where is the violet umbrella?')
    const stranger = await rooms.newWorkspace()
    expect(await found('umbrella', stranger)).toEqual([])
    expect(await found(`tenant ${room.workspaceId}`, stranger)).toEqual([])
    expect(await found('umbrella')).toEqual(['Ana'])
  })

  it('goes on page by page and keeps to the other filters', async () => {
    for (const name of ['Ana', 'Ben', 'Cleo']) {
      later(1_000)
      await stage.receive(stage.message('The same words', { from: from(name) }))
    }
    const first = await listConversations(room.ctx, { limit: 2, q: 'same' })
    const second = await listConversations(room.ctx, { limit: 2, q: 'same', cursor: first.nextCursor ?? '' })
    expect([...first.items, ...second.items].map(({ customer }) => customer.name)).toEqual([
      'Cleo',
      'Ben',
      'Ana',
    ])
    expect((await listConversations(room.ctx, { limit: 9, q: 'same', status: 'archived' })).items).toEqual([])
  })

  it('is answered by the indexes', async () => {
    const plan = await room.ctx.db.tx(async (tx) => {
      await tx.execute(
        sql`select set_config('role', 'chorus_system', true), set_config('enable_seqscan', 'off', true)`,
      )
      return tx.execute<{ 'QUERY PLAN': string }>(sql`explain select id from conversation_messages m
        where chorus_tenant_words(m.workspace_id, m.text) @@ 'same:*'::tsquery`)
    })
    expect(plan.rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('conversation_messages_words')
  })
})
