import * as audit from '#core/lib/kernel/audit.ts'
import { actorUserId, type Ctx } from '#core/lib/kernel/context.ts'
import { conflict, invalid, notFound, sqlState } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { lengthProblem } from '#core/lib/platform/length.ts'
import type { ActionKind, ChangeAction, ChangeComment, CommentAction, CommentInThread } from '../schemas.ts'
import * as store from '../store/acts.ts'
import { cancelMachine, lock } from '../store/decisions.ts'
import * as views from '../store/views.ts'
import { getComment, possible, toAction } from './view.ts'

const NOT_POSSIBLE: Readonly<Record<ActionKind, string>> = {
  reply: 'Comments cannot be answered there.',
  like: 'This comment cannot be liked there, or is liked already.',
  hide: 'This comment cannot be hidden there, or is hidden already.',
  unhide: 'This comment is not hidden.',
  private_reply:
    'A private reply is possible once for each comment, and only for a while, where the platform has it.',
}

/**
 * Queues something that a person does to a comment. An answer of theirs takes back what the machine was about to say.
 * @throws conflict `not_possible`, invalid for a text that the platform would refuse
 */
export async function actOn(
  ctx: Ctx,
  commentId: string,
  { kind, text }: { kind: ActionKind; text?: string },
): Promise<CommentAction> {
  const { workspaceId } = ctx
  const where = { workspaceId, commentId }
  const id = newId()
  const now = ctx.now()
  const [[seen]] = await ctx.db.batch((db) => [views.byId(db, { workspaceId, id: commentId })])
  if (!seen) throw notFound('comment')
  const part = ctx.connector(seen.platform).comments
  if (!part) throw conflict('not_possible', NOT_POSSIBLE[kind])
  const limit = kind === 'private_reply' ? part.privateReply?.text : part.rules.text
  const tooLong = text !== undefined && limit ? lengthProblem(text, limit, 'A comment') : null
  if (tooLong) throw invalid(tooLong, [{ path: 'text', message: tooLong }])
  await ctx.db
    .tx(async (tx, enqueue) => {
      const [comment] = await lock(tx, where)
      if (!comment) throw notFound('comment')
      const done = await views.actionsOf(tx, { workspaceId, commentIds: [commentId] })
      if (!possible(part, comment, done, now).includes(kind))
        throw conflict('not_possible', NOT_POSSIBLE[kind])
      const { accountId, postId } = comment
      if (kind === 'reply' || kind === 'private_reply') {
        await cancelMachine(tx, where, 'A person has answered.')
        await store.setStatus(tx, { ...where, status: 'answered' })
      }
      await store.insert(tx, {
        id,
        ...where,
        accountId,
        kind,
        text: text ?? null,
        author: 'person',
        authorUserId: actorUserId(ctx.actor),
        status: 'queued',
        notBefore: now,
      })
      await audit.record(tx, ctx, {
        action: `comment.${kind}`,
        objectType: 'comment_action',
        objectId: id,
        after: { commentId, ...(text === undefined ? {} : { characters: text.length }) },
      })
      enqueue({ type: 'comments.send', actionId: id, at: now.toISOString() })
      enqueue({ type: 'feed.changed', topic: 'comments', id: postId })
    })
    .catch((error: unknown) => {
      if (sqlState(error) === '23505') throw conflict('not_possible', NOT_POSSIBLE[kind])
      throw error
    })
  return getAction(ctx, id)
}

export async function getAction({ db, workspaceId }: Ctx, id: string): Promise<CommentAction> {
  const [[row]] = await db.batch((one) => [views.actionById(one, { workspaceId, id })])
  if (!row) throw notFound('comment_action')
  return toAction(row)
}

/** Says that nothing is to be done about a comment, or that a person is to look at it. What the machine was about to answer is taken back. */
export async function changeComment(
  ctx: Ctx,
  commentId: string,
  { status }: ChangeComment,
): Promise<CommentInThread> {
  const { workspaceId } = ctx
  const where = { workspaceId, commentId }
  await ctx.db.tx(async (tx, enqueue) => {
    const [comment] = await lock(tx, where)
    if (!comment || comment.isOwn) throw notFound('comment')
    await cancelMachine(tx, where, 'A person has decided otherwise.')
    await store.setStatus(tx, { ...where, status })
    await audit.record(tx, ctx, {
      action: status === 'closed' ? 'comment.close' : 'comment.reopen',
      objectType: 'comment',
      objectId: commentId,
      before: { status: comment.status },
      after: { status },
    })
    enqueue({ type: 'feed.changed', topic: 'comments', id: comment.postId })
  })
  return getComment(ctx, commentId)
}

/** From which states a person may bring an action into another. One that may have been done is never simply done again. */
const LEAVES: Readonly<Record<ChangeAction['status'], readonly store.ActionRow['status'][]>> = {
  queued: ['failed'],
  cancelled: ['queued', 'waiting', 'unknown'],
  sent: ['unknown'],
}

/** Tries a failed action again, takes back one that is not sent, or says what became of one of unknown outcome. */
export async function changeAction(ctx: Ctx, id: string, { status }: ChangeAction): Promise<CommentAction> {
  const { workspaceId } = ctx
  const now = ctx.now()
  await ctx.db.tx(async (tx, enqueue) => {
    const [known] = await views.actionById(tx, { workspaceId, id })
    if (!known) throw notFound('comment_action')
    const [comment] = await lock(tx, { workspaceId, commentId: known.action.commentId })
    const [changed] = await store.changeByHand(tx, { workspaceId, id, status, from: LEAVES[status], now })
    if (!changed || !comment)
      throw conflict('changed_meanwhile', 'Its state has changed meanwhile. Look at it once more.')
    if (changed.kind === 'reply' || changed.kind === 'private_reply')
      await store.setStatus(tx, {
        workspaceId,
        commentId: comment.id,
        status: status === 'cancelled' ? 'open' : 'answered',
      })
    await audit.record(tx, ctx, {
      action: 'comment.change_action',
      objectType: 'comment_action',
      objectId: id,
      before: { status: known.action.status },
      after: { commentId: comment.id, status },
    })
    if (status === 'queued') enqueue({ type: 'comments.send', actionId: id, at: now.toISOString() })
    enqueue({ type: 'feed.changed', topic: 'comments', id: comment.postId })
  })
  return getAction(ctx, id)
}
