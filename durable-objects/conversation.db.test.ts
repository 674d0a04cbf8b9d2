import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it, vi } from 'vitest'
import { sendAsPerson, sweepConversations, takeOver } from '#core/inbox/actions/threads.ts'
import { BURST_MAX_MS, RESTARTS_AT_MOST } from '#core/inbox/rules/decisions.ts'
import type { SystemCtx } from '#core/lib/kernel/context.ts'
import { type OutboxRow, sweepOutbox } from '#core/lib/kernel/outbox.ts'
import type { Connector, Outcome } from '#core/lib/platform/connector.ts'
import { LEASE_MS } from '#core/lib/platform/lease.ts'
import { ConversationHost } from '#test/chaos/object.ts'
import { contextOf, healthy, Process, type Prospects, type StepKind } from '#test/chaos/process.ts'
import { asOwner, type Room, startRooms } from '#test/database.ts'
import { stageInbox } from '#test/inbox.ts'
import { database } from '#workers/database.ts'

// Replaces Cloudflare's module. An object of these tests gets the context of this database.
vi.mock('cloudflare:workers', () => import('#test/chaos/wiring.ts'))

const HOUR_MS = 3_600_000
const TICK_MS = 60_000
const nothing = () => undefined
const quiet = { info: nothing, warn: nothing, error: nothing, with: () => quiet }

const rooms = startRooms()
const { outside, system } = rooms
let room: Room
const { message, receive: deliver, conversationId, outbound } = stageInbox(rooms, () => room)

/** Answers of the platform and of the model. */
let platform: () => Outcome
let model: () => Promise<void>
/** Texts that have reached the platform. */
let landed: (string | null)[] = []
let trips = 0
let alarms = 0
let host: ConversationHost

beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'] }))
afterAll(() => void vi.useRealTimers())
beforeEach(async () => {
  Object.assign(outside, { now: new Date(), delivered: [] })
  room = await rooms.newWorkspace()
  platform = () => ({ kind: 'accepted', id: randomUUID() })
  model = async () => undefined
  trips = alarms = 0
  landed = []
  host = new ConversationHost(contextFor)
})

function contextFor(process: Process): SystemCtx {
  return contextOf(process, {
    database: database({ url: inject('databaseUrl'), localEndpoint: inject('neonUrl') }),
    base: {
      ...system,
      connector: () =>
        ({
          ...system.connector('telegram'),
          messages: {
            ...system.connector('telegram').messages,
            send: (_account, _to, content) =>
              process.step('platform', async () => {
                landed.push(content.text)
                return platform()
              }),
          },
        }) as Connector,
      ai: {
        ...system.ai,
        generate: async (...args) => {
          await model()
          return system.ai.generate(...args)
        },
      },
    },
    now: () => new Date(),
    log: quiet,
    receive,
    onBatch: async () => void trips++,
  })
}
async function receive(rows: readonly OutboxRow[]) {
  for (const { workspaceId, job } of rows)
    if (job.type === 'conversation.poke' && workspaceId === room.workspaceId)
      await host.poke({ workspaceId, conversationId: job.conversationId, reason: job.reason })
}
const pass = (ms: number) => {
  vi.setSystemTime(Date.now() + ms)
  outside.now = new Date()
}
async function writes(text: string) {
  await deliver(message(text, { at: new Date() }))
  await receive(outside.delivered.splice(0))
}
async function answers(text: string) {
  await sendAsPerson(room.ctx, await conversationId(), { text })
  await receive(outside.delivered.splice(0))
}
async function alarm() {
  alarms++
  await host.alarm(healthy)
}
/** Lets time pass, from alarm to alarm, with the sweeps of each minute. */
async function live(ms: number, { sweeping = true } = {}) {
  const end = Date.now() + ms
  let tickAt = Date.now() + TICK_MS
  while (Date.now() < end && alarms < 1_000) {
    const next = Math.min(host.alarmAt ?? end, tickAt, end)
    pass(Math.max(0, next - Date.now()))
    if (host.alarmAt !== null && host.alarmAt <= Date.now()) await alarm()
    if (Date.now() < tickAt) continue
    tickAt += TICK_MS
    if (!sweeping) continue
    const ctx = contextFor(new Process('sweep', healthy))
    await sweepOutbox(ctx)
    await sweepConversations(ctx)
  }
}
/** Makes a process die at its first step of a kind. */
const dying = (of: StepKind): Prospects => ({
  turn: async () => undefined,
  fate: (kind) => (kind === of ? { where: 'after', dies: true } : null),
})
const statuses = async () => (await outbound()).map(({ text, status }) => [text, status]).reverse()

/** Wakes in half an hour in which nothing can be done. */
const IDLE_WAKES = 5

describe('an object that can do nothing sleeps', () => {
  const until = () => new Date(Date.now() + 2 * HOUR_MS)
  const standing: [string, () => Promise<void>][] = [
    ['with nothing to do', async () => writes('Thanks!')],
    [
      'while the first message waits for the platform’s limit and another stands behind it',
      async () => {
        platform = () => ({ kind: 'limited', until: until(), scope: 'account' })
        await writes('hello')
        for (const text of ['one', 'two', 'three']) await answers(text)
      },
    ],
    [
      'while the account waits to be reconnected',
      async () => {
        platform = () => ({ kind: 'reauth', reason: 'The token was refused.' })
        await writes('hello')
        for (const text of ['one', 'two']) await answers(text)
      },
    ],
    [
      'while the platform is away',
      async () => {
        platform = () => ({ kind: 'retry', reason: 'Busy.' })
        await writes('hello')
        for (const text of ['one', 'two']) await answers(text)
      },
    ],
    [
      'while a person holds the conversation',
      async () => {
        await writes('hello')
        await takeOver(room.ctx, await conversationId())
        await writes('Is anybody there?')
      },
    ],
    [
      'while the machine is switched off',
      async () => {
        await asOwner('update ai_rules set ai_control_enabled = false where workspace_id = $1', [
          room.workspaceId,
        ])
        await writes('When are you open?')
      },
    ],
    [
      'while the workspace’s machines are paused and an answer waits',
      async () => {
        platform = () => ({ kind: 'limited', until: new Date(Date.now() + 1_000), scope: 'account' })
        await writes('hello')
        await alarm()
        await asOwner('update workspaces set paused_at = now() where id = $1', [room.workspaceId])
      },
    ],
    [
      'while the model is away',
      async () => {
        model = () => Promise.reject(new Error('The model is away.'))
        await writes('When are you open?')
      },
    ],
    [
      'while a send that a crash left is not yet known',
      async () => {
        await writes('hello')
        for (const text of ['one', 'two']) await answers(text)
        await asOwner(
          `update conversation_messages set status = 'sending', fence = 1, lease_until = $2 where workspace_id = $1 and text = 'one'`,
          [room.workspaceId, new Date(Date.now() + 60_000)],
        )
      },
    ],
  ]
  it.each(standing)('%s', async (_, stage) => {
    await stage()
    await live(5 * TICK_MS)
    trips = alarms = 0
    await live(HOUR_MS / 2)
    expect(alarms).toBeLessThanOrEqual(IDLE_WAKES)
    // Each minute's sweep is two trips.
    expect(trips).toBeLessThanOrEqual(3 * 30 + 3 * IDLE_WAKES)
  })
})

describe('a message of a person', () => {
  it('leaves while the model thinks about what the contact has written', async () => {
    let release: () => void = nothing
    const thinking = new Promise<void>((begun) => {
      model = () => {
        begun()
        return new Promise((resolve) => {
          release = resolve
        })
      }
    })
    await writes('When are you open?')
    pass(BURST_MAX_MS)
    const running = alarm()
    await thinking
    await answers('A person: at nine.')
    await vi.waitFor(async () => expect(await statuses()).toEqual([['A person: at nine.', 'sent']]))
    release()
    await running
    expect(await statuses()).toEqual([['A person: at nine.', 'sent']])
  })

  it('leaves while the model fails', async () => {
    model = () => Promise.reject(new Error('The model is away.'))
    await writes('When are you open?')
    await live(BURST_MAX_MS)
    await answers('A person: at nine.')
    await live(1_000)
    expect(await statuses()).toEqual([['A person: at nine.', 'sent']])
  })

  it('behind one that was claimed, and of which no call had begun, leaves after it', async () => {
    await writes('hello')
    for (const text of ['one', 'two']) await answers(text)
    await asOwner(
      `update conversation_messages set status = 'sending', fence = 1, attempts = 1, lease_until = $2 where workspace_id = $1 and text = 'one'`,
      [room.workspaceId, new Date(Date.now() + LEASE_MS)],
    )
    await live(LEASE_MS, { sweeping: false })
    expect(await statuses()).toEqual([
      ['one', 'sent'],
      ['two', 'sent'],
    ])
    expect(landed).toEqual(['one', 'two'])
  })

  it('behind one whose call a crash broke off leaves when its lease has ended, and that one is unknown', async () => {
    await writes('hello')
    for (const text of ['one', 'two']) await answers(text)
    await host.alarm(dying('platform'))
    await live(LEASE_MS + 2 * TICK_MS, { sweeping: false })
    expect(await statuses()).toEqual([
      ['one', 'unknown'],
      ['two', 'sent'],
    ])
    expect(landed).toEqual(['one', 'two'])
  })

  it('that was sent counts as sent however long the database is away afterwards', async () => {
    await writes('hello')
    await answers('one')
    let away = false
    const troubled: Prospects = {
      turn: async () => undefined,
      fate: (kind) => {
        away ||= kind === 'platform'
        return away && kind === 'trip' ? { where: 'before', dies: false } : null
      },
    }
    await host.alarm(troubled)
    const end = Date.now() + 5 * TICK_MS
    while (Date.now() < end) {
      pass(Math.max(0, (host.alarmAt ?? end) - Date.now()))
      await host.alarm(troubled)
    }
    expect(await statuses()).toEqual([['one', 'sending']])
    await live(20 * TICK_MS)
    expect(await statuses()).toEqual([['one', 'sent']])
    expect(landed).toEqual(['one'])
  })
})

it('a burst that the object died over is decided when its alarm is called again', async () => {
  await writes('hello')
  pass(BURST_MAX_MS)
  await host.alarm(dying('trip'))
  await live(TICK_MS, { sweeping: false })
  expect((await outbound()).map(({ status }) => status)).toEqual(['sent'])
})

it('a contact who writes on for minutes costs a stated number of model calls for each answer', async () => {
  let generations = 0
  let writing = true
  model = async () => {
    generations++
    if (writing) await writes('Where are you?')
  }
  await writes('When are you open?')
  await live(3 * TICK_MS)
  writing = false
  await live(TICK_MS)
  const [row] = await asOwner<{ decisions: number; undecided: number }>(
    `select (select count(*)::int from ai_decisions where workspace_id = $1) as decisions,
       (select count(*)::int from conversation_messages where workspace_id = $1 and direction = 'inbound' and ai_decision_id is null) as undecided`,
    [room.workspaceId],
  )
  expect(row?.undecided).toBe(0)
  expect(row?.decisions).toBeGreaterThan(2)
  expect(generations).toBeLessThanOrEqual((row?.decisions ?? 0) * (RESTARTS_AT_MOST + 1))
})
