import { and, eq, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { notificationSettings } from '#drizzle/schema/notifications.ts'
import type { StoredNotificationSettings } from '../schemas.ts'

interface Person {
  workspaceId: string
  userId: string
}

export const find = (db: Db, { workspaceId, userId }: Person) =>
  db
    .select({ settings: notificationSettings.settings })
    .from(notificationSettings)
    .where(and(eq(notificationSettings.workspaceId, workspaceId), eq(notificationSettings.userId, userId)))

/** Changes a person's settings; those left out stay as they are. */
export const change = (db: Db, row: Person & { settings: StoredNotificationSettings }) =>
  db
    .insert(notificationSettings)
    .values(row)
    .onConflictDoUpdate({
      target: [notificationSettings.workspaceId, notificationSettings.userId],
      set: { settings: sql`${notificationSettings.settings} || excluded.settings` },
    })
