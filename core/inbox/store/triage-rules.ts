import { and, asc, eq, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { jsonb } from '#core/lib/kernel/jsonb.ts'
import { socialAccounts } from '#drizzle/schema/accounts.ts'
import {
  aiDecisions,
  aiRules,
  conversationMessages,
  conversations,
  customers,
} from '#drizzle/schema/inbox.ts'
import { triageRules } from '#drizzle/schema/triage-rules.ts'
import type { DecisionKind } from '../schemas.ts'
import { firstMessageOf } from './conversation.ts'

type Row = typeof triageRules.$inferSelect
interface InWorkspace {
  workspaceId: string
}
interface OneOf extends InWorkspace {
  id: string
}
const one = ({ workspaceId, id }: OneOf) =>
  and(eq(triageRules.workspaceId, workspaceId), eq(triageRules.id, id))

/** How far back and how many matches of a rule are counted. */
const COUNTED = { days: 30, most: 1000 }

/** Lists rules in their order, with what they have done lately. */
export const list = (
  db: Db,
  { workspaceId, id, now, limit }: InWorkspace & { id?: string; now: Date; limit: number },
) => {
  const since = new Date(now.getTime() - COUNTED.days * 24 * 3_600_000).toISOString()
  const matches = sql`from ai_triage_rules_advanced l
    where l.workspace_id = triage_rules.workspace_id and l.rule_id = triage_rules.id`
  return db
    .select({
      rule: triageRules,
      count: sql<number>`(select count(*)::int
        from (select ${matches} and l.created_at > ${since}::timestamptz limit ${COUNTED.most}) counted)`,
      lastAt: sql<string | null>`(select max(l.created_at) ${matches})`,
    })
    .from(triageRules)
    .where(id === undefined ? eq(triageRules.workspaceId, workspaceId) : one({ workspaceId, id }))
    .orderBy(asc(triageRules.position))
    .limit(limit)
}
export type ListedRow = Awaited<ReturnType<typeof list>>[number]

/**
 * Locks the rules of a workspace until the end of the transaction: whoever changes them does it alone, so that positions that were read
 * stay true. The lock lies on the row of its instructions, which every workspace has, also before its first rule.
 */
export const lock = (db: Db, workspaceId: string) =>
  db.select({ id: aiRules.id }).from(aiRules).where(eq(aiRules.workspaceId, workspaceId)).for('update')

export const all = (db: Db, workspaceId: string) =>
  db
    .select()
    .from(triageRules)
    .where(eq(triageRules.workspaceId, workspaceId))
    .orderBy(asc(triageRules.position))

export const insert = (db: Db, row: Omit<Row, 'createdAt' | 'updatedAt'>) =>
  db.insert(triageRules).values(row)

export const change = (
  db: Db,
  {
    workspaceId,
    id,
    ...set
  }: OneOf &
    Partial<Pick<Row, 'name' | 'enabled' | 'when' | 'decision' | 'assignTo' | 'labelIds' | 'position'>>,
) => db.update(triageRules).set(set).where(one({ workspaceId, id }))

export const remove = (db: Db, where: OneOf) => db.delete(triageRules).where(one(where))

/** Moves rules to new positions, all at once: they may pass each other. */
export const move = (
  db: Db,
  { workspaceId, to }: InWorkspace & { to: readonly { id: string; position: number }[] },
) =>
  db.execute(sql`update triage_rules r set position = m.position
    from jsonb_to_recordset(${jsonb(to)}) m(id uuid, position int) where r.workspace_id = ${workspaceId} and r.id = m.id`)

/** Returns those of the accounts that belong to the workspace. */
export const accounts = (db: Db, { workspaceId, ids }: InWorkspace & { ids: readonly string[] }) =>
  db
    .select({ id: socialAccounts.id })
    .from(socialAccounts)
    .where(
      and(
        eq(socialAccounts.workspaceId, workspaceId),
        sql`${socialAccounts.id} = any(${sql.param(ids)}::uuid[])`,
      ),
    )

const DECISIONS: readonly DecisionKind[] = ['respond', 'ignore', 'escalate']

/** Lists the latest decisions with what rules ask about, newest first. The three kinds are read by the index that tells them apart. */
export function decided(db: Db, { workspaceId, limit }: InWorkspace & { limit: number }) {
  const latest = sql.join(
    DECISIONS.map(
      (
        decision,
      ) => sql`(select id, created_at from ai_decisions where workspace_id = ${workspaceId} and decision = ${decision}
        and not superseded order by created_at desc limit ${limit})`,
    ),
    sql` union all `,
  )
  return db
    .select({
      id: aiDecisions.id,
      messageId: aiDecisions.messageId,
      conversationId: aiDecisions.conversationId,
      decision: aiDecisions.decision,
      matchedRule: aiDecisions.matchedRule,
      snapshot: aiDecisions.snapshot,
      createdAt: aiDecisions.createdAt,
      sentAt: conversationMessages.sentAt,
      accountId: conversations.accountId,
      recipient: conversations.recipient,
      name: customers.name,
      handle: customers.handle,
      /** The decision on the first message that the contact ever wrote in the conversation. */
      firstDecisionId: firstMessageOf(sql`m.ai_decision_id`),
      /** The labels of the conversation today. */
      labelIds: sql<string[]>`array(select l.label_id from conversation_labels l
        where l.workspace_id = ${conversations.workspaceId} and l.conversation_id = ${conversations.id})`,
    })
    .from(sql`(select id from (${latest}) l order by created_at desc limit ${limit}) latest`)
    .innerJoin(aiDecisions, and(eq(aiDecisions.workspaceId, workspaceId), sql`${aiDecisions.id} = latest.id`))
    .innerJoin(
      conversationMessages,
      and(
        eq(conversationMessages.workspaceId, workspaceId),
        eq(conversationMessages.id, aiDecisions.messageId),
      ),
    )
    .innerJoin(
      conversations,
      and(eq(conversations.workspaceId, workspaceId), eq(conversations.id, aiDecisions.conversationId)),
    )
    .innerJoin(
      customers,
      and(eq(customers.workspaceId, workspaceId), eq(customers.id, conversations.customerId)),
    )
    .orderBy(sql`${aiDecisions.createdAt} desc`, sql`${aiDecisions.id} desc`)
}
