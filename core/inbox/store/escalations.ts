import { and, desc, eq, inArray, ne, or } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import * as keyset from '#core/lib/kernel/keyset.ts'
import type { Position } from '#core/lib/kernel/page.ts'
import { users } from '#drizzle/schema/identity.ts'
import { conversations, customers, supportEscalations } from '#drizzle/schema/inbox.ts'
import type { Escalation } from '../schemas.ts'

interface InConversation {
  workspaceId: string
  conversationId: string
}
const openIn = ({ workspaceId, conversationId }: InConversation) =>
  and(
    eq(supportEscalations.workspaceId, workspaceId),
    eq(supportEscalations.conversationId, conversationId),
    ne(supportEscalations.status, 'resolved'),
  )

/** Opens an escalation, unless the conversation has an unresolved one, which then covers later messages too. */
export const open = (db: Db, row: typeof supportEscalations.$inferInsert & { createdAt: Date }) =>
  db.insert(supportEscalations).values(row).onConflictDoNothing().returning({ id: supportEscalations.id })

/** Assigns the unresolved escalation to the person who takes the conversation. */
export const take = (db: Db, { userId, ...where }: InConversation & { userId: string | null }) =>
  db.update(supportEscalations).set({ status: 'in_progress', assignedTo: userId }).where(openIn(where))

/** Reopens the escalations that a person worked on, and those of conversations that nobody holds any more. */
export const askAgain = (
  db: Db,
  {
    workspaceId,
    userId,
    conversationIds,
  }: { workspaceId: string; userId: string | null; conversationIds: string[] },
) =>
  db
    .update(supportEscalations)
    .set({ status: 'open', assignedTo: null })
    .where(
      and(
        eq(supportEscalations.workspaceId, workspaceId),
        ne(supportEscalations.status, 'resolved'),
        or(
          userId === null ? undefined : eq(supportEscalations.assignedTo, userId),
          inArray(supportEscalations.conversationId, conversationIds),
        ),
      ),
    )
    .returning({ conversationId: supportEscalations.conversationId })

/** Resolves the open escalation of a conversation. */
export const resolve = (db: Db, { now, ...where }: InConversation & { now: Date }) =>
  db.update(supportEscalations).set({ status: 'resolved', resolvedAt: now }).where(openIn(where))

export const change = (
  db: Db,
  {
    workspaceId,
    id,
    ...set
  }: { workspaceId: string; id: string } & Partial<
    Pick<typeof supportEscalations.$inferInsert, 'status' | 'note' | 'assignedTo' | 'resolvedAt'>
  >,
) =>
  db
    .update(supportEscalations)
    .set(set)
    .where(and(eq(supportEscalations.workspaceId, workspaceId), eq(supportEscalations.id, id)))

/** Sets whether a conversation waits for a person. `active` changes only an escalated one: an archived one stays archived. */
export const setAsked = (
  db: Db,
  { workspaceId, conversationId, asked }: InConversation & { asked: 'active' | 'escalated' },
) =>
  db
    .update(conversations)
    .set({ status: asked })
    .where(
      and(
        eq(conversations.workspaceId, workspaceId),
        eq(conversations.id, conversationId),
        asked === 'active' ? eq(conversations.status, 'escalated') : undefined,
      ),
    )

export const lock = (db: Db, { workspaceId, id }: { workspaceId: string; id: string }) =>
  db
    .select()
    .from(supportEscalations)
    .where(and(eq(supportEscalations.workspaceId, workspaceId), eq(supportEscalations.id, id)))
    .for('update')

const select = (db: Db) =>
  db
    .select({ escalation: supportEscalations, customerName: customers.name, assignee: users.name })
    .from(supportEscalations)
    .innerJoin(
      conversations,
      and(
        eq(conversations.workspaceId, supportEscalations.workspaceId),
        eq(conversations.id, supportEscalations.conversationId),
      ),
    )
    .innerJoin(
      customers,
      and(eq(customers.workspaceId, conversations.workspaceId), eq(customers.id, conversations.customerId)),
    )
    .leftJoin(users, eq(users.id, supportEscalations.assignedTo))
export type EscalationRow = Awaited<ReturnType<typeof select>>[number]

export const byId = (db: Db, { workspaceId, id }: { workspaceId: string; id: string }) =>
  select(db).where(and(eq(supportEscalations.workspaceId, workspaceId), eq(supportEscalations.id, id)))

export const list = (
  db: Db,
  {
    workspaceId,
    status,
    before,
    limit,
  }: {
    workspaceId: string
    status: Escalation['status'] | undefined
    before: Position | null
    limit: number
  },
) =>
  select(db)
    .where(
      and(
        eq(supportEscalations.workspaceId, workspaceId),
        status ? eq(supportEscalations.status, status) : undefined,
        keyset.before(supportEscalations.createdAt, supportEscalations.id, before),
      ),
    )
    .orderBy(desc(supportEscalations.createdAt), desc(supportEscalations.id))
    .limit(limit + 1)
