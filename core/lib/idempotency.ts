import { and, eq, sql } from 'drizzle-orm'
import { idempotencyKeys } from '#drizzle/schema/workspaces.ts'
import type { Db } from './db.ts'

interface Key {
  workspaceId: string
  key: string
}
const one = ({ workspaceId, key }: Key) =>
  and(eq(idempotencyKeys.workspaceId, workspaceId), eq(idempotencyKeys.key, key))

/** Takes the key for a request; no row when it is taken. One whose request died may be taken again by the same request. */
export const begin = (
  db: Db,
  { requestHash, staleBefore, ...where }: Key & { requestHash: string; staleBefore: Date },
) =>
  db
    .insert(idempotencyKeys)
    .values({ ...where, requestHash, status: 'started' })
    .onConflictDoUpdate({
      target: [idempotencyKeys.workspaceId, idempotencyKeys.key],
      set: { status: 'started' },
      setWhere: sql`${idempotencyKeys.requestHash} = ${requestHash} and ${idempotencyKeys.status} = 'started'
        and ${idempotencyKeys.updatedAt} < ${staleBefore.toISOString()}::timestamptz`,
    })
    .returning({ key: idempotencyKeys.key })

export const find = (db: Db, where: Key) => db.select().from(idempotencyKeys).where(one(where))

export const finish = (
  db: Db,
  { responseStatus, responseBody, ...where }: Key & { responseStatus: number; responseBody: unknown },
) =>
  db
    .update(idempotencyKeys)
    .set({ status: 'finished', responseStatus: String(responseStatus), responseBody })
    .where(one(where))

/** A request that failed did nothing: its key is free again. */
export const abandon = (db: Db, where: Key) =>
  db.delete(idempotencyKeys).where(and(one(where), eq(idempotencyKeys.status, 'started')))
