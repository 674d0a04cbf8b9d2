import { and, asc, eq } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { socialAccounts } from '#drizzle/schema/accounts.ts'
import { conversations, customers } from '#drizzle/schema/inbox.ts'
import { cannedReplies } from '#drizzle/schema/team.ts'

interface InWorkspace {
  workspaceId: string
}
interface One extends InWorkspace {
  id: string
}
const one = ({ workspaceId, id }: One) =>
  and(eq(cannedReplies.workspaceId, workspaceId), eq(cannedReplies.id, id))

export const list = (db: Db, { workspaceId, limit }: InWorkspace & { limit: number }) =>
  db
    .select()
    .from(cannedReplies)
    .where(eq(cannedReplies.workspaceId, workspaceId))
    .orderBy(asc(cannedReplies.shortcut))
    .limit(limit)
export type CannedRow = Awaited<ReturnType<typeof list>>[number]

export const byId = (db: Db, where: One) => db.select().from(cannedReplies).where(one(where))
export const lock = (db: Db, where: One) => byId(db, where).for('update')

export const insert = (db: Db, row: One & { shortcut: string; text: string }) =>
  db.insert(cannedReplies).values(row)

export const change = (
  db: Db,
  { workspaceId, id, ...set }: One & { shortcut?: string | undefined; text?: string | undefined },
) => db.update(cannedReplies).set(set).where(one({ workspaceId, id }))

export const remove = (db: Db, where: One) => db.delete(cannedReplies).where(one(where))

/** Reads what the variables stand for in a conversation. No row without a conversation. */
export const named = (db: Db, { workspaceId, conversationId }: InWorkspace & { conversationId: string }) =>
  db
    .select({ contact: customers.name, account: socialAccounts.name })
    .from(conversations)
    .innerJoin(
      customers,
      and(eq(customers.workspaceId, conversations.workspaceId), eq(customers.id, conversations.customerId)),
    )
    .innerJoin(
      socialAccounts,
      and(
        eq(socialAccounts.workspaceId, conversations.workspaceId),
        eq(socialAccounts.id, conversations.accountId),
      ),
    )
    .where(and(eq(conversations.workspaceId, workspaceId), eq(conversations.id, conversationId)))
