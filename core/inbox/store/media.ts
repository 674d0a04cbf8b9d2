import { and, eq, isNull, lt, lte, or, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { conversationMessages, conversations, messageMedia } from '#drizzle/schema/inbox.ts'

export type MediaRow = typeof messageMedia.$inferSelect

interface One {
  workspaceId: string
  id: string
}
const one = ({ workspaceId, id }: One) =>
  and(eq(messageMedia.workspaceId, workspaceId), eq(messageMedia.id, id))

/** Records files of inbound or outbound messages. Existing rows stay unchanged. */
export const insert = (db: Db, rows: readonly (typeof messageMedia.$inferInsert)[]) =>
  db
    .insert(messageMedia)
    .values([...rows])
    .onConflictDoNothing()
    .returning({ id: messageMedia.id })

/** Finds a medium, if it belongs to this message of this conversation. */
export const inMessage = (
  db: Db,
  { conversationId, messageId, ...where }: One & { conversationId: string; messageId: string },
) =>
  db
    .select({ medium: messageMedia })
    .from(messageMedia)
    .innerJoin(
      conversationMessages,
      and(
        eq(conversationMessages.workspaceId, messageMedia.workspaceId),
        eq(conversationMessages.id, messageMedia.messageId),
      ),
    )
    .where(
      and(
        one(where),
        eq(messageMedia.messageId, messageId),
        eq(conversationMessages.conversationId, conversationId),
      ),
    )

/** Claims a medium that is due to be fetched and that nobody is fetching. Its new `attempts` identifies this attempt. */
export const claim = (db: Db, { now, leaseUntil, ...where }: One & { now: Date; leaseUntil: Date }) =>
  db
    .update(messageMedia)
    .set({ leaseUntil, attempts: sql`${messageMedia.attempts} + 1` })
    .where(
      and(
        one(where),
        eq(messageMedia.status, 'pending'),
        or(isNull(messageMedia.nextTryAt), lte(messageMedia.nextTryAt, now)),
        or(isNull(messageMedia.leaseUntil), lt(messageMedia.leaseUntil, now)),
      ),
    )
    .returning()

/** Finds the conversation and account of a medium, which the call that fetches it needs. */
export const origin = (db: Db, { workspaceId, id }: One) =>
  db
    .select({ conversationId: conversations.id, accountId: conversations.accountId })
    .from(messageMedia)
    .innerJoin(
      conversationMessages,
      and(
        eq(conversationMessages.workspaceId, messageMedia.workspaceId),
        eq(conversationMessages.id, messageMedia.messageId),
      ),
    )
    .innerJoin(
      conversations,
      and(
        eq(conversations.workspaceId, conversationMessages.workspaceId),
        eq(conversations.id, conversationMessages.conversationId),
      ),
    )
    .where(one({ workspaceId, id }))

/** Records the outcome of an attempt, unless a later one has begun. */
export const complete = (
  db: Db,
  {
    attempt,
    set,
    ...where
  }: One & {
    attempt: number
    set: Partial<typeof messageMedia.$inferInsert>
  },
) =>
  db
    .update(messageMedia)
    .set({ leaseUntil: null, ...set })
    .where(and(one(where), eq(messageMedia.status, 'pending'), eq(messageMedia.attempts, attempt)))
    .returning({ id: messageMedia.id })

/** Lists media whose fetch was lost with its job or worker, or is due to be retried. Crosses workspaces. */
export const due = (db: Db, { now, before, limit }: { now: Date; before: Date; limit: number }) =>
  db
    .select({ id: messageMedia.id, workspaceId: messageMedia.workspaceId })
    .from(messageMedia)
    .where(
      and(
        eq(messageMedia.status, 'pending'),
        or(isNull(messageMedia.leaseUntil), lt(messageMedia.leaseUntil, now)),
        or(
          lte(messageMedia.nextTryAt, now),
          and(isNull(messageMedia.nextTryAt), lt(messageMedia.createdAt, before)),
        ),
      ),
    )
    .orderBy(messageMedia.nextTryAt)
    .limit(limit)
