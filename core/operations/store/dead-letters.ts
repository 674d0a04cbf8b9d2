import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/db.ts'
import * as keyset from '#core/lib/keyset.ts'
import type { Position } from '#core/lib/page.ts'
import { deadLetters } from '#drizzle/schema/operations.ts'

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

export const giveBack = (db: Db, id: string) =>
  db.update(deadLetters).set({ replayedAt: null }).where(eq(deadLetters.id, id))
