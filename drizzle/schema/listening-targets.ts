import { sql } from 'drizzle-orm'
import { index, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import type { Platform } from '#core/lib/kernel/schemas.ts'
import type { Validators } from '#core/lib/secrets/guarded.ts'
import type { ListeningTarget } from '#core/listening/schemas/collection.ts'
import { id, instant, timestamps } from './columns.ts'
import { projects } from './listening.ts'
import { tenantReference, workspaceId, workspaceIdOfParent } from './tenant.ts'

/**
 * What is asked of platforms: each hashtag, creator and feed that an active project names, once, however many projects name it. A run goes from
 * the latest post back to `seen_until`, page by page; `cursor` is where it goes on after it broke off.
 */
export const listeningTargets = pgTable(
  'listening_targets',
  {
    id: id(),
    workspaceId: workspaceId(),
    platform: text('platform').$type<Platform>().notNull(),
    kind: text('kind').$type<ListeningTarget['kind']>().notNull(),
    /** A hashtag in its one spelling, a creator's name in lower case, or the address of a feed. */
    name: text('name').notNull(),
    dueAt: instant('due_at').notNull().defaultNow(),
    /** Whoever runs it holds it until then. */
    leaseUntil: instant('lease_until'),
    /** Raised by each claim: a run writes under its own alone. */
    fence: integer('fence').notNull().default(0),
    cursor: text('cursor'),
    /** Of a feed: what the next request names, to be told that nothing has changed. */
    validators: jsonb('validators').$type<Validators>(),
    /** The time of the latest post of the last whole run; null before there was one. */
    seenUntil: instant('seen_until'),
    /** The same of the run that is going on. */
    newest: instant('newest'),
    pages: integer('pages').notNull().default(0),
    /** Runs in a row that found nothing new, and runs in a row that failed. */
    quiet: integer('quiet').notNull().default(0),
    failures: integer('failures').notNull().default(0),
    lastError: text('last_error'),
    lastRunAt: instant('last_run_at'),
    postsFound: integer('posts_found').notNull().default(0),
    ...timestamps(),
  },
  (t) => [
    unique('listening_targets_name').on(t.workspaceId, t.platform, t.kind, t.name),
    index('listening_targets_due').on(t.dueAt),
    index('listening_targets_held').on(t.leaseUntil).where(sql`${t.leaseUntil} is not null`),
  ],
)

/** RSS and Atom feeds that a project reads. Their entries are posts of the platform `web`. */
export const projectFeeds = pgTable(
  'project_feeds',
  {
    id: id(),
    workspaceId: workspaceIdOfParent(),
    projectId: uuid('project_id').notNull(),
    url: text('url').notNull(),
    ...timestamps(),
  },
  (t) => [
    unique('project_feeds_url').on(t.workspaceId, t.projectId, t.url),
    tenantReference('project_feeds_project', [t.workspaceId, t.projectId], projects),
  ],
)
