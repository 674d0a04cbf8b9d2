import { and, asc, desc, eq, getTableColumns, inArray, isNull, ne, notInArray, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/db.ts'
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
import { type InConversation, inConversation, machinesPaused } from './conversation.ts'

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

/** The contact wants no machine to write here any more. Said again, it holds since it was said first. */
export const setOptOut = (
  db: Db,
  {
    workspaceId,
    conversationId,
    at,
    by,
  }: InConversation & { at: Date; by: 'contact' | 'platform' | 'person' },
) =>
  db
    .update(conversations)
    .set({
      optedOutAt: sql`coalesce(${conversations.optedOutAt}, ${at.toISOString()}::timestamptz)`,
      optedOutBy: sql`coalesce(${conversations.optedOutBy}, ${by})`,
      consentAt: at,
    })
    .where(and(eq(conversations.workspaceId, workspaceId), eq(conversations.id, conversationId)))

export const markDisclosed = (db: Db, { workspaceId, conversationId, at }: InConversation & { at: Date }) =>
  db
    .update(conversations)
    .set({ disclosedAt: at })
    .where(and(eq(conversations.workspaceId, workspaceId), eq(conversations.id, conversationId)))

export const insertOutbound = (db: Db, row: typeof conversationMessages.$inferInsert) =>
  db.insert(conversationMessages).values(row)

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
        eq(conversationMessages.phase, 'open'),
        inArray(conversationMessages.status, [...STOPPABLE]),
      ),
    )

export const release = (db: Db, { workspaceId, conversationId }: InConversation) =>
  db
    .update(conversations)
    .set({ held: false, heldByUserId: null, heldAt: null, status: 'active' })
    .where(and(eq(conversations.workspaceId, workspaceId), eq(conversations.id, conversationId)))
    .returning({ id: conversations.id })
