import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { jsonb } from '#core/lib/kernel/jsonb.ts'
import * as keyset from '#core/lib/kernel/keyset.ts'
import type { Position } from '#core/lib/kernel/page.ts'
import { hashtags, projectCreators, projectHashtags, projects } from '#drizzle/schema/listening.ts'
import type { Creator, ProjectStatus } from '../schemas/projects.ts'

export interface One {
  workspaceId: string
  id: string
}
export type ProjectRow = typeof projects.$inferSelect

const one = ({ workspaceId, id }: One) => and(eq(projects.workspaceId, workspaceId), eq(projects.id, id))

export const byId = (db: Db, where: One) => db.select().from(projects).where(one(where))
export const lock = (db: Db, where: One) => db.select().from(projects).where(one(where)).for('update')

export const list = (
  db: Db,
  {
    workspaceId,
    status,
    before,
    limit,
  }: { workspaceId: string; status: ProjectStatus | undefined; before: Position | null; limit: number },
) =>
  db
    .select()
    .from(projects)
    .where(
      and(
        eq(projects.workspaceId, workspaceId),
        status === undefined ? undefined : eq(projects.status, status),
        keyset.before(projects.createdAt, projects.id, before),
      ),
    )
    .orderBy(desc(projects.createdAt), desc(projects.id))
    .limit(limit + 1)

/** Lists the projects that take posts in. */
export const listening = (db: Db, workspaceId: string) =>
  db
    .select()
    .from(projects)
    .where(and(eq(projects.workspaceId, workspaceId), eq(projects.status, 'active')))
    .orderBy(asc(projects.id))

export const hashtagsOf = (db: Db, { workspaceId, ids }: { workspaceId: string; ids: readonly string[] }) =>
  db
    .selectDistinct({ projectId: projectHashtags.projectId, name: hashtags.name })
    .from(projectHashtags)
    .innerJoin(
      hashtags,
      and(eq(hashtags.workspaceId, projectHashtags.workspaceId), eq(hashtags.id, projectHashtags.hashtagId)),
    )
    .where(and(eq(projectHashtags.workspaceId, workspaceId), inArray(projectHashtags.projectId, [...ids])))
    .orderBy(hashtags.name)

export const creatorsOf = (db: Db, { workspaceId, ids }: { workspaceId: string; ids: readonly string[] }) =>
  db
    .select({
      projectId: projectCreators.projectId,
      platform: projectCreators.platform,
      username: projectCreators.creatorUsername,
    })
    .from(projectCreators)
    .where(and(eq(projectCreators.workspaceId, workspaceId), inArray(projectCreators.projectId, [...ids])))
    .orderBy(projectCreators.platform, sql`lower(${projectCreators.creatorUsername})`)

export const insert = (db: Db, row: typeof projects.$inferInsert) =>
  db.insert(projects).values(row).returning({ id: projects.id })

export type ProjectChange = {
  [Name in 'name' | 'description' | 'status' | 'sensitivity' | 'platforms' | 'scopeType' | 'scopeQuery']?:
    | (typeof projects.$inferInsert)[Name]
    | undefined
}
export const change = (db: Db, where: One, set: ProjectChange) =>
  db.update(projects).set(set).where(one(where))

/** Writes the hashtags of a scope anew: one row for each platform and name. */
export const setHashtags = (
  db: Db,
  { workspaceId, id }: One,
  { names, platforms }: { names: readonly string[]; platforms: readonly string[] },
) =>
  db.execute(sql`
    with wanted as (
      select p.platform, n.name from jsonb_array_elements_text(${jsonb(platforms)}) p (platform), jsonb_array_elements_text(${jsonb(names)}) n (name)
    ), made as (
      insert into hashtags (id, workspace_id, platform, name)
      select chorus_new_id(now()), ${workspaceId}, w.platform, w.name from wanted w order by 3, 4
      on conflict (workspace_id, platform, name) do update set name = excluded.name returning id
    ), gone as (
      delete from project_hashtags where workspace_id = ${workspaceId} and project_id = ${id} and hashtag_id not in (select id from made)
    )
    insert into project_hashtags (workspace_id, project_id, hashtag_id) select ${workspaceId}, ${id}, id from made on conflict do nothing`)

export const setCreators = async (db: Db, { workspaceId, id }: One, creators: readonly Creator[]) => {
  await db
    .delete(projectCreators)
    .where(and(eq(projectCreators.workspaceId, workspaceId), eq(projectCreators.projectId, id)))
  if (creators.length > 0)
    await db
      .insert(projectCreators)
      .values(
        creators.map(({ platform, username }) => ({
          workspaceId,
          projectId: id,
          platform,
          creatorUsername: username,
        })),
      )
      .onConflictDoNothing()
}

/** Adds a creator to a scope, which names creators from then on. */
export const addCreator = async (db: Db, { workspaceId, id }: One, { platform, username }: Creator) => {
  await db
    .insert(projectCreators)
    .values({ workspaceId, projectId: id, platform, creatorUsername: username })
    .onConflictDoNothing()
  await db.execute(sql`
    update projects p set scope_type = case when p.scope_type = 'hashtags' then 'both' else p.scope_type end,
      creators_count = (select count(*) from project_creators c where c.workspace_id = p.workspace_id and c.project_id = p.id)
    where p.workspace_id = ${workspaceId} and p.id = ${id}`)
}

/** Finds the project that listens to all of one creator, and to nobody else. */
export const ofCreatorAlone = (
  db: Db,
  { workspaceId, author: { platform, username } }: { workspaceId: string; author: Creator },
) =>
  db
    .select({ id: projects.id })
    .from(projects)
    .innerJoin(
      projectCreators,
      and(eq(projectCreators.workspaceId, projects.workspaceId), eq(projectCreators.projectId, projects.id)),
    )
    .where(
      and(
        eq(projects.workspaceId, workspaceId),
        eq(projects.status, 'active'),
        eq(projects.scopeType, 'creators'),
        isNull(projects.scopeQuery),
        eq(projects.creatorsCount, 1),
        eq(projectCreators.platform, platform),
        sql`lower(${projectCreators.creatorUsername}) = lower(${username})`,
      ),
    )
    .orderBy(projects.id)
    .limit(1)

/** Deletes a project, and the posts that neither another project nor the bank has. */
export const remove = async (db: Db, { workspaceId, id }: One) => {
  await db.execute(sql`
    with let_go as (
      select l.post_id from (
        select post_id from project_posts where workspace_id = ${workspaceId} and project_id = ${id}
        union select post_id from project_left_out where workspace_id = ${workspaceId} and project_id = ${id}
      ) l
      where not exists (select from project_posts o where o.workspace_id = ${workspaceId} and o.post_id = l.post_id and o.project_id <> ${id})
        and not exists (select from project_left_out o where o.workspace_id = ${workspaceId} and o.post_id = l.post_id and o.project_id <> ${id})
    )
    delete from posts using let_go where posts.workspace_id = ${workspaceId} and posts.id = let_go.post_id and not posts.in_bank`)
  return db.delete(projects).where(one({ workspaceId, id })).returning({ name: projects.name })
}

/** Makes changes of a workspace's listening wait for each other, until the transaction ends. */
export const waitForTurn = (db: Db, workspaceId: string) =>
  db.execute(sql`select pg_advisory_xact_lock(hashtextextended('listening ' || ${workspaceId}::text, 0))`)
