import type { Ctx } from '#core/lib/kernel/context.ts'
import type { Db } from '#core/lib/kernel/db.ts'
import { keyOf, scopeMatcher } from '../rules/scope.ts'
import { polarityOf } from '../rules/sentiment/sentiment.ts'
import * as choices from '../store/choices.ts'
import { knownFor } from '../store/known.ts'
import * as posts from '../store/posts.ts'
import * as projects from '../store/projects.ts'
import * as signals from '../store/signals.ts'
import { scopeOf } from './scope-of.ts'

/** As far back as signals look, and so many posts at most. */
const DAYS = 86
const POSTS_MAX = 2_000
const DAY_MS = 86_400_000

/**
 * Puts posts that the workspace heard already into a project whose scope they fit by now, the latest first. To be called with the
 * workspace's turn.
 */
export async function fill(ctx: Ctx, tx: Db, projectId: string): Promise<void> {
  const { workspaceId } = ctx
  const [project] = await projects.byId(tx, { workspaceId, id: projectId })
  if (!project) return
  const scope = await scopeOf(tx, project)
  const known = await knownFor(tx, {
    workspaceId,
    projectId,
    scope,
    since: new Date(ctx.now().getTime() - DAYS * DAY_MS),
    limit: POSTS_MAX,
  })
  const muted = new Set((await choices.mutedIn(tx, { workspaceId, ids: [projectId] })).map(keyOf))
  const fits = scopeMatcher(scope)
  const rows = known
    .filter(
      (post) => fits(post) && !(post.author !== null && muted.has(keyOf({ ...post, username: post.author }))),
    )
    .map(({ id: postId, platform, author, sentiment, hashtagIds, postedAt }) => ({
      workspaceId,
      projectId,
      postId,
      platform,
      author: author ?? '',
      polarity: polarityOf(sentiment),
      sentiment,
      hashtagIds,
      postedAt,
    }))
  if (rows.length === 0) return
  await posts.putIn(tx, rows)
  await signals.lookAgain(tx, { workspaceId, projectIds: [projectId] })
}
