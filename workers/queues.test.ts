import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { inboxJobs } from '#core/inbox/jobs.ts'
import { knowledgeJobs } from '#core/knowledge/jobs.ts'
import type { SystemCtx } from '#core/lib/kernel/context.ts'
import { type Job, readJob, UnknownJobError } from '#core/lib/kernel/jobs.ts'
import { queueOf } from './consumers/dead-letters.ts'
import { deliverAll } from './jobs.ts'
import { sendWebhook } from './queues.ts'

const sent: { on: string; body: unknown }[] = []
const queue = (on: string) => ({
  send: async (body: unknown) => void sent.push({ on, body }),
  sendBatch: async (messages: Iterable<{ body: unknown }>) => {
    for (const { body } of messages) sent.push({ on, body })
  },
})
const env = {
  WEBHOOKS: queue('webhooks'),
  WORK: queue('work'),
  MEDIA: queue('media'),
  DRAFTS: queue('drafts'),
  OUTGOING: queue('outgoing'),
  COMMENTS: queue('comments'),
  PUBLISHING: queue('publishing'),
} as unknown as Env
const ctx = { now: () => new Date() } as SystemCtx

const at = new Date().toISOString()
const JOBS: Job[] = [
  { type: 'knowledge.index', documentId: randomUUID() },
  { type: 'media.fetch', mediaId: randomUUID() },
  { type: 'profile.sync', syncJobId: randomUUID() },
  { type: 'bank.enrich' },
  { type: 'drafts.write', draftId: randomUUID() },
  { type: 'webhook.deliver', endpointId: randomUUID() },
  { type: 'comments.poll', postId: randomUUID() },
  { type: 'publishing.hint', targetId: randomUUID(), version: 1, dueAt: at },
  { type: 'publishing.look', targetId: randomUUID(), fence: 1, at },
]

it('every message says which queue it is on, so that its dead letter goes back there', async () => {
  const workspaceId = randomUUID()
  await deliverAll(
    env,
    JOBS.map((job) => ({ workspaceId, job })),
    ctx,
  )
  await sendWebhook(env, { source: 'meta', account: null, receivedAt: at, bytes: null, objectName: 'a' })
  expect(sent.map(({ body }) => queueOf(body))).toEqual(sent.map(({ on }) => on))
  expect(new Set(sent.map(({ on }) => on))).toEqual(
    new Set(['work', 'media', 'drafts', 'outgoing', 'publishing', 'comments', 'webhooks']),
  )
  expect(sent).toHaveLength(JOBS.length + 1)
})

it('of what says nothing the queue is unknown', () => {
  for (const body of [null, 'text', {}, { queue: 7 }]) expect(queueOf(body)).toBe('unknown')
})

it.each<[string, object, RegExp]>([
  ['of a type that no domain has', { type: 'of.tomorrow' }, /No domain delivers of\.tomorrow/],
  ['of a name that every object has', { type: 'constructor' }, /A constructor has no place here/],
  ['without its content', { type: 'media.fetch' }, /media\.fetch of another form.*mediaId/s],
  ['whose id is none', { type: 'knowledge.index', documentId: 'a' }, /knowledge\.index of another form/],
  ['for a call, without its content', { type: 'answering.ended' }, /answering\.ended of another form/],
])('a job %s is told apart, and nothing of its batch is sent', async (_what, job, says) => {
  const before = sent.length
  const row = { workspaceId: randomUUID(), job: job as Job }
  const good = { workspaceId: randomUUID(), job: JOBS[0] as Job }
  const delivery = deliverAll(env, [good, row], ctx)
  await expect(delivery).rejects.toBeInstanceOf(UnknownJobError)
  await expect(delivery).rejects.toThrow(says)
  expect(sent).toHaveLength(before)
})

it('a queue takes its own jobs alone', () => {
  const body = { workspaceId: randomUUID(), job: { type: 'media.fetch', mediaId: randomUUID() } }
  expect(readJob(inboxJobs, body).job).toEqual(body.job)
  expect(() => readJob(knowledgeJobs, body)).toThrow(UnknownJobError)
})
