import { and, asc, eq, ne } from 'drizzle-orm'
import type { Db } from '#core/lib/db.ts'
import * as keyset from '#core/lib/keyset.ts'
import type { Position } from '#core/lib/page.ts'
import { socialAccounts } from '#drizzle/schema/accounts.ts'

export type AccountRow = typeof socialAccounts.$inferSelect

export const list = (
  db: Db,
  { workspaceId, after, limit }: { workspaceId: string; after: Position | null; limit: number },
) =>
  db
    .select()
    .from(socialAccounts)
    .where(
      and(
        eq(socialAccounts.workspaceId, workspaceId),
        ne(socialAccounts.status, 'revoked'),
        keyset.after(socialAccounts.createdAt, socialAccounts.id, after),
      ),
    )
    .orderBy(asc(socialAccounts.createdAt), asc(socialAccounts.id))
    .limit(limit + 1)

export const insert = (db: Db, row: typeof socialAccounts.$inferInsert) =>
  db.insert(socialAccounts).values(row).returning()

/** A token that the platform refuses: nothing is sent until a person reconnects. */
export const expire = (
  db: Db,
  { workspaceId, id, reason }: { workspaceId: string; id: string; reason: string },
) =>
  db
    .update(socialAccounts)
    .set({ status: 'expired', statusReason: reason })
    .where(
      and(
        eq(socialAccounts.workspaceId, workspaceId),
        eq(socialAccounts.id, id),
        eq(socialAccounts.status, 'active'),
      ),
    )
