import { eq, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { workerFlags } from '#drizzle/schema/operations.ts'

/** Lists the switches that have ever been changed; one without a row is on. */
export const list = (db: Db) => db.select().from(workerFlags)

export const byName = (db: Db, name: string) =>
  db.select().from(workerFlags).where(eq(workerFlags.name, name)).for('update')

export const set = (db: Db, row: typeof workerFlags.$inferInsert) =>
  db
    .insert(workerFlags)
    .values(row)
    .onConflictDoUpdate({
      target: workerFlags.name,
      set: {
        enabled: sql`excluded.enabled`,
        reason: sql`excluded.reason`,
        changedBy: sql`excluded.changed_by`,
      },
    })
