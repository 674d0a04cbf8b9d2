import { sql } from 'drizzle-orm'
import { index, jsonb, pgTable, primaryKey, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { MacroActs } from '#core/inbox/schemas/macros.ts'
import type { SavedQuery } from '#core/inbox/schemas/views.ts'
import { id, instant, timestamps } from './columns.ts'
import { users } from './identity.ts'
import { conversations } from './inbox.ts'
import { tenantReference, workspaceId, workspaceIdOfParent } from './tenant.ts'

/** A label sorts conversations and posts. */
export const labels = pgTable(
  'labels',
  {
    id: id(),
    workspaceId: workspaceId(),
    name: text('name').notNull(),
    /** `#rrggbb`. */
    color: text('color').notNull(),
    ...timestamps(),
  },
  (t) => [
    unique('labels_tenant').on(t.workspaceId, t.id),
    uniqueIndex('labels_name').on(t.workspaceId, sql`lower(${t.name})`),
  ],
)

export const conversationLabels = pgTable(
  'conversation_labels',
  {
    workspaceId: workspaceIdOfParent(),
    conversationId: uuid('conversation_id').notNull(),
    labelId: uuid('label_id').notNull(),
    ...timestamps(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.conversationId, t.labelId] }),
    index('conversation_labels_label').on(t.workspaceId, t.labelId, t.conversationId),
    tenantReference('conversation_labels_conversation', [t.workspaceId, t.conversationId], conversations),
    tenantReference('conversation_labels_of_label', [t.workspaceId, t.labelId], labels),
  ],
)

/** What the team writes about a conversation. No code that sends reads this table. */
export const conversationNotes = pgTable(
  'conversation_notes',
  {
    id: id(),
    workspaceId: workspaceId(),
    conversationId: uuid('conversation_id').notNull(),
    authorUserId: uuid('author_user_id').references(() => users.id, { onDelete: 'set null' }),
    /** The author’s name as it was, also of an API key. */
    authorName: text('author_name').notNull(),
    text: text('text').notNull(),
    editedAt: instant('edited_at'),
    ...timestamps(),
  },
  (t) => [
    unique('conversation_notes_tenant').on(t.workspaceId, t.id),
    index('conversation_notes_recent').on(t.workspaceId, t.createdAt, t.id),
    index('conversation_notes_of_conversation').on(t.workspaceId, t.conversationId, t.createdAt, t.id),
    tenantReference('conversation_notes_conversation', [t.workspaceId, t.conversationId], conversations),
  ],
)

/** Who a note names. It calls for them until they have looked at the conversation. */
export const noteMentions = pgTable(
  'note_mentions',
  {
    workspaceId: workspaceIdOfParent(),
    noteId: uuid('note_id').notNull(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    conversationId: uuid('conversation_id').notNull(),
    ...timestamps(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.noteId, t.userId] }),
    index('note_mentions_of_person').on(t.workspaceId, t.userId, t.createdAt),
    index('note_mentions_of_conversation').on(t.workspaceId, t.conversationId, t.userId),
    index('note_mentions_recent').on(t.createdAt),
    tenantReference('note_mentions_note', [t.workspaceId, t.noteId], conversationNotes),
    tenantReference('note_mentions_conversation', [t.workspaceId, t.conversationId], conversations),
  ],
)

/** Texts that a team answers with again and again. */
export const cannedReplies = pgTable(
  'canned_replies',
  {
    id: id(),
    workspaceId: workspaceId(),
    /** What is typed after `/` to find it. */
    shortcut: text('shortcut').notNull(),
    text: text('text').notNull(),
    ...timestamps(),
  },
  (t) => [unique('canned_replies_shortcut').on(t.workspaceId, t.shortcut)],
)

/** Filters of the inbox that a team has given a name. */
export const savedFilters = pgTable(
  'saved_filters',
  {
    id: id(),
    workspaceId: workspaceId(),
    name: text('name').notNull(),
    query: jsonb('query').$type<SavedQuery>().notNull(),
    ...timestamps(),
  },
  (t) => [uniqueIndex('saved_filters_name').on(t.workspaceId, sql`lower(${t.name})`)],
)

/** Several acts on a conversation, done at once. */
export const macros = pgTable(
  'macros',
  {
    id: id(),
    workspaceId: workspaceId(),
    name: text('name').notNull(),
    /** A text for the composer; it is not sent by itself. */
    text: text('text'),
    acts: jsonb('acts').$type<MacroActs>().notNull(),
    ...timestamps(),
  },
  (t) => [uniqueIndex('macros_name').on(t.workspaceId, sql`lower(${t.name})`)],
)
