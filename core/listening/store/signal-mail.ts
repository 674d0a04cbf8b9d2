import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { projects } from '#drizzle/schema/listening.ts'
import { signals } from '#drizzle/schema/signals.ts'

interface Person extends Record<string, unknown> {
  user_id: string
  email: string
  workspace_name: string
  language: 'en' | 'fr'
}

/** Lists the members who listen and want such mails; with `userId`, that one alone. */
export const toTell = (db: Db, { workspaceId, userId }: { workspaceId: string; userId: string | null }) =>
  db.execute<Person>(sql`
    select m.user_id, u.email, w.name as workspace_name, coalesce(n.settings->>'mailLanguage', 'en') as language
    from members m join workspaces w on w.id = m.workspace_id join users u on u.id = m.user_id
    left join notification_settings n on n.workspace_id = m.workspace_id and n.user_id = m.user_id
    where m.workspace_id = ${workspaceId} and m.role in ('owner', 'admin', 'editor', 'analyst')
      and ${userId === null ? sql`true` : sql`m.user_id = ${userId}`}
      and coalesce((n.settings->>'mail')::boolean, true) and coalesce((n.settings->>'signals')::boolean, true)
    order by m.user_id`)

/** Lists those of some signals that nobody has settled, the latest day first. */
export const stillNew = (
  db: Db,
  { workspaceId, projectId, ids }: { workspaceId: string; projectId: string; ids: readonly string[] },
) =>
  db
    .select({
      id: signals.id,
      kind: signals.kind,
      label: signals.label,
      day: signals.day,
      numbers: signals.numbers,
      project: projects.name,
    })
    .from(signals)
    .innerJoin(
      projects,
      and(eq(projects.workspaceId, signals.workspaceId), eq(projects.id, signals.projectId)),
    )
    .where(
      and(
        eq(signals.workspaceId, workspaceId),
        eq(signals.projectId, projectId),
        inArray(signals.id, [...ids]),
        eq(signals.status, 'new'),
      ),
    )
    .orderBy(desc(signals.day), signals.id)
