import { index, integer, pgTable, text } from 'drizzle-orm/pg-core'
import { id, instant, timestamps } from './columns.ts'
import { workspaceId } from './tenant.ts'

export const nests = pgTable(
  'nests',
  {
    id: id(),
    workspaceId: workspaceId(),
    tree: text('tree').notNull(),
    eggs: integer('eggs'),
    watchedAt: instant('watched_at'),
    ...timestamps(),
  },
  (t) => [index('nests_recent').on(t.workspaceId, t.createdAt, t.id)],
)
