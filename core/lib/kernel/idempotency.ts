import { and, eq, gte, inArray, sql } from 'drizzle-orm'
import { auditLog, idempotencyKeys, members } from '#drizzle/schema/workspaces.ts'
import { type Db, enterScope, type Statement } from './db.ts'

/** Whom a key belongs to: a workspace, or a person where the request is of no workspace. */
export type Holder = { workspaceId: string } | { userId: string }
const holderId = (of: Holder) => ('userId' in of ? of.userId : of.workspaceId)

export interface Key {
  holder: Holder
  key: string
}
/** One run of the request. */
export interface Attempt extends Key {
  attempt: string
}
const one = ({ holder, key }: Key) =>
  and(eq(idempotencyKeys.holder, holderId(holder)), eq(idempotencyKeys.key, key))
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
    holder,
    key,
  }: Attempt & { requestHash: string; requestId: string; staleBefore: Date },
) =>
  db
    .insert(idempotencyKeys)
    .values({ ...holder, key, requestHash, requestId, attempt, status: 'started' })
    .onConflictDoUpdate({
      target: [idempotencyKeys.holder, idempotencyKeys.key],
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
export const keepWithWork = ({ holder, key, attempt }: Attempt): readonly Statement[] => [
  enterScope({ role: 'chorus_system' }),
  sql`select chorus_keep_idempotency_key(${holderId(holder)}::uuid, ${key}, ${attempt}::uuid)`,
]

/** Finds the first object of a type that a request acted on, by the audit log of its workspace, or of those that its person is in. */
export const madeBy = (
  db: Db,
  {
    holder,
    requestId,
    since,
    objectType,
  }: { holder: Holder; requestId: string; since: Date; objectType: string },
) =>
  db
    .select({ objectId: auditLog.objectId })
    .from(auditLog)
    .where(
      and(
        'userId' in holder
          ? inArray(
              auditLog.workspaceId,
              db.select({ id: members.workspaceId }).from(members).where(eq(members.userId, holder.userId)),
            )
          : eq(auditLog.workspaceId, holder.workspaceId),
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
