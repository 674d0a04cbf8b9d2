import { sql } from 'drizzle-orm'
import { index, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { Platform } from '#core/lib/kernel/schemas.ts'
import type { LeftOutReason } from '#core/listening/schemas/choices.ts'
import { posts } from './bank.ts'
import { id, instant, timestamps } from './columns.ts'
import { projects } from './listening.ts'
import { tenantReference, workspaceIdOfParent } from './tenant.ts'

/** Posts that fit a project, and that people left out of it: they stand here in place of `project_posts`. */
export const projectLeftOut = pgTable(
  'project_left_out',
  {
    workspaceId: workspaceIdOfParent(),
    projectId: uuid('project_id').notNull(),
    postId: uuid('post_id').notNull(),
    reason: text('reason').$type<LeftOutReason>().notNull(),
    postedAt: instant('posted_at').notNull(),
    ...timestamps(),
  },
  (t) => [
    primaryKey({ name: 'project_left_out_pair', columns: [t.workspaceId, t.projectId, t.postId] }),
    index('project_left_out_recent').on(t.workspaceId, t.projectId, t.postedAt, t.postId),
    index('project_left_out_post').on(t.workspaceId, t.postId),
    tenantReference('project_left_out_project', [t.workspaceId, t.projectId], projects),
    tenantReference('project_left_out_of', [t.workspaceId, t.postId], posts),
  ],
)

/** Authors whose posts a project leaves out, those to come too. */
export const projectMutedAuthors = pgTable(
  'project_muted_authors',
  {
    id: id(),
    workspaceId: workspaceIdOfParent(),
    projectId: uuid('project_id').notNull(),
    platform: text('platform').$type<Platform>().notNull(),
    /** Without “@”. */
    username: text('username').notNull(),
    ...timestamps(),
  },
  (t) => [
    uniqueIndex('project_muted_authors_name').on(
      t.workspaceId,
      t.projectId,
      t.platform,
      sql`lower(${t.username})`,
    ),
    index('project_muted_authors_recent').on(t.workspaceId, t.projectId, t.createdAt, t.id),
    tenantReference('project_muted_authors_project', [t.workspaceId, t.projectId], projects),
  ],
)
