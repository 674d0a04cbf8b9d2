import { and, eq, getTableColumns, inArray, isNull, lte, or, sql } from 'drizzle-orm'
import type * as decisions from '#core/inbox/store/decisions.ts'
import type { Db } from '#core/lib/kernel/db.ts'
import { conversationMessages } from '#drizzle/schema/inbox.ts'
import type { Bug, Edit } from './seeded-bug.ts'

interface ClaimFrom {
  statuses: ('queued' | 'sending' | 'waiting')[]
  order: 'asc' | 'desc'
  /** True when a message that may not be sent yet keeps later ones back. */
  blocks: boolean
}

/** Claims a message for sending, with a mistake that somebody might have made. */
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

/** Makes a decision count although messages came in since. */
const NOT_LOOKED_FOR: Edit = ["is distinct from seen->>'sight'", 'is null']

/** A reply that is written only after the decision on it has committed. */
type Unwritten = NonNullable<decisions.Outcome['answer']> & {
  decisionId: string
  workspaceId: string
  conversationId: string
}
let unwritten: Unwritten | null = null

const writeAlone = (db: Db, { decisionId, ...row }: Unwritten) =>
  db.insert(conversationMessages).values({
    ...row,
    direction: 'outbound',
    author: 'machine',
    type: 'text',
    status: 'queued',
    aiDecisionId: decisionId,
    sentAt: new Date(),
  })

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
    sql: [NOT_LOOKED_FOR],
    patches: {},
  },
  {
    name: 'no guard against a second answer to the same messages',
    sql: [
      NOT_LOOKED_FOR,
      [
        `decided_at, workspace, conversation, d."messageId"`,
        'decided_at, workspace, conversation, gen_random_uuid()',
      ],
      [`'queued', s."replyToId"`, `'queued', null`],
    ],
    patches: {},
  },
  {
    name: 'the decision is not marked on the messages',
    sql: [[`(given->'marked' ? m.id::text or`, '(false or']],
    patches: {},
  },
  {
    name: 'decision and reply in two transactions',
    patches: {
      decisions: (real) => ({
        decide: (db, where, seen, outcome) => {
          unwritten = outcome.answer && { ...outcome.answer, decisionId: outcome.decision.id, ...where }
          return real.decide(db, where, seen, { ...outcome, answer: null })
        },
      }),
      respond: (real) => ({
        respond: async (ctx, conversationId) => {
          unwritten = null
          const responded = await real.respond(ctx, conversationId)
          const row = unwritten
          if (row && responded === 'decided') await ctx.db.batch((db) => [writeAlone(db, row)])
          return responded
        },
      }),
    },
  },
]
