import { and, eq } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { aiDecisions, decisionFeedback } from '#drizzle/schema/inbox.ts'

interface OfDecision {
  workspaceId: string
  decisionId: string
}

/** Reads the decision that is judged, with the judgement that stands; locks it until the end of the transaction. */
export const judged = (db: Db, { workspaceId, decisionId }: OfDecision) =>
  db
    .select({
      conversationId: aiDecisions.conversationId,
      id: decisionFeedback.id,
      verdict: decisionFeedback.verdict,
    })
    .from(aiDecisions)
    .leftJoin(
      decisionFeedback,
      and(eq(decisionFeedback.workspaceId, workspaceId), eq(decisionFeedback.decisionId, aiDecisions.id)),
    )
    .where(and(eq(aiDecisions.workspaceId, workspaceId), eq(aiDecisions.id, decisionId)))
    .for('update', { of: aiDecisions })

/** Keeps a judgement, in place of the one before. */
export const keep = (db: Db, row: Omit<typeof decisionFeedback.$inferInsert, 'createdAt' | 'updatedAt'>) => {
  const { verdict, betterAnswer, userId } = row
  return db
    .insert(decisionFeedback)
    .values(row)
    .onConflictDoUpdate({
      target: [decisionFeedback.workspaceId, decisionFeedback.decisionId],
      set: { verdict, betterAnswer, userId },
    })
}

export const remove = (db: Db, { workspaceId, decisionId }: OfDecision) =>
  db
    .delete(decisionFeedback)
    .where(and(eq(decisionFeedback.workspaceId, workspaceId), eq(decisionFeedback.decisionId, decisionId)))
