import { sql } from 'drizzle-orm'
import type { Db } from '#core/lib/db.ts'
import { jsonb } from '#core/lib/jsonb.ts'
import type { DecisionSnapshot } from '#drizzle/schema/inbox.ts'
import { type Verdict, WORDLESS } from '../rules.ts'
import type { EscalationReason, Triage } from '../schemas.ts'
import type { InConversation } from './conversation.ts'

/** What a decision was made on: it counts for nothing else. */
export interface Seen {
  /** Of all undecided messages (`chorus_sight`); null for none. */
  sight: string | null
  optedOut: boolean
  /** What came in meanwhile changes nothing, and stays undecided. */
  insist: boolean
}

/** A message that the machine sends. */
interface Written {
  id: string
  text: string
  /** Where the answer begins in the text, from 1, after what says that a machine writes; null where nothing does. */
  answerFrom: number | null
  /** Null for what is no answer: to a message there is one. */
  replyToId: string | null
  confidence: number | null
  notice: 'handoff' | null
}

/** A decision, and all that comes of it. */
export interface Outcome {
  decision: Verdict & {
    id: string
    /** When it was decided is said by who decides: a transaction's own time is when it began to wait for its lock. */
    at: Date
    messageId: string
    messageText: string
    model: string
    prompt: string | null
    snapshot: DecisionSnapshot
  }
  /** The messages that it covers. */
  marked: readonly string[]
  /** It covers all others besides them that are undecided: there were too many to read. */
  full: boolean
  triage: Triage
  escalation: { id: string; reason: EscalationReason } | null
  answer: Written | null
  /** Sent if the escalation is a new one. */
  handoff: Written | null
  /** The answer says that a machine writes. */
  disclosed: boolean
}

export type Became = 'nothing' | 'held' | 'decided' | 'again'

/** Writes a decision if it still counts (`chorus_decide`). */
export const decide = (
  db: Db,
  { workspaceId, conversationId }: InConversation,
  seen: Seen,
  outcome: Outcome,
) =>
  db.execute<{ became: Became }>(sql`select chorus_decide(${workspaceId}::uuid, ${conversationId}::uuid,
    ${jsonb({ ...seen, wordless: WORDLESS })}, ${jsonb(outcome)}) as became`)
