import { index, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core'
import { instant, timestamps } from './columns.ts'
import { scheduledPosts } from './publishing.ts'
import { labels } from './team.ts'
import { tenantReference, workspaceIdOfParent } from './tenant.ts'

export const scheduledPostLabels = pgTable(
  'scheduled_post_labels',
  {
    workspaceId: workspaceIdOfParent(),
    postId: uuid('scheduled_post_id').notNull(),
    labelId: uuid('label_id').notNull(),
    /** Copied from the post, so that the posts of a label are read in their order. Kept by `chorus_label_moved_post`. */
    publishAt: instant('publish_at').notNull(),
    ...timestamps(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.postId, t.labelId] }),
    index('scheduled_post_labels_label').on(t.workspaceId, t.labelId, t.publishAt, t.postId),
    tenantReference('scheduled_post_labels_post', [t.workspaceId, t.postId], scheduledPosts),
    tenantReference('scheduled_post_labels_of_label', [t.workspaceId, t.labelId], labels),
  ],
)
