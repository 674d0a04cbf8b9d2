import { and, desc, eq } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import * as keyset from '#core/lib/kernel/keyset.ts'
import type { Position } from '#core/lib/kernel/page.ts'
import { socialAccounts } from '#drizzle/schema/accounts.ts'
import { profiles } from '#drizzle/schema/bank.ts'
import { companyPages, companyPostRules, companyPosts } from '#drizzle/schema/companies.ts'

export interface One {
  workspaceId: string
  id: string
}
export interface Listed {
  workspaceId: string
  before: Position | null
  limit: number
}

const page = ({ workspaceId, id }: One) =>
  and(eq(companyPages.workspaceId, workspaceId), eq(companyPages.id, id))
const rule = ({ workspaceId, id }: One) =>
  and(eq(companyPostRules.workspaceId, workspaceId), eq(companyPostRules.id, id))

const selectPages = (db: Db) =>
  db
    .select({ page: companyPages, accountName: socialAccounts.name, platform: socialAccounts.platform })
    .from(companyPages)
    .innerJoin(
      socialAccounts,
      and(
        eq(socialAccounts.workspaceId, companyPages.workspaceId),
        eq(socialAccounts.id, companyPages.accountId),
      ),
    )
export type PageRow = Awaited<ReturnType<typeof selectPages>>[number]

export const pages = (db: Db, { workspaceId, before, limit }: Listed) =>
  selectPages(db)
    .where(
      and(
        eq(companyPages.workspaceId, workspaceId),
        keyset.before(companyPages.createdAt, companyPages.id, before),
      ),
    )
    .orderBy(desc(companyPages.createdAt), desc(companyPages.id))
    .limit(limit + 1)
export const pageById = (db: Db, where: One) => selectPages(db).where(page(where))

export const lockPage = (db: Db, where: One) =>
  db.select().from(companyPages).where(page(where)).for('update')

/** Adds a page; returns none where the account has one. */
export const insertPage = (db: Db, row: typeof companyPages.$inferInsert) =>
  db.insert(companyPages).values(row).onConflictDoNothing().returning({ id: companyPages.id })

export const changePage = (db: Db, where: One, set: { name?: string; active?: boolean }) =>
  db.update(companyPages).set(set).where(page(where))

export const deletePage = (db: Db, where: One) => db.delete(companyPages).where(page(where))

/** Returns one row where something was taken to the page. */
export const anyPost = (db: Db, { workspaceId, id }: One) =>
  db
    .select({ id: companyPosts.id })
    .from(companyPosts)
    .where(and(eq(companyPosts.workspaceId, workspaceId), eq(companyPosts.pageId, id)))
    .limit(1)

const selectRules = (db: Db) =>
  db
    .select({ rule: companyPostRules, profileName: profiles.name, pageName: companyPages.name })
    .from(companyPostRules)
    .innerJoin(
      profiles,
      and(
        eq(profiles.workspaceId, companyPostRules.workspaceId),
        eq(profiles.id, companyPostRules.profileId),
      ),
    )
    .innerJoin(
      companyPages,
      and(
        eq(companyPages.workspaceId, companyPostRules.workspaceId),
        eq(companyPages.id, companyPostRules.pageId),
      ),
    )
export type RuleRow = Awaited<ReturnType<typeof selectRules>>[number]

export const rules = (db: Db, { workspaceId, before, limit }: Listed) =>
  selectRules(db)
    .where(
      and(
        eq(companyPostRules.workspaceId, workspaceId),
        keyset.before(companyPostRules.createdAt, companyPostRules.id, before),
      ),
    )
    .orderBy(desc(companyPostRules.createdAt), desc(companyPostRules.id))
    .limit(limit + 1)
export const ruleById = (db: Db, where: One) => selectRules(db).where(rule(where))

export const lockRule = (db: Db, where: One) =>
  db.select().from(companyPostRules).where(rule(where)).for('update')

/** Adds a rule; returns none where the page has one for the profile. */
export const insertRule = (db: Db, row: typeof companyPostRules.$inferInsert) =>
  db.insert(companyPostRules).values(row).onConflictDoNothing().returning({ id: companyPostRules.id })

export const changeRule = (
  db: Db,
  where: One,
  set: { delayMinutes?: number; prefix?: string | null; suffix?: string | null; active?: boolean },
) => db.update(companyPostRules).set(set).where(rule(where))

export const deleteRule = (db: Db, where: One) => db.delete(companyPostRules).where(rule(where)).returning()
