import { randomUUID } from 'node:crypto'
import { inject, vi } from 'vitest'
import { sweepConversations } from '#core/inbox/actions/threads.ts'
import { BURST_QUIET_MS } from '#core/inbox/rules/decisions.ts'
import type { Receipt } from '#core/inbox/schemas.ts'
import type { SystemCtx } from '#core/lib/kernel/context.ts'
import { type OutboxRow, sweepOutbox } from '#core/lib/kernel/outbox.ts'
import type { Connector, Outcome } from '#core/lib/platform/connector.ts'
import { asOwner, startRooms } from '#test/database.ts'
import { stageInbox } from '#test/inbox.ts'
import { database } from '#workers/database.ts'
import { ConversationHost } from './object.ts'
import { contextOf, healthy, type Mishap, Process, type Prospects, type StepKind } from './process.ts'

/**
 * Changes in the world while the object's process stands still before a step. `written`: the contact writes again.
 * `delivered`, `failed`: the platform reports the fate of the messages it has. `elsewhere`: minutes pass, the lease ends, and the
 * alarm is called in another place; then the old process goes on.
 */
export type Interlude = 'written' | 'delivered' | 'failed' | 'elsewhere'

/** The disturbances of one conversation. Steps are those of the first burst, over all lives of the object. */
export interface Plan {
  mishap?: Mishap & { step: number }
  interlude?: { step: number; what: Interlude }
  /** The platform's first answers; afterwards it accepts. */
  outcomes?: Outcome[]
  /** The contact writes the second burst while the first answer still waits to be sent. */
  impatient?: boolean
}

export interface R6Run {
  workspaceId: string
  conversationId: string
  /** Messages that the platform has, in its order, by the ids of our rows. */
  landed: { rowId: string; platformId: string }[]
  /** Messages that the platform reported as failed. */
  failed: Set<string>
  /** The steps of the first burst. */
  steps: StepKind[]
  /** True when an answer was claimed and its outcome not yet recorded at the mishap. */
  brokenWhileSending: boolean
  /** Number of answers that the contact is to get. */
  bursts: number
  cameToRest: boolean
}

const nothing = () => undefined
const quiet = { info: nothing, warn: nothing, error: nothing, with: () => quiet }
const TICK_MS = 60_000
const MOST_CALLS = 200
/** The duration of an alarm. */
const ALARM_MS = 500

const pass = (ms: number) => void vi.setSystemTime(Date.now() + ms)

/** Sets up a room whose contacts are answered by the real object over the real database, in virtual time. */
export async function stageR6() {
  const rooms = startRooms()
  const room = await rooms.newWorkspace()
  const { workspaceId } = room
  const inbox = stageInbox(rooms, () => room)
  const db = database({ url: inject('databaseUrl'), localEndpoint: inject('neonUrl') })
  return (plan: Plan): Promise<R6Run> => converse({ rooms, inbox, db, workspaceId }, plan)
}

interface Stage {
  rooms: ReturnType<typeof startRooms>
  inbox: ReturnType<typeof stageInbox>
  db: ReturnType<typeof database>
  workspaceId: string
}

async function converse({ rooms, inbox, db, workspaceId }: Stage, plan: Plan): Promise<R6Run> {
  const { outside, system } = rooms
  const { mishap, interlude, impatient = false } = plan
  const contact = { userId: `US.${randomUUID()}`, name: 'Ana' }
  const outcomes = [...(plan.outcomes ?? [])]
  const run: R6Run = {
    workspaceId,
    conversationId: '',
    landed: [],
    failed: new Set(),
    steps: [],
    brokenWhileSending: false,
    bursts: 1,
    cameToRest: false,
  }

  const receive = async (rows: readonly OutboxRow[]) => {
    for (const { job } of rows) {
      if (job.type !== 'conversation.poke') continue
      if (run.conversationId === '') run.conversationId = job.conversationId
      if (job.conversationId !== run.conversationId) continue
      await host.poke({ workspaceId, conversationId: job.conversationId, reason: job.reason })
    }
  }
  const real = system.connector('telegram')
  const { messages } = real
  if (!messages) throw new Error('The scripted platform takes messages.')
  const platform = (process: Process): Connector => ({
    ...real,
    messages: {
      ...messages,
      send: (_account, _to, _content, { id }) =>
        process.step('platform', async () => {
          const outcome = outcomes.shift() ?? { kind: 'accepted' as const, id: `p-${randomUUID()}` }
          if (outcome.kind === 'accepted') run.landed.push({ rowId: id, platformId: outcome.id })
          return outcome
        }),
    },
  })
  const contextFor = (process: Process): SystemCtx =>
    contextOf(process, {
      database: db,
      base: {
        ...system,
        connector: () => platform(process),
        ai: {
          ...system.ai,
          generate: (task, input) => process.step('model', () => system.ai.generate(task, input)),
        },
      },
      now: () => new Date(),
      log: quiet,
      receive,
    })
  const host = new ConversationHost(contextFor)

  const write = async (text: string) => {
    outside.now = new Date()
    await inbox.receive(inbox.message(text, { from: contact }))
    await receive(outside.delivered.splice(0))
  }
  const tell = async (status: Receipt['status']) => {
    outside.now = new Date()
    for (const { rowId, platformId } of run.landed) {
      if (!run.failed.has(rowId)) await inbox.receive(inbox.receipt(platformId, status, rowId))
      if (status === 'failed') run.failed.add(rowId)
    }
  }
  const sweep = async () => {
    const ctx = contextFor(new Process('sweep', healthy))
    await sweepOutbox(ctx)
    await sweepConversations(ctx)
  }
  const play = async (what: Interlude) => {
    if (what === 'written') {
      if ((await standing(run)).undecided === 0) run.bursts++
      await write('Hi there')
    } else if (what === 'elsewhere') {
      pass(2 * TICK_MS)
      await sweep()
      // The sweep wakes the object; then the undecided burst ends once more.
      pass(BURST_QUIET_MS)
      await host.alarm(healthy)
    } else await tell(what)
  }
  const troubled: Prospects = {
    turn: async () => {
      if (interlude?.step === run.steps.length) await play(interlude.what)
      if (mishap?.step === run.steps.length) run.brokenWhileSending = (await standing(run)).sending > 0
    },
    fate: (kind) => {
      const n = run.steps.push(kind) - 1
      return mishap?.step === n ? mishap : null
    },
  }
  /** Runs alarms and ticks until the conversation has nothing left to do. */
  const settle = async (prospects: Prospects) => {
    let tickAt = Date.now() + TICK_MS
    for (let calls = 0; calls < MOST_CALLS; calls++) {
      if (host.alarmAt !== null && host.alarmAt <= tickAt) {
        pass(Math.max(0, host.alarmAt - Date.now()))
        await host.alarm(prospects)
        pass(ALARM_MS)
        continue
      }
      const { undecided, unsent } = await standing(run)
      if (host.alarmAt === null && undecided === 0 && unsent === 0) return true
      pass(Math.max(0, tickAt - Date.now()))
      tickAt += TICK_MS
      await sweep()
    }
    return false
  }

  await write('Hello')
  pass(1_000)
  await write('Good morning')
  const first = impatient || (await settle(troubled))
  if (impatient) {
    pass(4_000)
    await host.alarm(troubled)
  }
  run.bursts++
  await write('Hi there')
  pass(1_000)
  await write('Hello')
  run.cameToRest = (await settle(healthy)) && first
  await tell('delivered')
  pass(2 * TICK_MS)
  await sweep()
  return run
}

/** Reads the state of the conversation between two steps. */
async function standing({ workspaceId, conversationId }: R6Run) {
  const [row] = await asOwner<{ undecided: number; unsent: number; sending: number }>(
    `select count(*) filter (where direction = 'inbound' and ai_decision_id is null)::int as undecided,
       count(*) filter (where status in ('queued', 'waiting', 'sending'))::int as unsent,
       count(*) filter (where status = 'sending')::int as sending
     from conversation_messages where workspace_id = $1 and conversation_id = $2`,
    [workspaceId, conversationId],
  )
  if (!row) throw new Error('A count without a row.')
  return row
}
