import { and, desc, eq, inArray, count as rows, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import * as keyset from '#core/lib/kernel/keyset.ts'
import type { Position } from '#core/lib/kernel/page.ts'
import { users, workspaces } from '#drizzle/schema/identity.ts'
import { notificationSettings } from '#drizzle/schema/notifications.ts'
import { webhookEndpoints } from '#drizzle/schema/webhooks.ts'
import { members } from '#drizzle/schema/workspaces.ts'

export type EndpointRow = typeof webhookEndpoints.$inferSelect
interface One {
  workspaceId: string
  id: string
}
const one = ({ workspaceId, id }: One) =>
  and(eq(webhookEndpoints.workspaceId, workspaceId), eq(webhookEndpoints.id, id))

export const insert = (db: Db, row: typeof webhookEndpoints.$inferInsert) =>
  db.insert(webhookEndpoints).values(row).returning()

export const count = (db: Db, { workspaceId }: { workspaceId: string }) =>
  db.select({ count: rows() }).from(webhookEndpoints).where(eq(webhookEndpoints.workspaceId, workspaceId))

export const byId = (db: Db, where: One) => db.select().from(webhookEndpoints).where(one(where))

export const lock = (db: Db, where: One) => byId(db, where).for('update')

export const list = (
  db: Db,
  { workspaceId, before, limit }: { workspaceId: string; before: Position | null; limit: number },
) =>
  db
    .select()
    .from(webhookEndpoints)
    .where(
      and(
        eq(webhookEndpoints.workspaceId, workspaceId),
        keyset.before(webhookEndpoints.createdAt, webhookEndpoints.id, before),
      ),
    )
    .orderBy(desc(webhookEndpoints.createdAt), desc(webhookEndpoints.id))
    .limit(limit + 1)

export const change = (
  db: Db,
  where: One,
  set: { [Name in keyof EndpointRow]?: EndpointRow[Name] | undefined },
) => db.update(webhookEndpoints).set(set).where(one(where)).returning()

export const remove = (db: Db, where: One) =>
  db.delete(webhookEndpoints).where(one(where)).returning({ url: webhookEndpoints.url })

/** Reads an endpoint and a person who manages its workspace, with the language of their mails; no row if they do not. */
export const toTell = (db: Db, { workspaceId, id, userId }: One & { userId: string }) =>
  db
    .select({
      url: webhookEndpoints.url,
      enabled: webhookEndpoints.enabled,
      problem: webhookEndpoints.problem,
      email: users.email,
      workspace: workspaces.name,
      language: sql<'en' | 'fr'>`coalesce(${notificationSettings.settings}->>'mailLanguage', 'en')`,
    })
    .from(webhookEndpoints)
    .innerJoin(
      members,
      and(eq(members.workspaceId, webhookEndpoints.workspaceId), eq(members.userId, userId)),
    )
    .innerJoin(users, eq(users.id, members.userId))
    .innerJoin(workspaces, eq(workspaces.id, webhookEndpoints.workspaceId))
    .leftJoin(
      notificationSettings,
      and(
        eq(notificationSettings.workspaceId, members.workspaceId),
        eq(notificationSettings.userId, members.userId),
      ),
    )
    .where(and(one({ workspaceId, id }), inArray(members.role, ['owner', 'admin'])))
