import { and, eq, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { jsonb } from '#core/lib/kernel/jsonb.ts'
import { listeningTargets } from '#drizzle/schema/listening-targets.ts'
import { FEED_PLATFORM } from '../schemas/collection.ts'

export type TargetRow = typeof listeningTargets.$inferSelect

/** What the scopes of active projects name on platforms that can be asked, each once. `workspaceId` null: of all workspaces. */
const named = (platforms: readonly { platform: string; kind: string }[], workspaceId: string | null) => sql`
  select distinct n.workspace_id, n.platform, n.kind, n.name from (
    select h.workspace_id, h.platform, 'hashtag' as kind, h.name, ph.project_id
    from project_hashtags ph join hashtags h on h.workspace_id = ph.workspace_id and h.id = ph.hashtag_id
    union all
    select workspace_id, platform, 'creator', lower(creator_username), project_id from project_creators
    union all
    select workspace_id, ${FEED_PLATFORM}, 'feed', url, project_id from project_feeds
  ) n
  join projects p on p.workspace_id = n.workspace_id and p.id = n.project_id and p.status = 'active'
  join jsonb_to_recordset(${jsonb(platforms)}) o (platform text, kind text) on o.platform = n.platform and o.kind = n.kind
  where ${workspaceId === null ? sql`true` : sql`n.workspace_id = ${workspaceId}`}`

/** Adds what projects name and nobody asks for yet. */
export const add = (
  db: Db,
  {
    platforms,
    workspaceId,
    now,
  }: { platforms: readonly { platform: string; kind: string }[]; workspaceId: string | null; now: Date },
) =>
  db.execute(sql`
    insert into listening_targets (id, workspace_id, platform, kind, name, due_at)
    select chorus_new_id(now()), n.workspace_id, n.platform, n.kind, n.name, ${now.toISOString()}::timestamptz from (${named(platforms, workspaceId)}) n
    order by 2, 3, 4, 5 on conflict (workspace_id, platform, kind, name) do nothing`)

/**
 * Claims targets that are due and that an active project still names: the workspaces take turns, so that one with many does not keep
 * others waiting. Whoever crashed with one lets it go when its lease ends.
 */
export const claim = (
  db: Db,
  {
    platforms,
    now,
    leaseUntil,
    limit,
  }: { platforms: readonly { platform: string; kind: string }[]; now: Date; leaseUntil: Date; limit: number },
) =>
  db.execute<{ id: string; workspace_id: string; turn: number }>(sql`
    with free as (
      select t.id, (row_number() over (partition by t.workspace_id order by t.due_at, t.id))::int as turn, t.due_at
      from listening_targets t join (${named(platforms, null)}) n
        on n.workspace_id = t.workspace_id and n.platform = t.platform and n.kind = t.kind and n.name = t.name
      where t.due_at <= ${now.toISOString()}::timestamptz and (t.lease_until is null or t.lease_until < ${now.toISOString()}::timestamptz)
        and not chorus_machines_paused(t.workspace_id)
    )
    update listening_targets t set lease_until = ${leaseUntil.toISOString()}::timestamptz, fence = t.fence + 1
    from (select id, turn from free order by turn, due_at, id limit ${limit}) f
    where t.id = f.id and (t.lease_until is null or t.lease_until < ${now.toISOString()}::timestamptz)
    returning t.id, t.workspace_id, f.turn`)

export const byId = (db: Db, { workspaceId, id }: { workspaceId: string; id: string }) =>
  db
    .select()
    .from(listeningTargets)
    .where(and(eq(listeningTargets.workspaceId, workspaceId), eq(listeningTargets.id, id)))

/** Writes how far a run has come, under its own fence. Returns nothing when somebody else holds the target. */
export const advance = (
  db: Db,
  { workspaceId, id, fence }: { workspaceId: string; id: string; fence: number },
  set: Partial<Omit<typeof listeningTargets.$inferInsert, 'id' | 'workspaceId' | 'fence'>>,
  found = 0,
) =>
  db
    .update(listeningTargets)
    .set({ ...set, postsFound: sql`${listeningTargets.postsFound} + ${found}` })
    .where(
      and(
        eq(listeningTargets.workspaceId, workspaceId),
        eq(listeningTargets.id, id),
        eq(listeningTargets.fence, fence),
      ),
    )
    .returning({ id: listeningTargets.id })

/** Notes on hashtags, creators and projects when a target was last asked for. */
export const noteRun = (
  db: Db,
  { workspaceId, platform, kind, name }: Pick<TargetRow, 'workspaceId' | 'platform' | 'kind' | 'name'>,
  now: Date,
) => {
  const at = sql`${now.toISOString()}::timestamptz`
  if (kind === 'feed')
    return db.execute(sql`
      update projects set last_run_at = ${at} where workspace_id = ${workspaceId}
        and id in (select project_id from project_feeds where workspace_id = ${workspaceId} and url = ${name})`)
  return kind === 'hashtag'
    ? db.execute(sql`
        with done as (
          update hashtags set last_scraped = ${at} where workspace_id = ${workspaceId} and platform = ${platform} and name = ${name} returning id
        )
        update projects set last_run_at = ${at} where workspace_id = ${workspaceId} and id in (
          select ph.project_id from project_hashtags ph join done on done.id = ph.hashtag_id where ph.workspace_id = ${workspaceId})`)
    : db.execute(sql`
        with done as (
          update project_creators set last_scraped = ${at}
          where workspace_id = ${workspaceId} and platform = ${platform} and lower(creator_username) = ${name} returning project_id
        )
        update projects set last_run_at = ${at} where workspace_id = ${workspaceId} and id in (select project_id from done)`)
}

/** The targets that a project names. */
const ofProject = (workspaceId: string, projectId: string) => sql`
  exists (
    select from project_hashtags ph join hashtags h on h.workspace_id = ph.workspace_id and h.id = ph.hashtag_id
    where ph.workspace_id = ${workspaceId} and ph.project_id = ${projectId} and ${listeningTargets.kind} = 'hashtag'
      and h.platform = ${listeningTargets.platform} and h.name = ${listeningTargets.name}
    union all
    select from project_creators c
    where c.workspace_id = ${workspaceId} and c.project_id = ${projectId} and ${listeningTargets.kind} = 'creator'
      and c.platform = ${listeningTargets.platform} and lower(c.creator_username) = ${listeningTargets.name}
    union all
    select from project_feeds f
    where f.workspace_id = ${workspaceId} and f.project_id = ${projectId} and ${listeningTargets.kind} = 'feed' and f.url = ${listeningTargets.name})`

export const listOf = (db: Db, { workspaceId, projectId }: { workspaceId: string; projectId: string }) =>
  db
    .select()
    .from(listeningTargets)
    .where(and(eq(listeningTargets.workspaceId, workspaceId), ofProject(workspaceId, projectId)))
    .orderBy(listeningTargets.platform, listeningTargets.kind, listeningTargets.name)

/** Makes a project's targets due now. Those that wait for a platform's limit are asked too: the gate says when. */
export const makeDue = (
  db: Db,
  { workspaceId, projectId, now }: { workspaceId: string; projectId: string; now: Date },
) =>
  db
    .update(listeningTargets)
    .set({ dueAt: now })
    .where(and(eq(listeningTargets.workspaceId, workspaceId), ofProject(workspaceId, projectId)))
    .returning({ id: listeningTargets.id })
