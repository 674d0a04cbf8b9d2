import { isOptIn, isOptOut, isOptOutChoice } from '#core/lib/platform/intent.ts'
import type {
  DecisionKind,
  EscalationReason,
  MatchedRule,
  MessageStatus,
  RespondOutput,
  Triage,
} from '../schemas.ts'

/** A burst ends when the contact has written nothing for this long, … */
export const BURST_QUIET_MS = 3_000
/** … and at the latest this long after its first message. */
export const BURST_MAX_MS = 15_000

export const CONFIDENCE_TO_ANSWER = 0.75
export const CONFIDENCE_TO_IGNORE = 0.85

/** The most characters of an answer. Every platform takes this many; a longer answer is left to a person. */
export const REPLY_LENGTH_MAX = 2_000

export interface Burst {
  firstAt: number
  lastAt: number
}

export const extendBurst = (burst: Burst | null, at: number): Burst => ({
  firstAt: Math.min(burst?.firstAt ?? at, at),
  lastAt: Math.max(burst?.lastAt ?? at, at),
})

/** Joins two bursts into one; null if there is neither. */
export const joinBursts = (one: Burst | null, other: Burst | null): Burst | null =>
  one && other
    ? { firstAt: Math.min(one.firstAt, other.firstAt), lastAt: Math.max(one.lastAt, other.lastAt) }
    : (one ?? other)

/**
 * How often a burst is decided anew because the contact writes on meanwhile. After that it is decided as it was read, and newer
 * messages are a burst of their own. So even a contact who never stops writing gets an answer, for a limited number of model calls.
 */
export const RESTARTS_AT_MOST = 2

export const burstEndsAt = ({ firstAt, lastAt }: Burst): number =>
  Math.min(lastAt + BURST_QUIET_MS, firstAt + BURST_MAX_MS)

/** The switches that control the machine. The mode that they result in: see `modeOf`. */
export interface Switches {
  aiControlEnabled: boolean
  aiEnabledForConversations: boolean
  autoReplyEnabled: boolean
}
export type Mode = 'off' | 'log' | 'suggest' | 'answer'

/** `voice`: the character that would answer; one that is not at work only suggests. */
export function modeOf(
  { aiControlEnabled, aiEnabledForConversations, autoReplyEnabled }: Switches,
  voice: { isActive: boolean } | null = null,
): Mode {
  if (!aiControlEnabled) return 'off'
  if (!aiEnabledForConversations) return 'log'
  return autoReplyEnabled && (voice?.isActive ?? true) ? 'answer' : 'suggest'
}

/**
 * A message older than the newest of its burst by more than this is not part of the question, such as after months without a
 * machine.
 */
const BURST_REACH_MS = 24 * 3_600_000
/** The most UTF-16 units of a burst that are read; no model needs more to decide. */
const BURST_LENGTH_MAX = 16_000

/**
 * Finds the undecided messages that still need a decision, oldest first. A message stored before a person last wrote, at
 * `answeredAt`, has been answered. Compares our own times, since those of platforms are in whole seconds.
 */
export function askedOf<Asked extends { sentAt: Date; createdAt: Date }>(
  undecided: readonly Asked[],
  answeredAt: Date | null,
): Asked[] {
  const newest = undecided.at(-1)?.sentAt.getTime() ?? 0
  return undecided.filter(
    ({ sentAt, createdAt }) =>
      newest - sentAt.getTime() <= BURST_REACH_MS && (answeredAt === null || createdAt > answeredAt),
  )
}

/** Returns the newest texts of a burst that fit into `BURST_LENGTH_MAX`, oldest first; at least the last. */
export function readable(texts: readonly string[]): string[] {
  let length = 0
  const from = texts.findLastIndex((text) => {
    length += text.length
    return length > BURST_LENGTH_MAX
  })
  return texts.slice(Math.min(from + 1, texts.length - 1))
}

/** A decision, and the rule that made it, if it was not the model. */
export interface Verdict {
  decision: DecisionKind
  confidence: number
  reason: string
  matchedRule: MatchedRule | null
}

/** The type of messages that the platform sends in a contact's name. */
export const NOTICE = 'system'
/** Types of messages that nobody has to answer. */
export const WORDLESS: readonly string[] = [NOTICE, 'reaction']

/** The text of a message, or the choice among the options we offered. */
export interface Word {
  text: string | null
  details?: { choice?: { id?: string | undefined } | undefined } | null | undefined
}

/**
 * Returns whether a contact's messages opt out of automatic messages or in again; the latest such message counts. For a button,
 * either its text or its id is enough. Null if none of them says so.
 */
export function consentOf(messages: readonly Word[]): 'out' | 'in' | null {
  for (const { text, details } of messages.toReversed()) {
    const id = details?.choice?.id ?? ''
    if (isOptOut(text ?? '') || isOptOutChoice(id)) return 'out'
    if (isOptIn(text ?? '') || isOptIn(id)) return 'in'
  }
  return null
}

/** Returns the reason of an escalation, as the list of escalations names it. */
export function escalationReason({ matchedRule }: Verdict): EscalationReason {
  if (matchedRule === 'asks_for_person') return 'customer_request'
  if (matchedRule === 'triage_rule' || matchedRule === 'no_credits' || matchedRule === 'outside_hours')
    return matchedRule
  return matchedRule !== null && DANGERS.includes(matchedRule) ? 'safety' : 'low_confidence'
}
/** Steps that escalate what no machine may answer. */
const DANGERS: readonly MatchedRule[] = ['self_harm', 'attack', 'abuse']

/** Checks the model's proposal against the thresholds and its sources. Escalates if it is not sure enough or not supported. */
export function holdToThresholds(proposed: RespondOutput, unsupported: readonly string[]): Verdict {
  const { decision, confidence, reason } = proposed
  if (decision === 'respond') {
    if (confidence < CONFIDENCE_TO_ANSWER)
      return escalation(confidence, 'low_confidence', `Not sure enough to answer. ${reason}`)
    if (proposed.reply === null || proposed.reply.trim() === '')
      return escalation(confidence, 'empty_reply', 'The model decided to answer but wrote nothing.')
    if (proposed.reply.length > REPLY_LENGTH_MAX)
      return escalation(confidence, 'too_long', 'The answer is longer than a message should be.')
    if (unsupported.length > 0) {
      return escalation(
        confidence,
        'ungrounded',
        `The answer says something that no source says: “${unsupported[0]}”`,
      )
    }
  }
  if (decision === 'ignore' && confidence < CONFIDENCE_TO_IGNORE) {
    return escalation(confidence, 'low_confidence', `Not sure enough to ignore. ${reason}`)
  }
  return { decision, confidence, reason, matchedRule: null }
}

/** Escalates an answer that the platform would refuse because its window has closed: a person may send a template. */
export function holdToWindow(verdict: Verdict, { open }: { open: boolean }): Verdict {
  if (verdict.decision !== 'respond' || open) return verdict
  return escalation(verdict.confidence, 'window_closed', 'The platform’s window for free text has closed.')
}

const escalation = (confidence: number, matchedRule: MatchedRule, reason: string): Verdict => ({
  decision: 'escalate',
  confidence,
  reason,
  matchedRule,
})

export const triageOf = (decision: DecisionKind): Triage => (decision === 'respond' ? 'auto_reply' : decision)

/** Returns when the platform stops taking free text; null if it has no window. */
export function windowClosesAt(lastInboundAt: Date | null, windowMs: number | undefined): Date | null {
  if (windowMs === undefined) return null
  return new Date((lastInboundAt?.getTime() ?? 0) + windowMs)
}

/** An answer must begin this long before a window closes: deciding and sending take a while. */
export const ANSWER_TAKES_MS = 60_000

export const windowIsOpen = (
  lastInboundAt: Date | null,
  windowMs: number | undefined,
  now: Date,
): boolean => {
  const closesAt = windowClosesAt(lastInboundAt, windowMs)
  return closesAt === null || now < closesAt
}

/** States in which a message can still be cancelled. */
export const STOPPABLE: readonly MessageStatus[] = ['queued', 'waiting']
