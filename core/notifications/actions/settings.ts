import type { Ctx } from '#core/lib/kernel/context.ts'
import { settingsOf } from '../rules.ts'
import type { NotificationSettings, StoredNotificationSettings } from '../schemas.ts'
import * as store from '../store/settings.ts'

/** Returns a person's notification settings in the workspace. */
export async function getNotificationSettings(ctx: Ctx, userId: string): Promise<NotificationSettings> {
  const [[kept]] = await ctx.db.batch((db) => [store.find(db, { workspaceId: ctx.workspaceId, userId })])
  return settingsOf(kept?.settings)
}

export async function changeNotificationSettings(
  ctx: Ctx,
  userId: string,
  settings: StoredNotificationSettings,
): Promise<NotificationSettings> {
  const person = { workspaceId: ctx.workspaceId, userId }
  const [, [kept]] = await ctx.db.batch((db) => [
    store.change(db, { ...person, settings }),
    store.find(db, person),
  ])
  return settingsOf(kept?.settings)
}
