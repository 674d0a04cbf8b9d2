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

/**
 * Claims the key for a request; returns no row if it is already taken. If the first run died before it did anything, the same
 * request may claim the key again.
 */
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

/**
 * Returns the last statements of each transaction of the request: they mark the key as done together with the work, as the
 * system role.
 */
export const keepWithWork = ({ workspaceId, key, attempt }: Attempt): readonly Statement[] => [
  enterScope({ role: 'chorus_system' }),
  sql`select chorus_keep_idempotency_key(${workspaceId}::uuid, ${key}, ${attempt}::uuid)`,
]

/** Finds the first object of a type that a request acted on, by the audit log. */
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

/**
 * Frees the key of a request that failed before it committed anything. A refused request (`refused`) changed nothing either, though
 * it may have committed a look-up, so its key is freed even if it is marked as done.
 */
export const abandon = (db: Db, of: Attempt, { refused }: { refused: boolean }) =>
  db
    .delete(idempotencyKeys)
    .where(and(own(of), inArray(idempotencyKeys.status, refused ? ['started', 'done'] : ['started'])))
