import { mailExpired, tokenRefused } from '#core/accounts/actions/tokens.ts'
import { letGo } from '#core/inbox/actions/let-go.ts'
import { takeUpMessages } from '#core/inbox/actions/send.ts'
import type { SystemCtx } from '#core/lib/context.ts'
import type { Job, JobOf, QueuedJob } from '#core/lib/jobs.ts'
import { mailSilence } from '#core/notifications/actions/silences.ts'
import type { FeedEvent } from '#core/operations/schemas.ts'
import { takeUpPosts } from '#core/publishing/actions/publish.ts'
import { hintDelayMs } from '#core/publishing/rules.ts'
import { addStarter } from '#core/taxonomy/actions/starter.ts'
import { mailInvitation } from '#core/workspaces/actions/invitations.ts'
import { announce, closeScreens, conversationObject } from '#objects/stubs.ts'
import { jobQueue, onQueue, sendJob } from './queues.ts'

type Deliverer<Type extends Job['type']> = (
  env: Env,
  job: JobOf<Type>,
  workspaceId: string,
  ctx: SystemCtx,
) => Promise<unknown>

/** Delivers each type of job. */
const deliverers: { [Type in Job['type']]: Deliverer<Type> } = {
  'feed.changed': (env, job, workspaceId) => announce(env, workspaceId, [eventOf(job)]),
  'conversation.poke': (env, { conversationId, reason }, workspaceId) =>
    conversationObject(env, workspaceId, conversationId).poke({ workspaceId, conversationId, reason }),
  'account.expired': (_env, job, workspaceId, ctx) => tokenRefused(ctx.workspace(workspaceId), job),
  'account.expired_mail': (_env, job, workspaceId, ctx) => mailExpired(ctx.workspace(workspaceId), job),
  'account.usable': async (_env, { accountId }, workspaceId, ctx) => {
    await takeUpPosts(ctx.workspace(workspaceId), accountId)
    await takeUpMessages(ctx.workspace(workspaceId), accountId)
  },
  'access.ended': (env, { actor }, workspaceId) => closeScreens(env, workspaceId, actor),
  'answering.ended': (_env, { actor }, workspaceId, ctx) => letGo(ctx.workspace(workspaceId), actor),
  'invitation.mail': (_env, job, workspaceId, ctx) => mailInvitation(ctx.workspace(workspaceId), job, ctx),
  'notification.mail': (_env, job, workspaceId, ctx) => mailSilence(ctx, workspaceId, job),
  'taxonomy.start': (_env, { language }, workspaceId, ctx) =>
    addStarter(ctx.workspace(workspaceId), language, { isNew: true }),
  'knowledge.index': (env, job, workspaceId) => sendJob(env, 'knowledge', { workspaceId, job }),
  'media.fetch': (env, job, workspaceId) => sendJob(env, 'media', { workspaceId, job }),
  'publishing.hint': (env, job, workspaceId, ctx) =>
    jobQueue(env, 'publishing').sendBatch([hintMessage({ workspaceId, job }, ctx)]),
  'publishing.look': (env, job, workspaceId, ctx) =>
    sendJob(
      env,
      'publishing',
      { workspaceId, job },
      { delaySeconds: Math.ceil(Math.max(0, new Date(job.at).getTime() - ctx.now().getTime()) / 1000) },
    ),
}

/** The most messages that a queue takes in one call. */
const SEND_BATCH = 100

/**
 * Delivers jobs. Hints go in batches, events of a workspace to its screens in one call, and equal wake-up calls once: a tick may have
 * thousands, and an invocation may make only a thousand calls. All are sent side by side, and a failed one does not stop the others.
 * @throws the first error
 */
export async function deliverAll(env: Env, rows: readonly QueuedJob[], ctx: SystemCtx): Promise<void> {
  const hints = rows.flatMap(({ workspaceId, job }) =>
    job.type === 'publishing.hint' ? [{ workspaceId, job }] : [],
  )
  const calls: Promise<unknown>[] = []
  for (let from = 0; from < hints.length; from += SEND_BATCH)
    calls.push(
      jobQueue(env, 'publishing').sendBatch(
        hints.slice(from, from + SEND_BATCH).map((hint) => hintMessage(hint, ctx)),
      ),
    )
  for (const row of new Map(rows.map((one) => [nameOf(one), one])).values())
    if (!together.has(row.job.type)) calls.push(deliver(env, row, ctx))
  for (const [workspaceId, events] of eventsByWorkspace(rows)) calls.push(announce(env, workspaceId, events))
  for (const call of await Promise.allSettled(calls)) if (call.status === 'rejected') throw call.reason
}

/** Names a wake-up call: those of one conversation for one reason count as one, whenever each was made. */
const nameOf = ({ workspaceId, job }: QueuedJob): string =>
  JSON.stringify([workspaceId, job.type === 'conversation.poke' ? { ...job, at: null } : job])

const together: ReadonlySet<Job['type']> = new Set(['publishing.hint', 'feed.changed'])

function eventsByWorkspace(rows: readonly QueuedJob[]): Map<string, FeedEvent[]> {
  const events = new Map<string, Map<string, FeedEvent>>()
  for (const { workspaceId, job } of rows) {
    if (job.type !== 'feed.changed') continue
    const own = events.get(workspaceId) ?? new Map<string, FeedEvent>()
    events.set(workspaceId, own.set(`${job.topic}/${job.id ?? ''}`, eventOf(job)))
  }
  return new Map([...events].map(([workspaceId, own]) => [workspaceId, [...own.values()]]))
}

const eventOf = ({ topic, id }: JobOf<'feed.changed'>): FeedEvent => ({
  topic,
  ...(id === undefined ? {} : { id }),
})

const hintMessage = (hint: QueuedJob & { job: JobOf<'publishing.hint'> }, ctx: SystemCtx) => ({
  body: onQueue('publishing', hint),
  delaySeconds: Math.ceil(hintDelayMs(new Date(hint.job.dueAt), ctx.now()) / 1000),
})

function deliver(env: Env, { job, workspaceId }: QueuedJob, ctx: SystemCtx): Promise<unknown> {
  const deliverer = deliverers[job.type] as Deliverer<Job['type']>
  return deliverer(env, job as never, workspaceId, ctx)
}
