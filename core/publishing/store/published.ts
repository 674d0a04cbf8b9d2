import { and, desc, eq, gte, lt } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import * as keyset from '#core/lib/kernel/keyset.ts'
import type { Position } from '#core/lib/kernel/page.ts'
import { socialAccounts } from '#drizzle/schema/accounts.ts'
import { publishedPosts } from '#drizzle/schema/publishing.ts'

export interface PublishedFilter {
  workspaceId: string
  accountId: string | undefined
  from: Date | undefined
  to: Date | undefined
  after: Position | null
  limit: number
}

export const list = (db: Db, { workspaceId, accountId, from, to, after, limit }: PublishedFilter) =>
  db
    .select({ post: publishedPosts, accountName: socialAccounts.name, platform: socialAccounts.platform })
    .from(publishedPosts)
    .innerJoin(
      socialAccounts,
      and(
        eq(socialAccounts.workspaceId, publishedPosts.workspaceId),
        eq(socialAccounts.id, publishedPosts.accountId),
      ),
    )
    .where(
      and(
        eq(publishedPosts.workspaceId, workspaceId),
        accountId ? eq(publishedPosts.accountId, accountId) : undefined,
        from ? gte(publishedPosts.publishedAt, from) : undefined,
        to ? lt(publishedPosts.publishedAt, to) : undefined,
        keyset.before(publishedPosts.publishedAt, publishedPosts.id, after),
      ),
    )
    .orderBy(desc(publishedPosts.publishedAt), desc(publishedPosts.id))
    .limit(limit + 1)
