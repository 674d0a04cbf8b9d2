import { and, desc, eq, inArray, ne, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import * as keyset from '#core/lib/kernel/keyset.ts'
import type { Position } from '#core/lib/kernel/page.ts'
import { socialAccounts } from '#drizzle/schema/accounts.ts'
import { profiles } from '#drizzle/schema/bank.ts'
import {
  commentPatterns,
  engagementConsents,
  engagementRules,
  engagementSettings,
} from '#drizzle/schema/engagement.ts'
import { users } from '#drizzle/schema/identity.ts'
import { members } from '#drizzle/schema/workspaces.ts'
import type { EngagementRules, SettingsValues } from '../schemas.ts'

export interface One {
  workspaceId: string
  id: string
}

// --- the workspace's rules ------------------------------------------------------------------------

export const rules = (db: Db, workspaceId: string) =>
  db.select().from(engagementRules).where(eq(engagementRules.workspaceId, workspaceId))

export const saveRules = (db: Db, workspaceId: string, set: EngagementRules) =>
  db
    .insert(engagementRules)
    .values({ workspaceId, ...set })
    .onConflictDoUpdate({ target: engagementRules.workspaceId, set })

/** Holds the workspace's planning still until the transaction ends: places of days are given to one at a time. */
export const lockRules = (db: Db, workspaceId: string) =>
  db
    .select({ id: engagementRules.id })
    .from(engagementRules)
    .where(eq(engagementRules.workspaceId, workspaceId))
    .for('update')

// --- settings of authors --------------------------------------------------------------------------

export const settings = (db: Db, { workspaceId, id }: One) =>
  db
    .select()
    .from(engagementSettings)
    .where(and(eq(engagementSettings.workspaceId, workspaceId), eq(engagementSettings.profileId, id)))

export const saveSettings = (db: Db, { workspaceId, id: profileId }: One, set: SettingsValues) =>
  db
    .insert(engagementSettings)
    .values({ workspaceId, profileId, ...set })
    .onConflictDoUpdate({ target: [engagementSettings.workspaceId, engagementSettings.profileId], set })

/** Lists who has consented for accounts of an author, and which these are. */
export const consentsOfProfile = (db: Db, { workspaceId, id }: One) =>
  db
    .select({ accountId: engagementConsents.accountId, userId: engagementConsents.userId })
    .from(engagementConsents)
    .innerJoin(
      socialAccounts,
      and(
        eq(socialAccounts.workspaceId, engagementConsents.workspaceId),
        eq(socialAccounts.id, engagementConsents.accountId),
      ),
    )
    // One who has left the workspace has no say in it.
    .innerJoin(
      members,
      and(
        eq(members.workspaceId, engagementConsents.workspaceId),
        eq(members.userId, engagementConsents.userId),
      ),
    )
    .where(and(eq(engagementConsents.workspaceId, workspaceId), eq(socialAccounts.profileId, id)))

// --- consents -------------------------------------------------------------------------------------

const accountsWithConsent = (db: Db) =>
  db
    .select({
      accountId: socialAccounts.id,
      connectedAt: socialAccounts.createdAt,
      accountName: socialAccounts.name,
      platform: socialAccounts.platform,
      profileId: profiles.id,
      profileName: profiles.name,
      userId: members.userId,
      userName: users.name,
      since: engagementConsents.createdAt,
      settings: engagementSettings,
    })
    .from(socialAccounts)
    .innerJoin(
      profiles,
      and(eq(profiles.workspaceId, socialAccounts.workspaceId), eq(profiles.id, socialAccounts.profileId)),
    )
    .leftJoin(
      engagementConsents,
      and(
        eq(engagementConsents.workspaceId, socialAccounts.workspaceId),
        eq(engagementConsents.accountId, socialAccounts.id),
      ),
    )
    .leftJoin(
      members,
      and(
        eq(members.workspaceId, engagementConsents.workspaceId),
        eq(members.userId, engagementConsents.userId),
      ),
    )
    .leftJoin(users, eq(users.id, members.userId))
    .leftJoin(
      engagementSettings,
      and(
        eq(engagementSettings.workspaceId, profiles.workspaceId),
        eq(engagementSettings.profileId, profiles.id),
      ),
    )
export type ConsentRow = Awaited<ReturnType<typeof accountsWithConsent>>[number]

/** Lists the connected accounts of some platforms with who has consented for them, the latest first. */
export const consents = (
  db: Db,
  {
    workspaceId,
    platforms,
    before,
    limit,
  }: { workspaceId: string; platforms: readonly string[]; before: Position | null; limit: number },
) =>
  accountsWithConsent(db)
    .where(
      and(
        eq(socialAccounts.workspaceId, workspaceId),
        ne(socialAccounts.status, 'revoked'),
        inArray(socialAccounts.platform, [...platforms]),
        keyset.before(socialAccounts.createdAt, socialAccounts.id, before),
      ),
    )
    .orderBy(desc(socialAccounts.createdAt), desc(socialAccounts.id))
    .limit(limit + 1)

export const consentOf = (db: Db, { workspaceId, id }: One) =>
  accountsWithConsent(db).where(
    and(
      eq(socialAccounts.workspaceId, workspaceId),
      eq(socialAccounts.id, id),
      ne(socialAccounts.status, 'revoked'),
    ),
  )

/** Gives a consent where no member has; one of somebody who has left the workspace is replaced. Returns the row if it is theirs now. */
export const insertConsent = (db: Db, { workspaceId, id: accountId, userId }: One & { userId: string }) =>
  db
    .insert(engagementConsents)
    .values({ workspaceId, accountId, userId })
    .onConflictDoUpdate({
      target: [engagementConsents.workspaceId, engagementConsents.accountId],
      set: { userId },
      setWhere: sql`${engagementConsents.userId} = ${userId} or not exists (select from members m
        where m.workspace_id = ${engagementConsents.workspaceId} and m.user_id = ${engagementConsents.userId})`,
    })
    .returning({ id: engagementConsents.id })

export const deleteConsent = (db: Db, { workspaceId, id, userId }: One & { userId: string }) =>
  db
    .delete(engagementConsents)
    .where(
      and(
        eq(engagementConsents.workspaceId, workspaceId),
        eq(engagementConsents.accountId, id),
        eq(engagementConsents.userId, userId),
      ),
    )
    .returning({ id: engagementConsents.id })

// --- patterns -------------------------------------------------------------------------------------

export type PatternRow = typeof commentPatterns.$inferSelect
type PatternFields = Omit<typeof commentPatterns.$inferInsert, 'id' | 'workspaceId'>

const pattern = ({ workspaceId, id }: One) =>
  and(eq(commentPatterns.workspaceId, workspaceId), eq(commentPatterns.id, id))

export const patterns = (
  db: Db,
  { workspaceId, before, limit }: { workspaceId: string; before: Position | null; limit: number },
) =>
  db
    .select()
    .from(commentPatterns)
    .where(
      and(
        eq(commentPatterns.workspaceId, workspaceId),
        keyset.before(commentPatterns.createdAt, commentPatterns.id, before),
      ),
    )
    .orderBy(desc(commentPatterns.createdAt), desc(commentPatterns.id))
    .limit(limit + 1)

export const patternById = (db: Db, where: One) => db.select().from(commentPatterns).where(pattern(where))

export const lockPattern = (db: Db, where: One) =>
  db.select().from(commentPatterns).where(pattern(where)).for('update')

export const insertPattern = (db: Db, row: typeof commentPatterns.$inferInsert) =>
  db.insert(commentPatterns).values(row)

export const changePattern = (db: Db, where: One, set: Partial<PatternFields>) =>
  db.update(commentPatterns).set(set).where(pattern(where))

export const deletePattern = (db: Db, where: One) => db.delete(commentPatterns).where(pattern(where))

/** Finds an action that has used a pattern. */
export const anyUse = (db: Db, { workspaceId, id }: One) =>
  db.execute<{ id: string }>(
    sql`select id from engagement_actions where workspace_id = ${workspaceId} and comment_pattern_id = ${id} limit 1`,
  )
