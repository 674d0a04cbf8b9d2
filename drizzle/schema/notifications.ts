import { jsonb, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core'
import type { StoredNotificationSettings } from '#core/notifications/schemas.ts'
import { instant, timestamps } from './columns.ts'
import { users } from './identity.ts'
import { conversations } from './inbox.ts'
import { tenantReference, workspaceId, workspaceIdOfParent } from './tenant.ts'

/** One person's notification settings in a workspace; a missing setting has Chorus's default. */
export const notificationSettings = pgTable(
  'notification_settings',
  {
    workspaceId: workspaceId(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    settings: jsonb('settings').$type<StoredNotificationSettings>().notNull(),
    /** The person was mailed about comments that they were asked to look at until then. */
    commentsToldUntil: instant('comments_told_until'),
    ...timestamps(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.userId] })],
)

/** When a person was last mailed about a conversation, so that each silence is mailed only once. */
export const notificationMails = pgTable(
  'notification_mails',
  {
    workspaceId: workspaceIdOfParent(),
    conversationId: uuid('conversation_id').notNull(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    mailedAt: instant('mailed_at').notNull(),
    ...timestamps(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.conversationId, t.userId] }),
    tenantReference('notification_mails_conversation', [t.workspaceId, t.conversationId], conversations),
  ],
)
