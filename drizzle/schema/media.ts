import { sql } from 'drizzle-orm'
import { index, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import type { LibraryKind } from '#core/media/schemas.ts'
import { id, instant, timestamps } from './columns.ts'
import { users } from './identity.ts'
import { workspaceId } from './tenant.ts'

/** The library: files that a team has uploaded, to be sent in conversations and posts. Their bytes lie in the blob store. */
export const media = pgTable(
  'media',
  {
    id: id(),
    workspaceId: workspaceId(),
    kind: text('kind').$type<LibraryKind>().notNull(),
    /** Detected from the bytes, never taken from a declared type. */
    mimeType: text('mime_type').notNull(),
    fileName: text('file_name').notNull(),
    sizeBytes: integer('size_bytes').notNull(),
    /** In pixels; null for media without a width, or where the file does not say. */
    width: integer('width'),
    height: integer('height'),
    /** In whole seconds; null for media that do not last, or where the file does not say. */
    duration: integer('duration'),
    /** Lower-case hex. */
    sha256: text('sha256').notNull(),
    altText: text('alt_text'),
    objectName: text('object_name').notNull(),
    /** When it was taken out of the library; posts and messages that showed it keep it. */
    removedAt: instant('removed_at'),
    createdBy: uuid('created_by').references(() => users.id, { onDelete: 'set null' }),
    ...timestamps(),
  },
  (t) => [
    unique('media_tenant').on(t.workspaceId, t.id),
    index('media_recent').on(t.workspaceId, t.createdAt, t.id).where(sql`${t.removedAt} is null`),
    index('media_kind').on(t.workspaceId, t.kind, t.createdAt, t.id).where(sql`${t.removedAt} is null`),
  ],
)
