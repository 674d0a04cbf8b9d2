import { accountsById } from '#core/accounts/queries.ts'
import type { Ctx, SystemCtx } from '#core/lib/kernel/context.ts'
import type { Db, Enqueue } from '#core/lib/kernel/db.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import type { CommentAddress, Comments } from '#core/lib/platform/comments.ts'
import type { ConnectedAccountRef, Intent, Outcome } from '#core/lib/platform/connector.ts'
import { LEASE_MS, stoodStill } from '#core/lib/platform/lease.ts'
import { callPlatform, failedBeforeCall, rejected } from '#core/lib/platform/platform-call.ts'
import { type Settled, settle } from '#core/lib/platform/retry.ts'
import * as store from '../store/acts.ts'

const OVERDUE_MS = 30_000
const OVERDUE_AT_ONCE = 200

/** Takes up actions whose job was lost, and those whose sender has died. Returns how many. */
export async function sweepActions(ctx: SystemCtx): Promise<number> {
  const now = ctx.now()
  const [, { rows }] = await ctx.db.batch((db) => [
    store.expire(db, { startedBefore: new Date(now.getTime() - LEASE_MS), now }),
    store.overdue(db, { before: new Date(now.getTime() - OVERDUE_MS), limit: OVERDUE_AT_ONCE }),
  ])
  const at = now.toISOString()
  if (rows.length > 0)
    await ctx.deliver(
      rows.map(({ id: actionId, workspace_id: workspaceId, task }) => ({
        id: newId(),
        workspaceId,
        job: {
          type: task === 'send' ? ('comments.send' as const) : ('comments.look' as const),
          actionId,
          at,
        },
      })),
    )
  return rows.length
}

type Account = Awaited<ReturnType<typeof accountsById>>[number]

export const addressOf = ({ comment }: Pick<store.ClaimedAction, 'comment'>): CommentAddress => ({
  postId: comment.postExternalId,
  id: comment.externalId,
  handle: comment.handle,
})

/** Reads an action's account and the connector's part for comments. */
export async function accountOf(ctx: Ctx, accountId: string) {
  const { workspaceId } = ctx
  const [[account]] = await ctx.db.batch((db) => [accountsById(db, { workspaceId, ids: [accountId] })])
  return account
}

/**
 * Does something to a comment on its platform: a claim that is the intent, one call within its limits, and its outcome under the claim's
 * fence. What got no answer is unknown and looked for; it is never done again blindly.
 */
export async function sendAction(ctx: Ctx, id: string): Promise<'sent' | 'other' | 'nothing'> {
  const { workspaceId } = ctx
  const claimedAt = ctx.now()
  const [[action]] = await ctx.db.batch((db) => [store.claim(db, { workspaceId, id, now: claimedAt })])
  if (!action) return 'nothing'
  const account = await accountOf(ctx, action.accountId)
  const outcome = await call(ctx, { action, account, claimedAt }).catch((error: unknown) =>
    failedBeforeCall(ctx, error),
  )
  const now = ctx.now()
  const settled = settle(outcome, action.attempts, now, Number.parseInt(id.slice(-4), 16) / 0xffff)
  ctx.log.info('comment.attempted', { actionId: id, kind: action.kind, outcome: outcome.kind })
  await ctx.db.tx(async (tx, enqueue) => {
    const { fence } = action
    const [done] = await store.complete(tx, { workspaceId, id, fence, settled, now, lookAt: now })
    if (!done || !account) return
    await follow(tx, enqueue, { action: done, account, settled, now })
    enqueue({ type: 'feed.changed', topic: 'comments', id: action.comment.postId })
    if (outcome.kind === 'reauth' && account.status === 'active')
      enqueue({
        type: 'account.expired',
        accountId: account.id,
        version: account.credentialsVersion,
        reason: outcome.reason,
      })
  })
  return settled.status === 'sent' ? 'sent' : 'other'
}

/** Writes what follows from the outcome of an action. */
export async function follow(
  tx: Db,
  enqueue: Enqueue,
  {
    action,
    account,
    settled,
    now,
  }: { action: store.ActionRow; account: Pick<Account, 'externalId' | 'name'>; settled: Settled; now: Date },
): Promise<void> {
  const { id: actionId, workspaceId, commentId, kind } = action
  const where = { workspaceId, commentId }
  if (settled.status === 'sent') {
    const { externalId: ownId, name: ownName } = account
    if (kind === 'reply') await store.keepReply(tx, { action, ownId, ownName, now })
    if (kind === 'like') await store.mark(tx, { ...where, liked: true })
    if (kind === 'hide' || kind === 'unhide') await store.mark(tx, { ...where, hidden: kind === 'hide' })
  }
  if (settled.status === 'failed' && kind === 'reply') await store.reopen(tx, where)
  if (settled.status === 'queued' || settled.status === 'waiting')
    enqueue({ type: 'comments.send', actionId, at: settled.dueAt.toISOString() })
  if (settled.status === 'unknown') enqueue({ type: 'comments.look', actionId, at: now.toISOString() })
}

async function call(
  ctx: Ctx,
  {
    action,
    account,
    claimedAt,
  }: { action: store.ClaimedAction; account: Account | undefined; claimedAt: Date },
): Promise<Outcome> {
  if (!account) return rejected('disconnected', 'The account has been disconnected.', 'Connect it again.')
  const connector = ctx.connector(account.platform)
  const { comments } = connector
  const way = comments && wayOf(comments, action)
  if (!comments || !way)
    return rejected('unsupported', `This cannot be done to comments on ${account.platform}.`, 'Do it there.')
  const late = privateReplyProblem(comments, action, ctx.now())
  if (late) return late
  const intent = { id: action.id, fence: action.fence, startedAt: claimedAt }
  return callPlatform(
    ctx,
    account,
    connector,
    comments.rules.quotas(action.kind),
    async (opened) => stoodStill(claimedAt, ctx.now()) ?? way(opened, addressOf(action), intent),
  )
}

type Way = (account: ConnectedAccountRef, to: CommentAddress, intent: Intent) => Promise<Outcome>

/** Returns the connector's way to do an action; undefined where the platform has none. */
function wayOf(comments: Comments, { kind, text }: Pick<store.ActionRow, 'kind' | 'text'>): Way | undefined {
  const { like, hide, privateReply } = comments
  switch (kind) {
    case 'reply':
      return (account, to, intent) => comments.reply(account, to, text ?? '', intent)
    case 'like':
      return like
    case 'private_reply':
      return privateReply && ((account, to, intent) => privateReply.send(account, to, text ?? '', intent))
    case 'hide':
    case 'unhide':
      return hide && ((account, to, intent) => hide(account, to, kind === 'hide', intent))
  }
}

const privateReplyProblem = (
  { privateReply }: Comments,
  { kind, comment }: Pick<store.ClaimedAction, 'kind' | 'comment'>,
  now: Date,
): Outcome | null =>
  kind === 'private_reply' &&
  privateReply &&
  now.getTime() - new Date(comment.postedAt).getTime() > privateReply.withinMs
    ? rejected(
        'too_late',
        'The time for a private reply to this comment is over.',
        'Answer under the comment.',
      )
    : null
