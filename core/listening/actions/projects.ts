import * as audit from '#core/lib/kernel/audit.ts'
import { actorUserId, type Ctx } from '#core/lib/kernel/context.ts'
import { only } from '#core/lib/kernel/db.ts'
import { notFound } from '#core/lib/kernel/errors.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/kernel/page.ts'
import { checkLimits } from '#core/workspaces/queries.ts'
import { readScope, scopeTypeOf } from '../rules/scope.ts'
import type { CreateProject, Project, ProjectStatus, UpdateProject } from '../schemas/projects.ts'
import * as store from '../store/projects.ts'
import * as signals from '../store/signals.ts'
import { fill } from './fill.ts'

/** Adds a project. @throws invalid for a scope that cannot be read, forbidden `limit_reached` */
export async function createProject(ctx: Ctx, input: CreateProject): Promise<Project> {
  const { workspaceId } = ctx
  const { name, description = '', status = 'active', sensitivity = 'normal' } = input
  const scope = readScope(input.platforms, input.scope)
  const id = await ctx.db.tx(async (tx, enqueue) => {
    await store.waitForTurn(tx, workspaceId)
    const { id } = only(
      await store.insert(tx, {
        workspaceId,
        userId: actorUserId(ctx.actor),
        name,
        description,
        status,
        sensitivity,
        platforms: [...scope.platforms],
        scopeType: scopeTypeOf(scope),
        scopeQuery: scope.query,
        creatorsCount: scope.creators.length,
      }),
    )
    await store.setHashtags(tx, { workspaceId, id }, { names: scope.hashtags, platforms: scope.platforms })
    await store.setCreators(tx, { workspaceId, id }, scope.creators)
    if (status === 'active') await fill(ctx, tx, id)
    await audit.record(tx, ctx, {
      action: 'project.create',
      objectType: 'project',
      objectId: id,
      after: { name, status, scope },
    })
    enqueue({ type: 'feed.changed', topic: 'listening', id })
    await checkLimits(tx, ctx, 'listening_projects', 'listening_hashtags', 'listening_creators')
    return id
  })
  return getProject(ctx, id)
}

/** Lists projects, the latest first. */
export async function listProjects(
  ctx: Ctx,
  query: { status?: ProjectStatus | undefined; limit: number; cursor?: string | undefined },
): Promise<Page<Project>> {
  const { status, limit, cursor } = query
  const before = decodeCursor(cursor)
  const { workspaceId } = ctx
  const [rows] = await ctx.db.batch((db) => [store.list(db, { workspaceId, status, before, limit })])
  const named = await namedIn(ctx, rows)
  return pageOfRows(
    rows,
    limit,
    (row) => ({ at: row.createdAt, id: row.id }),
    (row) => toProject(row, named),
  )
}

/** Reads a project. @throws not_found */
export async function getProject(ctx: Ctx, id: string): Promise<Project> {
  const { workspaceId } = ctx
  const [[row], hashtags, creators] = await ctx.db.batch((db) => [
    store.byId(db, { workspaceId, id }),
    store.hashtagsOf(db, { workspaceId, ids: [id] }),
    store.creatorsOf(db, { workspaceId, ids: [id] }),
  ])
  if (!row) throw notFound('project')
  return toProject(row, { hashtags, creators })
}

/** Changes a project's name, description or status. @throws not_found */
export async function updateProject(ctx: Ctx, id: string, change: UpdateProject): Promise<Project> {
  const where = { workspaceId: ctx.workspaceId, id }
  await ctx.db.tx(async (tx, enqueue) => {
    const [row] = await store.lock(tx, where)
    if (!row) throw notFound('project')
    const { name, description, status, sensitivity } = row
    const before = { name, description, status, sensitivity }
    await store.change(tx, where, change)
    // The list tells of the past thirty days as the replay of the new sensitivity does.
    if (change.sensitivity !== undefined && change.sensitivity !== row.sensitivity)
      await signals.lookAgain(tx, { workspaceId: ctx.workspaceId, projectIds: [id] })
    await audit.record(tx, ctx, {
      action: 'project.update',
      objectType: 'project',
      objectId: id,
      before,
      after: { ...before, ...change },
    })
    enqueue({ type: 'feed.changed', topic: 'listening', id })
  })
  return getProject(ctx, id)
}

/** Deletes a project, and its posts where neither another project nor the bank has them. @throws not_found */
export async function deleteProject(ctx: Ctx, id: string): Promise<void> {
  const { workspaceId } = ctx
  await ctx.db.tx(async (tx, enqueue) => {
    await store.waitForTurn(tx, workspaceId)
    const [removed] = await store.remove(tx, { workspaceId, id })
    if (!removed) throw notFound('project')
    await audit.record(tx, ctx, {
      action: 'project.delete',
      objectType: 'project',
      objectId: id,
      before: removed,
    })
    enqueue({ type: 'feed.changed', topic: 'listening', id })
  })
}

interface Named {
  hashtags: Awaited<ReturnType<typeof store.hashtagsOf>>
  creators: Awaited<ReturnType<typeof store.creatorsOf>>
}

/** Reads the hashtags and creators that projects name. */
async function namedIn({ db, workspaceId }: Ctx, rows: readonly store.ProjectRow[]): Promise<Named> {
  if (rows.length === 0) return { hashtags: [], creators: [] }
  const ids = rows.map(({ id }) => id)
  const [hashtags, creators] = await db.batch((db) => [
    store.hashtagsOf(db, { workspaceId, ids }),
    store.creatorsOf(db, { workspaceId, ids }),
  ])
  return { hashtags, creators }
}

const toProject = (row: store.ProjectRow, named: Named): Project => ({
  id: row.id,
  name: row.name,
  description: row.description,
  status: row.status,
  sensitivity: row.sensitivity,
  platforms: row.platforms,
  scopeType: row.scopeType,
  scope: {
    hashtags: named.hashtags.flatMap(({ projectId, name }) => (projectId === row.id ? [name] : [])),
    creators: named.creators.flatMap(({ projectId, platform, username }) =>
      projectId === row.id ? [{ platform, username }] : [],
    ),
    query: row.scopeQuery,
  },
  counts: { posts: row.postsCount, creators: row.creatorsCount, signals: row.signalsCount },
  lastRunAt: row.lastRunAt?.toISOString() ?? null,
  lastSignalAt: row.lastSignalAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
})
