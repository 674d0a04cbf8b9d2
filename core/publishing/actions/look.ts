import type { SystemCtx } from '#core/lib/kernel/context.ts'
import { describeError } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import type { JobOf } from '#core/lib/kernel/jobs.ts'
import type { Platform } from '#core/lib/kernel/schemas.ts'
import type { Connector, FoundPosts } from '#core/lib/platform/connector.ts'
import { openAccount } from '#core/lib/platform/platform-call.ts'
import { MAX_ATTEMPTS } from '#core/lib/platform/retry.ts'
import { HINT_HORIZON_MS } from '../rules/attempts.ts'
import { CLOCK_DOUBT_MS, judge, MAX_LOOKS, type Verdict, VISIBILITY_DELAY_MS } from '../rules/find.ts'
import * as store from '../store/looks.ts'

const TRY_AGAIN_MS = 30_000

/** Tests whether the outcome of an attempt can be found by looking at the platform. */
export function canBeRead(ctx: Pick<SystemCtx, 'connector' | 'log'>, platform: Platform): boolean {
  try {
    return ctx.connector(platform).posts?.find !== undefined
  } catch (error) {
    ctx.log.warn('connector.missing', { platform, error: describeError(error) })
    return false
  }
}

/**
 * Looks for the outcome of attempts without an answer, where the platform can be read: a post that is found was sent, one that is surely
 * absent is sent again, and a person decides about everything else.
 */
export async function lookForUnknown(
  ctx: SystemCtx,
  looks: readonly JobOf<'publishing.look'>[],
): Promise<void> {
  const [{ rows }] = await ctx.db.batch((db) => [store.unknowns(db, { looks })])
  for (const target of rows) await look(ctx, target)
}

async function look(ctx: SystemCtx, target: store.UnknownTarget): Promise<void> {
  const connector = canBeRead(ctx, target.platform) ? ctx.connector(target.platform) : null
  // The platform's answer dates from here, however long judging it takes.
  const lookedAt = ctx.now()
  const found: FoundPosts | null = connector ? await find(ctx, connector, target) : null
  await ctx.db.tx(async (tx, enqueue) => {
    await store.holdAccount(tx, target.account_id)
    const verdict =
      found === null
        ? person('No answer came, and the platform cannot be looked at automatically.')
        : found.kind === 'found'
          ? await judged(tx, target, found.posts, { connector, lookedAt, now: ctx.now() })
          : refused(ctx, target, found)
    const settled = settledBy(ctx, target, verdict)
    const { workspace_id: workspaceId, target_id: targetId, fence } = target
    const { rows: written } = await store.settle(tx, { targetId, fence, ...settled })
    if (written.length === 0) return
    ctx.log.info('post.looked_for', { workspaceId, targetId, fence, verdict: verdict.kind })
    if (verdict.kind === 'sent') {
      const { id: externalId, url, createdAt: publishedAt } = verdict.post
      await store.insertPublished(tx, { id: newId(), target, externalId, url, publishedAt })
      await store.settleRun(tx, { workspaceId, targetId, fence, status: 'success', error: null })
    }
    if (verdict.kind === 'again') {
      await store.settleRun(tx, { workspaceId, targetId, fence, status: 'failed', error: settled.error })
      if (settled.dueAt) {
        const dueAt = settled.dueAt.toISOString()
        enqueue({ type: 'publishing.hint', targetId, version: target.version, dueAt }, workspaceId)
      }
    }
    if (verdict.kind === 'later')
      enqueue({ type: 'publishing.look', targetId, fence, at: verdict.at.toISOString() }, workspaceId)
    enqueue({ type: 'feed.changed', topic: 'scheduled-posts', id: target.post_id }, workspaceId)
  })
}

const person = (reason: string): Verdict => ({ kind: 'person', reason })

async function find(ctx: SystemCtx, connector: Connector, target: store.UnknownTarget): Promise<FoundPosts> {
  if (!connector.posts?.find || target.account_status !== 'active')
    return {
      kind: 'reauth',
      reason: target.account_status_reason ?? 'The account has to be connected again.',
    }
  const since = new Date(new Date(target.started_at).getTime() - CLOCK_DOUBT_MS)
  try {
    const account = await openAccount(ctx, {
      id: target.account_id,
      workspaceId: target.workspace_id,
      externalId: target.external_id,
      credentials: target.credentials,
      wrappedKey: target.wrapped_key,
    })
    const intent = { id: target.target_id, fence: target.fence, startedAt: new Date(target.started_at) }
    return await connector.posts.find(account, since, intent, target.handle ?? undefined)
  } catch (error) {
    ctx.log.error('post.look_failed', { targetId: target.target_id, error: describeError(error) })
    return { kind: 'retry', reason: 'The platform could not be read.' }
  }
}

async function judged(
  tx: Parameters<typeof store.held>[0],
  target: store.UnknownTarget,
  posts: Extract<FoundPosts, { kind: 'found' }>['posts'],
  { connector, lookedAt, now }: { connector: Connector | null; lookedAt: Date; now: Date },
): Promise<Verdict> {
  const account = { workspaceId: target.workspace_id, accountId: target.account_id }
  const { rows: held } = await store.held(tx, { ...account, ids: posts.map(({ id }) => id) })
  // No publisher claims a target earlier than this before its time, whatever its clock says.
  const dueBefore = new Date(now.getTime() + HINT_HORIZON_MS)
  const { rows: beingSent } = await store.beingSent(tx, { ...account, dueBefore })
  const { target_id: id, text, looks } = target
  return judge(
    { id, text, looks, startedAt: new Date(target.started_at) },
    {
      posts,
      held: new Set(held.map((row) => row.id)),
      beingSent: beingSent.map((row) => row.text),
      now: lookedAt,
      visibilityDelayMs: connector?.posts?.rules.visibilityDelayMs ?? VISIBILITY_DELAY_MS,
    },
  )
}

/** Decides about a target whose platform refused the look. */
function refused(
  ctx: SystemCtx,
  { looks }: store.UnknownTarget,
  answer: Exclude<FoundPosts, { kind: 'found' }>,
): Verdict {
  if (answer.kind === 'rejected' || answer.kind === 'reauth')
    return person(`No answer came, and the machine could not look on the platform: ${answer.reason}`)
  if (looks >= MAX_LOOKS) return person('No answer came, and the platform could not be read.')
  const at = answer.kind === 'limited' ? answer.until : new Date(ctx.now().getTime() + TRY_AGAIN_MS)
  return { kind: 'later', at, ...(answer.kind === 'retry' ? { reason: answer.reason } : {}) }
}

function settledBy(ctx: SystemCtx, target: store.UnknownTarget, verdict: Verdict) {
  const base = { externalId: null, url: null, dueAt: null, lookAt: null }
  switch (verdict.kind) {
    case 'sent':
      return {
        ...base,
        status: 'sent' as const,
        externalId: verdict.post.id,
        url: verdict.post.url,
        error: null,
      }
    case 'later':
      return {
        ...base,
        status: 'unknown' as const,
        error: verdict.reason ?? 'No answer came.',
        lookAt: verdict.at,
      }
    case 'person':
      return { ...base, status: 'unknown' as const, error: verdict.reason }
    case 'again': {
      const error = 'No answer came, and it is not on the platform.'
      return target.attempts >= MAX_ATTEMPTS
        ? { ...base, status: 'failed' as const, error: `${error} Tried ${target.attempts} times.` }
        : { ...base, status: 'queued' as const, error, dueAt: ctx.now() }
    }
  }
}
