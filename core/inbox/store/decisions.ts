import { sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { jsonb } from '#core/lib/kernel/jsonb.ts'
import type { Role } from '#core/workspaces/schemas.ts'
import type { DecisionSnapshot } from '#drizzle/schema/inbox.ts'
import type { MatchSnapshot } from '#drizzle/schema/triage-rules.ts'
import { type Verdict, WORDLESS } from '../rules/decisions.ts'
import type { RuleLanguage } from '../schemas/languages.ts'
import type { EscalationReason, MachineNotice, Triage } from '../schemas.ts'
import type { InConversation } from './conversation.ts'

/** The state that a decision was based on: it is valid for no other. */
export interface Seen {
  /** A fingerprint of all undecided messages (`chorus_sight`); null if there are none. */
  sight: string | null
  optedOut: boolean
  /** If true, messages that came in meanwhile do not invalidate the decision; they stay undecided. */
  insist: boolean
}

/** A message that the machine sends. */
interface Written {
  id: string
  text: string
  /** The position at which the answer begins in the text, from 1, after the disclosure; null if there is no disclosure. */
  answerFrom: number | null
  /** The message that it answers; null for a notice, which answers none. */
  replyToId: string | null
  confidence: number | null
  notice: MachineNotice | null
}

/** A row of `ai_triage_rules_advanced`, besides what it shares with its decision. */
interface Matched {
  id: string
  ruleId: string
  triage: Triage
  confidence: number
  reason: string
  snapshot: MatchSnapshot
}

/** A decision and all its effects. */
export interface Outcome {
  decision: Verdict & {
    id: string
    /** The time of the decision, set by the caller: a transaction's own time would be when it began to wait for its lock. */
    at: Date
    messageId: string
    messageText: string
    model: string
    prompt: string | null
    snapshot: DecisionSnapshot
  }
  /** The messages that it covers. */
  marked: readonly string[]
  /** If true, it covers all other undecided messages too: there were too many to read. */
  full: boolean
  triage: Triage
  /** The rule of the workspace that matched, for its log. */
  matched: Matched | null
  /** The labels that the rule gives the conversation; those deleted meanwhile are left out. */
  labels: readonly string[]
  /** `assignTo` gets it, and holds the conversation, if they are still a member with one of the roles `mayAnswer`. */
  escalation: {
    id: string
    reason: EscalationReason
    assignTo: string | null
    mayAnswer: readonly Role[]
  } | null
  answer: Written | null
  /**
   * The notice that a person will answer, sent only if the escalation is new; or that nobody is there, sent only once in a closed time.
   */
  told: Written | null
  /** When the closed time began that it is; null if nobody knows, or while people answer. */
  closedSince: Date | null
  /** True if the answer contains the disclosure. */
  disclosed: boolean
  /** The language of what was decided on; null if it cannot be told. */
  language: RuleLanguage | null
  /** When the last message that it covers was said. */
  saidAt: Date
}

export type Became = 'nothing' | 'held' | 'decided' | 'again'

/** Writes a decision if it is still valid (`chorus_decide`). */
export const decide = (
  db: Db,
  { workspaceId, conversationId }: InConversation,
  seen: Seen,
  outcome: Outcome,
) =>
  db.execute<{ became: Became }>(sql`select chorus_decide(${workspaceId}::uuid, ${conversationId}::uuid,
    ${jsonb({ ...seen, wordless: WORDLESS })}, ${jsonb(outcome)}) as became`)
