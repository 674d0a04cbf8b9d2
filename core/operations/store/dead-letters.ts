import { and, desc, eq, gte, inArray, isNull, or, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import * as keyset from '#core/lib/kernel/keyset.ts'
import type { Position } from '#core/lib/kernel/page.ts'
import { socialAccounts } from '#drizzle/schema/accounts.ts'
import { workspaces } from '#drizzle/schema/identity.ts'
import { deadLetters, systemLogs } from '#drizzle/schema/operations.ts'

export type DeadLetterRow = typeof deadLetters.$inferSelect

export const insert = (db: Db, rows: readonly (typeof deadLetters.$inferInsert)[]) =>
  db
    .insert(deadLetters)
    .values([...rows])
    .onConflictDoUpdate({
      target: deadLetters.messageId,
      set: { replayedAt: null, deadAt: sql`excluded.dead_at` },
    })

export const list = (db: Db, { before, limit }: { before: Position | null; limit: number }) =>
  db
    .select()
    .from(deadLetters)
    .where(keyset.before(deadLetters.deadAt, deadLetters.id, before))
    .orderBy(desc(deadLetters.deadAt), desc(deadLetters.id))
    .limit(limit + 1)

/** Marks a dead letter as replayed, once. */
export const take = (db: Db, { id, now }: { id: string; now: Date }) =>
  db
    .update(deadLetters)
    .set({ replayedAt: now })
    .where(and(eq(deadLetters.id, id), isNull(deadLetters.replayedAt)))
    .returning()

const messageId = sql<string>`${systemLogs.detail} ->> 'messageId'`

/** Reads the error logged at the last attempt of each of these messages. */
export const lastErrors = (db: Db, { messageIds, since }: { messageIds: readonly string[]; since: Date }) =>
  db
    .selectDistinctOn([messageId], { messageId, error: sql<string | null>`${systemLogs.detail} ->> 'error'` })
    .from(systemLogs)
    .where(
      and(
        eq(systemLogs.event, 'queue.message_failed'),
        gte(systemLogs.loggedAt, since),
        inArray(messageId, [...messageIds]),
      ),
    )
    .orderBy(messageId, desc(systemLogs.loggedAt))

/** Lists accounts by our ids and by the platforms' ids, with their workspaces; connected ones first. */
export const accountsNamed = (
  db: Db,
  { ids, externalIds }: { ids: readonly string[]; externalIds: readonly string[] },
) =>
  db
    .select({
      id: socialAccounts.id,
      name: socialAccounts.name,
      platform: socialAccounts.platform,
      externalId: socialAccounts.externalId,
      workspaceId: socialAccounts.workspaceId,
    })
    .from(socialAccounts)
    .where(or(inArray(socialAccounts.id, [...ids]), inArray(socialAccounts.externalId, [...externalIds])))
    .orderBy(sql`${socialAccounts.status} = 'revoked'`, desc(socialAccounts.id))

export const workspacesNamed = (db: Db, ids: readonly string[]) =>
  db
    .select({ id: workspaces.id, name: workspaces.name })
    .from(workspaces)
    .where(inArray(workspaces.id, [...ids]))

export const giveBack = (db: Db, id: string) =>
  db.update(deadLetters).set({ replayedAt: null }).where(eq(deadLetters.id, id))
