import { and, desc, eq } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Db } from '#core/lib/kernel/db.ts'
import * as keyset from '#core/lib/kernel/keyset.ts'
import { socialAccounts } from '#drizzle/schema/accounts.ts'
import { profiles } from '#drizzle/schema/bank.ts'
import { companyPages, companyPosts } from '#drizzle/schema/companies.ts'
import { publishedPosts, scheduledPostAccounts, scheduledPosts } from '#drizzle/schema/publishing.ts'
import type { Listed, One } from './pages.ts'

/** The account that published the original. */
const author = alias(socialAccounts, 'author')

/** Selects what rules have taken to pages, with the scheduled post that does it and its only target. */
const select = (db: Db) =>
  db
    .select({
      own: companyPosts,
      accountId: companyPages.accountId,
      text: scheduledPosts.text,
      publishAt: scheduledPosts.publishAt,
      target: {
        id: scheduledPostAccounts.id,
        status: scheduledPostAccounts.status,
        waitingReason: scheduledPostAccounts.waitingReason,
        externalId: scheduledPostAccounts.externalId,
        url: scheduledPostAccounts.url,
        error: scheduledPostAccounts.error,
      },
      pageName: companyPages.name,
      platform: socialAccounts.platform,
      originalUrl: publishedPosts.url,
      authorName: profiles.name,
    })
    .from(companyPosts)
    .innerJoin(
      companyPages,
      and(eq(companyPages.workspaceId, companyPosts.workspaceId), eq(companyPages.id, companyPosts.pageId)),
    )
    .innerJoin(
      scheduledPosts,
      and(
        eq(scheduledPosts.workspaceId, companyPosts.workspaceId),
        eq(scheduledPosts.id, companyPosts.postId),
      ),
    )
    // Whoever edits the post may take the page's account off it.
    .leftJoin(
      scheduledPostAccounts,
      and(
        eq(scheduledPostAccounts.workspaceId, companyPosts.workspaceId),
        eq(scheduledPostAccounts.postId, companyPosts.postId),
        eq(scheduledPostAccounts.accountId, companyPages.accountId),
      ),
    )
    .innerJoin(
      socialAccounts,
      and(
        eq(socialAccounts.workspaceId, companyPosts.workspaceId),
        eq(socialAccounts.id, companyPages.accountId),
      ),
    )
    .innerJoin(
      publishedPosts,
      and(
        eq(publishedPosts.workspaceId, companyPosts.workspaceId),
        eq(publishedPosts.id, companyPosts.originalPostId),
      ),
    )
    .innerJoin(
      author,
      and(eq(author.workspaceId, companyPosts.workspaceId), eq(author.id, publishedPosts.accountId)),
    )
    .leftJoin(
      profiles,
      and(eq(profiles.workspaceId, companyPosts.workspaceId), eq(profiles.id, author.profileId)),
    )
export type CompanyPostRow = Awaited<ReturnType<typeof select>>[number]

export const list = (
  db: Db,
  { workspaceId, before, limit, pageId }: Listed & { pageId?: string | undefined },
) =>
  select(db)
    .where(
      and(
        eq(companyPosts.workspaceId, workspaceId),
        pageId ? eq(companyPosts.pageId, pageId) : undefined,
        keyset.before(companyPosts.createdAt, companyPosts.id, before),
      ),
    )
    .orderBy(desc(companyPosts.createdAt), desc(companyPosts.id))
    .limit(limit + 1)

export const byId = (db: Db, { workspaceId, id }: One) =>
  select(db).where(and(eq(companyPosts.workspaceId, workspaceId), eq(companyPosts.id, id)))
