import { and, eq, getTableColumns, inArray, isNull, lte, or, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/db.ts'
import { newId } from '#core/lib/ids.ts'
import { conversationMessages } from '#drizzle/schema/inbox.ts'
import { type Bug, nothing } from './seeded-bug.ts'

interface ClaimFrom {
  statuses: ('queued' | 'sending' | 'waiting')[]
  order: 'asc' | 'desc'
  /** Whether one that may not be sent yet keeps those behind it back. */
  blocks: boolean
}

/** The claim of a message to be sent as somebody might have written it. */
const claimFrom =
  ({ statuses, order, blocks }: ClaimFrom) =>
  (db: Db, where: { workspaceId: string; conversationId: string; now: Date; leaseUntil: Date }): never => {
    const { workspaceId, conversationId, now, leaseUntil } = where
    const due = sql`(not_before is null or not_before <= ${now.toISOString()}::timestamptz)`
    return db
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
          eq(conversationMessages.workspaceId, workspaceId),
          inArray(conversationMessages.status, statuses),
          or(isNull(conversationMessages.notBefore), lte(conversationMessages.notBefore, now)),
          sql`${conversationMessages.id} = (select id from conversation_messages where workspace_id = ${workspaceId}
            and conversation_id = ${conversationId} and direction = 'outbound' and status in ${statuses}
            and (${blocks} or ${due}) order by created_at ${sql.raw(order)}, id ${sql.raw(order)} limit 1)`,
        ),
      )
      .returning({ ...getTableColumns(conversationMessages), files: sql`'[]'::jsonb` }) as never
  }

const unchanged = (db: Db) => db.execute(sql`select 1`).then(() => []) as never

/** A reply that is written only after the decision on it has committed. */
let unwritten: typeof conversationMessages.$inferInsert | undefined

/** Mistakes in answering, each of which the harness has to find. */
export const r6Bugs: readonly Bug[] = [
  {
    name: 'what may have been sent is sent again',
    patches: {
      retry: (real) => ({
        settle: (outcome, attempts, now, jitter) =>
          real.settle(
            outcome.kind === 'unknown' ? { kind: 'retry', reason: outcome.reason } : outcome,
            attempts,
            now,
            jitter,
          ),
      }),
    },
  },
  {
    name: 'a send that a crash left is queued again',
    patches: {
      outbound: (real) => ({
        giveUp: (db, claim) => real.putBack(db, claim) as never,
      }),
    },
  },
  {
    name: 'what is being sent can be claimed',
    patches: {
      outbound: () => ({
        claimNext: claimFrom({ statuses: ['queued', 'sending', 'waiting'], order: 'asc', blocks: true }),
      }),
    },
  },
  {
    name: 'a reply overtakes the one that waits',
    patches: {
      outbound: () => ({
        claimNext: claimFrom({ statuses: ['queued', 'waiting'], order: 'asc', blocks: false }),
      }),
    },
  },
  {
    name: 'no fence: an outcome is recorded over what was learnt since',
    patches: {
      outbound: () => ({
        complete: (db, { workspaceId, id, settled, now }) =>
          db
            .update(conversationMessages)
            .set({
              status: settled.status,
              leaseUntil: null,
              error: settled.status === 'sent' ? null : settled.error,
              ...(settled.status === 'sent' ? { platformMessageId: settled.externalId, sentAt: now } : {}),
            })
            .where(and(eq(conversationMessages.workspaceId, workspaceId), eq(conversationMessages.id, id)))
            .returning() as never,
      }),
    },
  },
  {
    name: 'what came in meanwhile is not looked for',
    patches: {
      replies: () => ({ changedSince: unchanged }),
    },
  },
  {
    name: 'no guard against a second answer to the same messages',
    patches: {
      replies: (real) => ({
        insertDecision: (db, row) => real.insertDecision(db, { ...row, messageId: newId() }),
        insertOutbound: (db, row) => real.insertOutbound(db, { ...row, replyToId: null }),
        changedSince: unchanged,
      }),
    },
  },
  {
    name: 'the decision is not marked on the messages',
    patches: { replies: () => ({ markDecided: nothing }) },
  },
  {
    name: 'decision and reply in two transactions',
    patches: {
      replies: () => ({
        insertOutbound: (db, row) => {
          unwritten = row
          return nothing(db)
        },
      }),
      respond: (real) => ({
        respond: async (ctx, conversationId) => {
          unwritten = undefined
          const responded = await real.respond(ctx, conversationId)
          const row = unwritten
          if (row) await ctx.db.batch((db) => [db.insert(conversationMessages).values(row)])
          return responded
        },
      }),
    },
  },
]
