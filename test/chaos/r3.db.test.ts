import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, inject, it } from 'vitest'
import { sendQueued } from '#core/inbox/actions/send.ts'
import { sendAsPerson } from '#core/inbox/actions/threads.ts'
import { createDocument } from '#core/knowledge/actions/documents.ts'
import type { SystemCtx } from '#core/lib/kernel/context.ts'
import type { QueuedJob } from '#core/lib/kernel/jobs.ts'
import type { OutboxRow } from '#core/lib/kernel/outbox.ts'
import { schedulePost } from '#core/publishing/actions/posts.ts'
import { asOwner, type Room, startRooms } from '#test/database.ts'
import { stageInbox } from '#test/inbox.ts'
import { knowledge } from '#workers/consumers/knowledge.ts'
import { publishing } from '#workers/consumers/publishing.ts'
import { webhooks } from '#workers/consumers/webhooks.ts'
import { chores } from '#workers/cron/index.ts'
import { database } from '#workers/database.ts'
import { Broken, contextOf, healthy, Process } from './process.ts'

const LEASE_MS = 90_000
const TICK_MS = 60_000
/** Time to the first tick in the worst case: it comes just before the lease ends. */
const FIRST_TICK_MS = TICK_MS - 1_000
const GIVE_UP_MS = 15 * 60_000
/** Time after which the queue delivers unacknowledged jobs of a dead consumer again; used here only for jobs that are in no table yet. */
const QUEUE_AGAIN_MS = 10_000
/** More steps than any worker takes. */
const MOST_STEPS = 40

const rooms = startRooms()
const db = database({ url: inject('databaseUrl'), localEndpoint: inject('neonUrl') })
const bare = {} as Env
let room: Room
let jobs: OutboxRow[] = []
let clock = Date.now()

function contextFor(process: Process): SystemCtx {
  const real = rooms.system.connector('telegram')
  const { posts, messages } = real
  if (!posts || !messages) throw new Error('The scripted platform takes everything.')
  return contextOf(process, {
    database: db,
    base: {
      ...rooms.system,
      connector: () => ({
        ...real,
        posts: { ...posts, publish: (...given) => process.step('platform', () => posts.publish(...given)) },
        messages: {
          ...messages,
          send: (...given) => process.step('platform', () => messages.send(...given)),
        },
      }),
    },
    now: () => new Date(clock),
    log: rooms.system.log,
    receive: async (rows) => void jobs.push(...rows),
  })
}

const batchOf = (queue: string, bodies: readonly unknown[]): MessageBatch => ({
  queue,
  messages: bodies.map((body) => ({
    ...{ id: randomUUID(), timestamp: new Date(clock), body, attempts: 1 },
    ...{ ack: () => undefined, retry: () => undefined },
  })),
  metadata: { metrics: { backlogCount: 0, backlogBytes: 0 } },
  ackAll: () => undefined,
  retryAll: () => undefined,
})

/** Does the jobs that a tick has sent, as a healthy worker does. */
async function work(process: Process, given: readonly QueuedJob[]): Promise<void> {
  const ctx = contextFor(process)
  for (const queued of given) {
    const { job, workspaceId } = queued
    if (job.type === 'publishing.hint') await publishing(batchOf('publishing', [queued]), ctx, bare)
    else if (job.type === 'knowledge.index') await knowledge(batchOf('knowledge', [queued]), ctx, bare)
    else if (job.type === 'conversation.poke')
      await sendQueued(ctx.workspace(workspaceId), job.conversationId)
  }
}

interface Kind {
  /** Makes some work and returns how a worker does it. */
  begin(): Promise<{
    run: (process: Process) => Promise<void>
    /** Tests whether the work has been taken up: it is done, or a person is asked about it. */
    taken: () => Promise<boolean>
    /** False as long as only the queue knows of it. */
    stored: () => Promise<boolean>
  }>
}

const statusOf = async (sql: string, id: string) =>
  (await asOwner<{ status: string }>(sql, [id]))[0]?.status ?? 'none'
const always = async () => true

const kinds: Record<string, Kind> = {
  posts: {
    async begin() {
      rooms.outside.now = new Date(clock)
      const publishAt = new Date(clock).toISOString()
      const post = await schedulePost(room.ctx, {
        ...{ text: `Post ${randomUUID()}`, accountIds: [room.accountId], publishAt, timezone: 'UTC' },
      })
      const [target] = post.targets
      const hint: QueuedJob = {
        workspaceId: room.workspaceId,
        job: { type: 'publishing.hint', targetId: target?.id ?? '', version: 1, dueAt: publishAt },
      }
      const status = () =>
        statusOf('select status from scheduled_post_accounts where id = $1', target?.id ?? '')
      return {
        run: (process) => publishing(batchOf('publishing', [hint]), contextFor(process), bare),
        taken: async () => ['sent', 'unknown'].includes(await status()),
        stored: always,
      }
    },
  },
  messages: {
    async begin() {
      rooms.outside.now = new Date(clock)
      const inbox = stageInbox(rooms, () => room)
      const from = { userId: `US.${randomUUID()}`, name: 'Ana' }
      await inbox.receive(inbox.message('Hello', { from }))
      const [conversation] = await inbox.conversations()
      const conversationId = conversation?.id ?? ''
      const { id } = await sendAsPerson(room.ctx, conversationId, { text: 'Good morning' })
      return {
        run: (process) => sendQueued(contextFor(process).workspace(room.workspaceId), conversationId).then(),
        taken: async () =>
          ['sent', 'unknown'].includes(
            await statusOf('select status from conversation_messages where id = $1', id),
          ),
        stored: always,
      }
    },
  },
  'webhook events': {
    async begin() {
      const id = Math.floor(Math.random() * 2 ** 40)
      const body = JSON.stringify({
        update_id: id,
        message: {
          message_id: id,
          date: Math.floor(clock / 1000),
          chat: { id: 1, type: 'private', first_name: 'Ana' },
          from: { id: 1, is_bot: false, first_name: 'Ana' },
          text: 'Hello',
        },
      })
      const queued = {
        ...{ source: 'telegram', objectName: null, receivedAt: new Date(clock).toISOString() },
        account: { id: room.accountId, secretVersion: 1 },
        bytes: new TextEncoder().encode(body),
      }
      const found = () =>
        asOwner<{ done: boolean }>(
          'select processed_at is not null as done from webhook_events where dedupe_key = $1',
          [`update:${room.accountId}:${id}`],
        )
      return {
        run: (process) => webhooks(batchOf('webhooks', [queued]), contextFor(process), bare),
        taken: async () => (await found()).some(({ done }) => done),
        stored: async () => (await found()).length > 0,
      }
    },
  },
  documents: {
    async begin() {
      rooms.outside.now = new Date(clock)
      const { id } = await createDocument(room.ctx, { title: 'Hours', text: 'We open at nine.' })
      await asOwner('update knowledge_documents set created_at = $2 where id = $1', [id, new Date(clock)])
      const queued: QueuedJob = {
        workspaceId: room.workspaceId,
        job: { type: 'knowledge.index', documentId: id },
      }
      return {
        run: (process) => knowledge(batchOf('knowledge', [queued]), contextFor(process), bare),
        taken: async () =>
          (await statusOf('select status from knowledge_documents where id = $1', id)) === 'indexed',
        stored: always,
      }
    },
  },
}

beforeEach(async () => {
  room = await rooms.newWorkspace()
  // The machine is off: these tests are not about answers.
  await asOwner('update ai_rules set ai_control_enabled = false where workspace_id = $1', [room.workspaceId])
  rooms.outside.outcomes = []
})

describe('after a kill the work is taken up again within one lease and one tick', {
  timeout: 600_000,
}, () => {
  for (const [name, kind] of Object.entries(kinds))
    for (const where of ['before', 'after'] as const)
      it(`${name}, whichever step it dies ${where}`, async () => {
        let kills = 0
        for (let step = 0; step < MOST_STEPS; step++) {
          jobs = []
          const item = await kind.begin()
          const fate = (_kind: unknown, n: number) => (n === step ? { where, dies: true } : null)
          const doomed = new Process('doomed', { turn: async () => undefined, fate })
          await item.run(doomed).catch((error: unknown) => {
            if (!(error instanceof Broken)) throw error
          })
          if (!doomed.dead) break
          kills++
          const after = await untilTaken(item)
          expect(after, `step ${step}`).toBeLessThanOrEqual(LEASE_MS + TICK_MS)
        }
        expect(kills).toBeGreaterThan(1)
      })
})

/** Measures the virtual time from a death until the work has been taken up again, in milliseconds. */
async function untilTaken({ run, taken, stored }: Awaited<ReturnType<Kind['begin']>>): Promise<number> {
  const diedAt = clock
  // Jobs that it had sent before it died are lost with it.
  jobs = []
  if (!(await stored())) {
    clock += QUEUE_AGAIN_MS
    await run(new Process('again', healthy))
  }
  let tickAt = diedAt + FIRST_TICK_MS
  while (!(await taken())) {
    if (tickAt > diedAt + GIVE_UP_MS) return Number.POSITIVE_INFINITY
    clock = tickAt
    tickAt += TICK_MS
    const tick = contextFor(new Process('tick', healthy))
    for (const { worker, run } of chores) if (worker === 'due' || worker === 'sweep') await run(tick, bare)
    await work(new Process('next', healthy), jobs.splice(0))
  }
  return clock - diedAt
}
