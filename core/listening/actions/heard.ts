import * as audit from '#core/lib/kernel/audit.ts'
import { actorUserId, type Ctx } from '#core/lib/kernel/context.ts'
import { type Db, only } from '#core/lib/kernel/db.ts'
import { conflict, invalid, notFound } from '#core/lib/kernel/errors.ts'
import { checkLimits } from '#core/workspaces/queries.ts'
import { bare, keyOf } from '../rules/scope.ts'
import type { ListenedPost } from '../schemas/posts.ts'
import type { Creator, Project } from '../schemas/projects.ts'
import * as choices from '../store/choices.ts'
import * as posts from '../store/posts.ts'
import * as store from '../store/projects.ts'
import { toPost } from './figures.ts'
import { fill } from './fill.ts'
import { getProject } from './projects.ts'

/** Brings a post that a project heard into the bank. @throws not_found, forbidden `limit_reached` */
export async function bringIntoBank(
  ctx: Ctx,
  { projectId, postId }: { projectId: string; postId: string },
  { capture }: { capture(ctx: Ctx, postId: string): Promise<void> },
): Promise<ListenedPost> {
  const which = { workspaceId: ctx.workspaceId, projectId, postId }
  const [[heard]] = await ctx.db.batch((db) => [posts.one(db, which)])
  if (!heard) throw notFound('post')
  await capture(ctx, postId)
  return toPost({ ...heard, inBank: true })
}

/**
 * Watches an author, all that they write: in the project where its scope names hashtags or creators alone, else in a project of their own,
 * since a query would leave most of it out.
 * @returns the project that watches them
 * @throws not_found, invalid, conflict `muted`, forbidden `limit_reached`
 */
export async function watchAuthor(ctx: Ctx, projectId: string, given: Creator): Promise<Project> {
  const { workspaceId } = ctx
  const author = { platform: given.platform, username: bare(given.username) }
  const id = await ctx.db.tx(async (tx, enqueue) => {
    await store.waitForTurn(tx, workspaceId)
    const [project] = await store.byId(tx, { workspaceId, id: projectId })
    if (!project) throw notFound('project')
    if (!project.platforms.includes(author.platform))
      throw invalid(`The project does not listen to ${author.platform}.`, [
        { path: 'platform', message: 'Watch the author in a project that does.' },
      ])
    const watching = project.scopeQuery === null ? project : await ownProject(ctx, tx, author)
    const [muted] = await choices.mutedAs(tx, { workspaceId, projectId: watching.id, author })
    if (muted) throw conflict('muted', 'Their posts are muted in this project. Let them in again first.')
    const named = await store.creatorsOf(tx, { workspaceId, ids: [watching.id] })
    if (named.some((one) => keyOf(one) === keyOf(author))) return watching.id
    await store.addCreator(tx, { workspaceId, id: watching.id }, author)
    await fill(ctx, tx, watching.id)
    await audit.record(tx, ctx, {
      action: 'project.watch',
      objectType: 'project',
      objectId: watching.id,
      after: author,
    })
    enqueue({ type: 'feed.changed', topic: 'listening', id: watching.id })
    await checkLimits(tx, ctx, 'listening_projects', 'listening_creators')
    return watching.id
  })
  return getProject(ctx, id)
}

/** Finds the project that listens to an author alone, or makes it. */
async function ownProject(ctx: Ctx, tx: Db, author: Creator): Promise<{ id: string }> {
  const { workspaceId } = ctx
  const [known] = await store.ofCreatorAlone(tx, { workspaceId, author })
  return (
    known ??
    only(
      await store.insert(tx, {
        workspaceId,
        userId: actorUserId(ctx.actor),
        name: `@${author.username}`,
        platforms: [author.platform],
        scopeType: 'creators',
      }),
    )
  )
}
