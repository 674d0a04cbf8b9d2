import { and, desc, eq } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import * as keyset from '#core/lib/kernel/keyset.ts'
import type { Position } from '#core/lib/kernel/page.ts'
import { monitoredPosts, monitoringRules } from '#drizzle/schema/comments.ts'
import type { One } from './polls.ts'

export type RuleRow = typeof monitoringRules.$inferSelect

const rule = ({ workspaceId, id }: One) =>
  and(eq(monitoringRules.workspaceId, workspaceId), eq(monitoringRules.id, id))

export const rules = (
  db: Db,
  { workspaceId, before, limit }: { workspaceId: string; before: Position | null; limit: number },
) =>
  db
    .select()
    .from(monitoringRules)
    .where(
      and(
        eq(monitoringRules.workspaceId, workspaceId),
        keyset.before(monitoringRules.createdAt, monitoringRules.id, before),
      ),
    )
    .orderBy(desc(monitoringRules.createdAt), desc(monitoringRules.id))
    .limit(limit + 1)

export const ruleById = (db: Db, where: One) => db.select().from(monitoringRules).where(rule(where))
export const lockRule = (db: Db, where: One) =>
  db.select().from(monitoringRules).where(rule(where)).for('update')

/** Adds a rule; returns none where the account, or the workspace, has one. */
export const insertRule = (db: Db, row: typeof monitoringRules.$inferInsert) =>
  db.insert(monitoringRules).values(row).onConflictDoNothing().returning({ id: monitoringRules.id })

export const changeRule = (
  db: Db,
  where: One,
  set: Partial<Pick<RuleRow, 'enabled' | 'newestPosts' | 'days'>>,
) => db.update(monitoringRules).set(set).where(rule(where))

export const deleteRule = (db: Db, where: One) =>
  db.delete(monitoringRules).where(rule(where)).returning({ accountId: monitoringRules.accountId })

/** Adds a post by hand; returns none where it is known. */
export const insertPost = (db: Db, row: typeof monitoredPosts.$inferInsert) =>
  db.insert(monitoredPosts).values(row).onConflictDoNothing().returning({ id: monitoredPosts.id })

export const changePost = (
  db: Db,
  { workspaceId, id }: One,
  set: { monitoring: boolean; byHand: boolean; nextPollAt: Date | null },
) =>
  db
    .update(monitoredPosts)
    .set({ ...set, problem: null })
    .where(and(eq(monitoredPosts.workspaceId, workspaceId), eq(monitoredPosts.id, id)))
    .returning({ id: monitoredPosts.id })
