import { pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core'
import { instant, timestamps } from './columns.ts'
import { users } from './identity.ts'
import { conversations } from './inbox.ts'
import { tenantReference, workspaceIdOfParent } from './tenant.ts'

/** How far each person has read a conversation. */
export const conversationReads = pgTable(
  'conversation_reads',
  {
    workspaceId: workspaceIdOfParent(),
    conversationId: uuid('conversation_id').notNull(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** The platform’s time of the newest message that they saw. */
    readUntil: instant('read_until').notNull(),
    /** When they last looked, by our clock: they have seen earlier questions to people. */
    seenAt: instant('seen_at').notNull(),
    ...timestamps(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.conversationId, t.userId] }),
    tenantReference('conversation_reads_conversation', [t.workspaceId, t.conversationId], conversations),
  ],
)
