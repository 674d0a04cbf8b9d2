import { and, eq, gte, inArray, sql } from 'drizzle-orm'
import { auditLog, idempotencyKeys } from '#drizzle/schema/workspaces.ts'
import { type Db, enterScope, type Statement } from './db.ts'

export interface Key {
  workspaceId: string
  key: string
}
/** One run of the request. */
export interface Attempt extends Key {
  attempt: string
}
const one = ({ workspaceId, key }: Key) =>
  and(eq(idempotencyKeys.workspaceId, workspaceId), eq(idempotencyKeys.key, key))
const own = (of: Attempt) => and(one(of), eq(idempotencyKeys.attempt, of.attempt))

/** Takes the key for a request; no row when it is taken. One whose request died before it did anything may be taken again by the same request. */
export const begin = (
  db: Db,
  {
    requestHash,
    requestId,
    staleBefore,
    attempt,
    ...where
  }: Attempt & { requestHash: string; requestId: string; staleBefore: Date },
) =>
  db
    .insert(idempotencyKeys)
    .values({ ...where, requestHash, requestId, attempt, status: 'started' })
    .onConflictDoUpdate({
      target: [idempotencyKeys.workspaceId, idempotencyKeys.key],
      set: { attempt, requestId },
      setWhere: sql`${idempotencyKeys.requestHash} = ${requestHash} and ${idempotencyKeys.status} = 'started'
        and ${idempotencyKeys.updatedAt} < ${staleBefore.toISOString()}::timestamptz`,
    })
    .returning({ key: idempotencyKeys.key })

export const find = (db: Db, where: Key) => db.select().from(idempotencyKeys).where(one(where))

/** The last statements of each of the request's transactions, whatever it may see: the key is done with the work. */
export const keepWithWork = ({ workspaceId, key, attempt }: Attempt): readonly Statement[] => [
  enterScope({ role: 'chorus_system' }),
  sql`select chorus_keep_idempotency_key(${workspaceId}::uuid, ${key}, ${attempt}::uuid)`,
]

/** What a request did, by the audit log: the first object of this type. */
export const madeBy = (
  db: Db,
  {
    workspaceId,
    requestId,
    since,
    objectType,
  }: { workspaceId: string; requestId: string; since: Date; objectType: string },
) =>
  db
    .select({ objectId: auditLog.objectId })
    .from(auditLog)
    .where(
      and(
        eq(auditLog.workspaceId, workspaceId),
        gte(auditLog.createdAt, since),
        eq(auditLog.requestId, requestId),
        eq(auditLog.objectType, objectType),
      ),
    )
    .orderBy(auditLog.createdAt, auditLog.id)
    .limit(1)

export const finish = (
  db: Db,
  { responseStatus, responseBody, ...where }: Key & { responseStatus: number; responseBody: unknown },
) =>
  db
    .update(idempotencyKeys)
    .set({ status: 'finished', responseStatus: String(responseStatus), responseBody })
    .where(one(where))

/** A request that failed did nothing: its key is free again. One that was refused did nothing either, though it may have looked something up for good. */
export const abandon = (db: Db, of: Attempt, { refused }: { refused: boolean }) =>
  db
    .delete(idempotencyKeys)
    .where(and(own(of), inArray(idempotencyKeys.status, refused ? ['started', 'done'] : ['started'])))
