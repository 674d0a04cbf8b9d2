import { desc, eq } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import * as keyset from '#core/lib/kernel/keyset.ts'
import type { Position } from '#core/lib/kernel/page.ts'
import { webhookDeliveries } from '#drizzle/schema/operations.ts'

const { id, source, updateCount, error, receivedAt } = webhookDeliveries

/** Lists deliveries of platforms, latest first, without their bodies. */
export const list = (db: Db, { before, limit }: { before: Position | null; limit: number }) =>
  db
    .select({ id, source, updateCount, error, receivedAt })
    .from(webhookDeliveries)
    .where(keyset.before(webhookDeliveries.receivedAt, webhookDeliveries.id, before))
    .orderBy(desc(webhookDeliveries.receivedAt), desc(webhookDeliveries.id))
    .limit(limit + 1)

export type ListedRow = Awaited<ReturnType<typeof list>>[number]

export const byId = (db: Db, wanted: string) => db.select().from(webhookDeliveries).where(eq(id, wanted))
