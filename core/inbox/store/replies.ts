import {
  and,
  asc,
  desc,
  eq,
  getTableColumns,
  inArray,
  isNull,
  lt,
  lte,
  ne,
  not,
  notInArray,
  or,
  sql,
} from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import type { Db } from '#core/lib/db.ts'
import type { Settled } from '#core/lib/retry.ts'
import { workspaces } from '#drizzle/schema/identity.ts'
import {
  aiDecisions,
  aiRules,
  aiSettings,
  conversationMessages,
  conversations,
} from '#drizzle/schema/inbox.ts'
import { STOPPABLE } from '../rules.ts'
import type { Triage } from '../schemas.ts'

interface InConversation {
  workspaceId: string
  conversationId: string
}

const machinesPaused = (workspaceId: AnyPgColumn) => sql<boolean>`chorus_machines_paused(${workspaceId})`

const inConversation = ({ workspaceId, conversationId }: InConversation) =>
  and(
    eq(conversationMessages.workspaceId, workspaceId),
    eq(conversationMessages.conversationId, conversationId),
  )

const undecided = (where: InConversation) =>
  and(
    inConversation(where),
    eq(conversationMessages.direction, 'inbound'),
    isNull(conversationMessages.aiDecisionId),
    ne(conversationMessages.type, 'reaction'),
  )

/** The contact's messages that no decision covers, oldest first. */
export const undecidedMessages = (db: Db, where: InConversation) =>
  db
    .select()
    .from(conversationMessages)
    .where(undecided(where))
    .orderBy(asc(conversationMessages.sentAt), asc(conversationMessages.id))
    .limit(50)

export const transcript = (db: Db, where: InConversation) =>
  db
    .select({ author: conversationMessages.author, text: conversationMessages.text })
    .from(conversationMessages)
    .where(and(inConversation(where), ne(conversationMessages.status, 'cancelled')))
    .orderBy(desc(conversationMessages.sentAt), desc(conversationMessages.id))
    .limit(20)

export const machineSettings = (db: Db, workspaceId: string) =>
  db
    .select({
      systemPrompt: aiSettings.systemPrompt,
      disclosure: aiSettings.disclosure,
      answerModel: aiSettings.answerModel,
      temperature: aiSettings.temperature,
      maxOutputTokens: aiSettings.maxOutputTokens,
      workspaceName: workspaces.name,
      aiEnabledForConversations: aiSettings.aiEnabledForConversations,
      autoReplyEnabled: aiSettings.autoReplyEnabled,
      instructions: aiRules.instructions,
      ignoreExamples: aiRules.ignoreExamples,
      aiControlEnabled: aiRules.aiControlEnabled,
      paused: machinesPaused(aiSettings.workspaceId),
    })
    .from(aiSettings)
    .innerJoin(aiRules, eq(aiRules.workspaceId, aiSettings.workspaceId))
    .innerJoin(workspaces, eq(workspaces.id, aiSettings.workspaceId))
    .where(eq(aiSettings.workspaceId, workspaceId))

/** What the machine may do in a conversation, as it stands now. */
export const standing = (db: Db, { workspaceId, conversationId }: InConversation) =>
  db
    .select({ optedOutAt: conversations.optedOutAt })
    .from(conversations)
    .where(and(eq(conversations.workspaceId, workspaceId), eq(conversations.id, conversationId)))

/** The conversation, locked to the end of the transaction: who holds it cannot change in between. */
export const lock = (db: Db, { workspaceId, conversationId }: InConversation) =>
  db
    .select({ ...getTableColumns(conversations), paused: machinesPaused(conversations.workspaceId) })
    .from(conversations)
    .where(and(eq(conversations.workspaceId, workspaceId), eq(conversations.id, conversationId)))
    .for('update')

/** Messages that came in after the burst was read. */
export const newerThanBurst = (db: Db, where: InConversation, burstIds: readonly string[]) =>
  db
    .select({ id: conversationMessages.id })
    .from(conversationMessages)
    .where(and(undecided(where), notInArray(conversationMessages.id, [...burstIds])))
    .limit(1)

/** When it was decided is said by who decides: a transaction's own time is when it began to wait for its lock. */
export const insertDecision = (db: Db, row: typeof aiDecisions.$inferInsert & { createdAt: Date }) =>
  db.insert(aiDecisions).values(row)

export const markDecided = (
  db: Db,
  {
    workspaceId,
    ids,
    decisionId,
    triage,
    confidence,
  }: { workspaceId: string; ids: readonly string[]; decisionId: string; triage: Triage; confidence: number },
) =>
  db
    .update(conversationMessages)
    .set({ aiDecisionId: decisionId, triage, confidence })
    .where(and(eq(conversationMessages.workspaceId, workspaceId), inArray(conversationMessages.id, [...ids])))

export const setStatus = (
  db: Db,
  { workspaceId, conversationId, status }: InConversation & { status: 'active' | 'escalated' | 'archived' },
) =>
  db
    .update(conversations)
    .set({ status })
    .where(and(eq(conversations.workspaceId, workspaceId), eq(conversations.id, conversationId)))

/** Whether machines may write to the contact here. */
export const setOptOut = (
  db: Db,
  {
    workspaceId,
    conversationId,
    optedOut,
  }: InConversation & { optedOut: { at: Date; by: 'contact' | 'platform' | 'person' } | null },
) =>
  db
    .update(conversations)
    // Said again, it holds since it was said first.
    .set(
      optedOut
        ? {
            optedOutAt: sql`coalesce(${conversations.optedOutAt}, ${optedOut.at.toISOString()}::timestamptz)`,
            optedOutBy: sql`coalesce(${conversations.optedOutBy}, ${optedOut.by})`,
          }
        : { optedOutAt: null, optedOutBy: null },
    )
    .where(and(eq(conversations.workspaceId, workspaceId), eq(conversations.id, conversationId)))

export const markDisclosed = (db: Db, { workspaceId, conversationId, at }: InConversation & { at: Date }) =>
  db
    .update(conversations)
    .set({ disclosedAt: at })
    .where(and(eq(conversations.workspaceId, workspaceId), eq(conversations.id, conversationId)))

export const insertOutbound = (db: Db, row: typeof conversationMessages.$inferInsert) =>
  db.insert(conversationMessages).values(row)

export const touchOutbound = (db: Db, { workspaceId, conversationId, at }: InConversation & { at: Date }) =>
  db
    .update(conversations)
    .set({ lastMessageAt: sql`greatest(${conversations.lastMessageAt}, ${at.toISOString()}::timestamptz)` })
    .where(and(eq(conversations.workspaceId, workspaceId), eq(conversations.id, conversationId)))

/** A person takes the conversation; the machine's unsent answers go no further. */
export const hold = (
  db: Db,
  { workspaceId, conversationId, userId, now }: InConversation & { userId: string | null; now: Date },
) =>
  db
    .update(conversations)
    .set({ held: true, heldByUserId: userId, heldAt: now })
    .where(and(eq(conversations.workspaceId, workspaceId), eq(conversations.id, conversationId)))
    .returning({ id: conversations.id })

export const cancelMachineMessages = (db: Db, { because, ...where }: InConversation & { because: string }) =>
  db
    .update(conversationMessages)
    .set({ status: 'cancelled', error: because })
    .where(
      and(
        inConversation(where),
        eq(conversationMessages.author, 'machine'),
        inArray(conversationMessages.status, [...STOPPABLE]),
      ),
    )

export const release = (db: Db, { workspaceId, conversationId }: InConversation) =>
  db
    .update(conversations)
    .set({ held: false, heldByUserId: null, heldAt: null, status: 'active' })
    .where(and(eq(conversations.workspaceId, workspaceId), eq(conversations.id, conversationId)))
    .returning({ id: conversations.id })

/**
 * Takes the oldest message that may be sent now: lease and fence in one conditional update. Order holds because a message
 * waits while an older one is still to be sent; one of unknown outcome does not block the next.
 */
export const claimNext = (
  db: Db,
  { workspaceId, conversationId, now, leaseUntil }: InConversation & { now: Date; leaseUntil: Date },
) =>
  db
    .update(conversationMessages)
    .set({
      status: 'sending',
      fence: sql`${conversationMessages.fence} + 1`,
      attempts: sql`${conversationMessages.attempts} + 1`,
      leaseUntil,
      notBefore: null,
      error: null,
    })
    .where(
      and(
        inConversation({ workspaceId, conversationId }),
        inArray(conversationMessages.status, ['queued', 'waiting']),
        or(isNull(conversationMessages.notBefore), lte(conversationMessages.notBefore, now)),
        // A person's message goes out all the same; a machine's waits until the machines are resumed.
        or(ne(conversationMessages.author, 'machine'), not(machinesPaused(conversationMessages.workspaceId))),
        sql`${conversationMessages.id} = (select m.id from conversation_messages m
          where m.workspace_id = ${workspaceId} and m.conversation_id = ${conversationId}
            and m.status in ('queued', 'sending', 'waiting') and m.direction = 'outbound'
            and (m.author <> 'machine' or not chorus_machines_paused(m.workspace_id))
          order by m.created_at, m.id limit 1)`,
      ),
    )
    .returning()

/** Records what a send came to, unless another attempt or a receipt has said so since. */
export const complete = (
  db: Db,
  {
    workspaceId,
    id,
    fence,
    settled,
    now,
    note,
    ids,
  }: {
    workspaceId: string
    id: string
    fence: number
    settled: Settled
    now: Date
    /** What the platform said when it took it. */
    note: string | null
    /** Of an album, which the platform shows as several. */
    ids: readonly string[]
  },
) =>
  db
    .update(conversationMessages)
    .set({
      status: settled.status,
      leaseUntil: null,
      error: settled.status === 'sent' ? null : settled.error,
      note,
      ...(ids.length > 0 ? { metadata: { ids: [...ids] } } : {}),
      ...(settled.status === 'sent' ? { platformMessageId: settled.externalId, sentAt: now } : {}),
      ...(settled.status === 'queued' || settled.status === 'waiting' ? { notBefore: settled.dueAt } : {}),
      // A limit is not a failure: it does not use up an attempt.
      ...(settled.status === 'waiting' ? { attempts: sql`${conversationMessages.attempts} - 1` } : {}),
    })
    .where(
      and(
        eq(conversationMessages.workspaceId, workspaceId),
        eq(conversationMessages.id, id),
        eq(conversationMessages.fence, fence),
        eq(conversationMessages.status, 'sending'),
      ),
    )
    .returning({ id: conversationMessages.id })

/** What has failed was surely not delivered: it starts over. */
export const queueAgain = (db: Db, { id, ...where }: InConversation & { id: string }) =>
  db
    .update(conversationMessages)
    .set({
      status: 'queued',
      error: null,
      notBefore: null,
      leaseUntil: null,
      attempts: 0,
      platformMessageId: null,
    })
    .where(
      and(
        inConversation(where),
        eq(conversationMessages.id, id),
        eq(conversationMessages.direction, 'outbound'),
        eq(conversationMessages.status, 'failed'),
      ),
    )
    .returning({ id: conversationMessages.id })

/** When the next message of a conversation may be tried. */
export const nextDue = (db: Db, where: InConversation) =>
  db
    .select({
      at: sql<
        string | null
      >`min(coalesce(${conversationMessages.notBefore}, ${conversationMessages.createdAt}))`,
    })
    .from(conversationMessages)
    .where(
      and(
        inConversation(where),
        inArray(conversationMessages.status, ['queued', 'waiting']),
        or(ne(conversationMessages.author, 'machine'), not(machinesPaused(conversationMessages.workspaceId))),
      ),
    )

/** The account takes calls again: what waits in its conversations may be sent now. */
export const takeUp = (
  db: Db,
  { workspaceId, accountId, now }: { workspaceId: string; accountId: string; now: Date },
) =>
  db.execute<{ conversation_id: string }>(sql`
    update conversation_messages m set not_before = ${now.toISOString()}::timestamptz
    from conversations c
    where c.workspace_id = ${workspaceId} and c.account_id = ${accountId}
      and m.workspace_id = c.workspace_id and m.conversation_id = c.id and m.status = 'waiting'
    returning m.conversation_id`)

// --- chores across workspaces -------------------------------------------------------------------

/** A send whose lease ended without an answer may have been done: unknown, shown, and not tried again. */
export const expireLeases = (db: Db, now: Date) =>
  db
    .update(conversationMessages)
    .set({
      status: 'unknown',
      leaseUntil: null,
      error: 'The machine stopped before the platform answered. It may have been sent.',
    })
    .where(and(eq(conversationMessages.status, 'sending'), lt(conversationMessages.leaseUntil, now)))
    .returning({
      workspaceId: conversationMessages.workspaceId,
      conversationId: conversationMessages.conversationId,
    })

/** Conversations whose wake-up call may have been lost: undecided or unsent messages that are older than they should be. */
export const forgotten = (db: Db, { before, after, limit }: { before: Date; after: Date; limit: number }) =>
  db.execute<{ workspace_id: string; conversation_id: string; reason: 'inbound' | 'send' }>(sql`
    select c.workspace_id, c.id as conversation_id, 'inbound' as reason
    from conversations c
    join ai_rules r on r.workspace_id = c.workspace_id and r.ai_control_enabled
    where not c.held and not chorus_machines_paused(c.workspace_id) and c.last_inbound_at > ${after.toISOString()}::timestamptz and exists (
      select from conversation_messages m
      where m.workspace_id = c.workspace_id and m.conversation_id = c.id and m.direction = 'inbound'
        and m.ai_decision_id is null and m.message_type <> 'reaction' and m.created_at < ${before.toISOString()}::timestamptz)
    union all
    select distinct m.workspace_id, m.conversation_id, 'send'
    from conversation_messages m
    where m.status in ('queued', 'waiting') and (m.author <> 'machine' or not chorus_machines_paused(m.workspace_id))
      and coalesce(m.not_before, m.created_at) < ${before.toISOString()}::timestamptz
    limit ${limit}`)
