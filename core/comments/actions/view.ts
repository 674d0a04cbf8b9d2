import type { Ctx } from '#core/lib/kernel/context.ts'
import { notFound } from '#core/lib/kernel/errors.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/kernel/page.ts'
import type { CommentAct, Comments } from '#core/lib/platform/comments.ts'
import type { Comment, CommentAction, CommentInThread, CommentListQuery, MonitoredPost } from '../schemas.ts'
import * as views from '../store/views.ts'

/** Lists what people wrote under posts, the latest first. */
export async function listComments(
  ctx: Ctx,
  { limit, cursor, ...filter }: CommentListQuery,
): Promise<Page<Comment>> {
  const { workspaceId } = ctx
  const before = decodeCursor(cursor)
  const { postId, accountId, triage, status } = filter
  const [rows] = await ctx.db.batch((db) => [
    views.list(db, { workspaceId, postId, accountId, triage, status, before, limit }),
  ])
  const shown = await shownBy(ctx, rows.slice(0, limit))
  return pageOfRows(rows, limit, ({ comment }) => ({ at: comment.postedAt, id: comment.id }), shown)
}

/** Reads a comment with its post and its whole thread. */
export async function getComment(ctx: Ctx, id: string): Promise<CommentInThread> {
  const { workspaceId } = ctx
  const [[row], thread] = await ctx.db.batch((db) => [
    views.byId(db, { workspaceId, id }),
    views.thread(db, { workspaceId, id }),
  ])
  if (!row) throw notFound('comment')
  const [[post]] = await ctx.db.batch((db) => [views.postById(db, { workspaceId, id: row.comment.postId })])
  if (!post) throw notFound('comment')
  const shown = await shownBy(ctx, [row, ...thread])
  return { ...shown(row), post: toPost(post), thread: thread.map(shown) }
}

/** Returns how comments are shown, with what was done to them. */
async function shownBy(ctx: Ctx, rows: readonly views.CommentView[]) {
  const { workspaceId } = ctx
  const commentIds = rows.map(({ comment }) => comment.id)
  const [actions] =
    commentIds.length === 0
      ? [[]]
      : await ctx.db.batch((db) => [views.actionsOf(db, { workspaceId, commentIds })])
  const now = ctx.now()
  return (row: views.CommentView): Comment => {
    const own = actions.filter(({ action }) => action.commentId === row.comment.id)
    return toComment(row, own, ctx.connector(row.platform).comments, now)
  }
}

function toComment(
  { comment, platform, decision }: views.CommentView,
  actions: readonly views.ActionView[],
  part: Comments | undefined,
  now: Date,
): Comment {
  const { snapshot } = decision ?? {}
  return {
    id: comment.id,
    postId: comment.postId,
    accountId: comment.accountId,
    platform,
    externalId: comment.externalId,
    parentExternalId: comment.parentExternalId,
    isOwn: comment.isOwn,
    author: {
      id: comment.authorId,
      name: comment.authorName,
      handle: comment.authorHandle,
      avatarUrl: comment.authorAvatarUrl,
    },
    text: comment.text,
    formerTexts: comment.formerTexts,
    likes: comment.likes,
    url: comment.url,
    status: comment.status,
    triage: comment.triage,
    decision:
      decision && snapshot
        ? {
            id: decision.id,
            decision: decision.decision,
            confidence: decision.confidence,
            reason: decision.reason,
            matchedRule: decision.matchedRule,
            rule: snapshot.rule,
            suggestion: snapshot.proposed.reply,
            model: decision.model,
            prompt: decision.prompt,
            sources: snapshot.passages.filter(({ used }) => used).map(({ used: _, ...passage }) => passage),
            createdAt: decision.createdAt.toISOString(),
          }
        : null,
    actions: actions.map(toAction),
    hidden: comment.hidden,
    liked: comment.liked,
    can: part ? possible(part, comment, actions, now) : [],
    postedAt: comment.postedAt.toISOString(),
    createdAt: comment.createdAt.toISOString(),
  }
}

export const toAction = ({ action, authorName }: views.ActionView): CommentAction => ({
  id: action.id,
  kind: action.kind,
  text: action.text,
  author: action.author,
  authorName,
  status: action.status,
  error: action.error,
  url: action.url,
  createdAt: action.createdAt.toISOString(),
  sentAt: action.sentAt?.toISOString() ?? null,
})

/** Returns what can be done to a comment now: what its platform has, and was not done yet. */
export function possible(
  { like, hide, privateReply }: Comments,
  comment: { isOwn: boolean; hidden: boolean; liked: boolean; postedAt: Date },
  actions: readonly Pick<views.ActionView, 'action'>[],
  now: Date,
): CommentAct[] {
  if (comment.isOwn) return []
  const said = (kind: CommentAct) =>
    actions.some(({ action }) => action.kind === kind && !['cancelled', 'failed'].includes(action.status))
  const inTime = privateReply && now.getTime() - comment.postedAt.getTime() <= privateReply.withinMs
  return [
    'reply',
    ...(like && !comment.liked && !said('like') ? (['like'] as const) : []),
    ...(hide ? ([comment.hidden ? 'unhide' : 'hide'] as const) : []),
    ...(inTime && !said('private_reply') ? (['private_reply'] as const) : []),
  ]
}

export const toPost = ({ post, accountName, platform }: views.PostView): MonitoredPost => ({
  id: post.id,
  accountId: post.accountId,
  accountName,
  platform,
  externalId: post.externalId,
  scheduledPostId: post.scheduledPostId,
  source: post.source,
  caption: post.caption,
  url: post.url,
  monitoring: post.monitoring,
  nextPollAt: post.nextPollAt?.toISOString() ?? null,
  polledAt: post.polledAt?.toISOString() ?? null,
  problem: post.problem,
  commentsCount: post.commentsCount,
  postedAt: post.postedAt.toISOString(),
})
