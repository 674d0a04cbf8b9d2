import { boolean, index, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { socialAccounts } from './accounts.ts'
import { profiles } from './bank.ts'
import { id, timestamps } from './columns.ts'
import { publishedPosts, scheduledPosts } from './publishing.ts'
import { tenantReference, workspaceId, workspaceIdOfParent } from './tenant.ts'

/** A page of a company, on which posts of people are published again. */
export const companyPages = pgTable(
  'company_pages',
  {
    id: id(),
    workspaceId: workspaceId(),
    name: text('name').notNull(),
    /** The account that publishes on it. */
    accountId: uuid('account_id').notNull(),
    active: boolean('is_active').notNull().default(true),
    ...timestamps(),
  },
  (t) => [
    unique('company_pages_tenant').on(t.workspaceId, t.id),
    unique('company_pages_account').on(t.workspaceId, t.accountId),
    index('company_pages_recent').on(t.workspaceId, t.createdAt, t.id),
    tenantReference('company_pages_of_account', [t.workspaceId, t.accountId], socialAccounts),
  ],
)

/** Whose posts go to a page: how long afterwards, and with which words around them. */
export const companyPostRules = pgTable(
  'company_auto_post_rules',
  {
    id: id(),
    workspaceId: workspaceIdOfParent(),
    profileId: uuid('source_profile_id').notNull(),
    pageId: uuid('target_company_page_id').notNull(),
    delayMinutes: integer('post_delay_minutes').notNull(),
    /** Paragraphs before and after the text; null for none. */
    prefix: text('add_prefix'),
    suffix: text('add_suffix'),
    active: boolean('is_active').notNull().default(true),
    ...timestamps(),
  },
  (t) => [
    unique('company_auto_post_rules_pair').on(t.workspaceId, t.profileId, t.pageId),
    index('company_auto_post_rules_recent').on(t.workspaceId, t.createdAt, t.id),
    index('company_auto_post_rules_page').on(t.workspaceId, t.pageId),
    tenantReference('company_auto_post_rules_of_profile', [t.workspaceId, t.profileId], profiles),
    tenantReference('company_auto_post_rules_of_page', [t.workspaceId, t.pageId], companyPages),
  ],
)

/**
 * A published post that a rule takes to a page. It is done by the scheduled post that was made with the row (`chorus_post_on_pages`), whose
 * text, time and state are its own.
 */
export const companyPosts = pgTable(
  'company_published_posts',
  {
    id: id(),
    workspaceId: workspaceIdOfParent(),
    originalPostId: uuid('original_post_id').notNull(),
    /** The scheduled post behind the original: published on several accounts, it comes to the page once. */
    sourcePostId: uuid('source_scheduled_post_id'),
    pageId: uuid('company_page_id').notNull(),
    postId: uuid('scheduled_post_id').notNull(),
    ...timestamps(),
  },
  (t) => [
    unique('company_published_posts_once').on(t.workspaceId, t.originalPostId, t.pageId),
    unique('company_published_posts_source').on(t.workspaceId, t.sourcePostId, t.pageId),
    unique('company_published_posts_post').on(t.workspaceId, t.postId),
    index('company_published_posts_recent').on(t.workspaceId, t.createdAt, t.id),
    index('company_published_posts_page').on(t.workspaceId, t.pageId, t.createdAt, t.id),
    tenantReference('company_published_posts_original', [t.workspaceId, t.originalPostId], publishedPosts),
    tenantReference('company_published_posts_of_page', [t.workspaceId, t.pageId], companyPages),
    tenantReference('company_published_posts_scheduled', [t.workspaceId, t.postId], scheduledPosts),
  ],
)
