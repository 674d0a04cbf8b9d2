import { consentOf, modeOf, type Switches } from '#core/inbox/rules/decisions.ts'
import type { CommentDecisionKind, CommentRule, CommentStatus } from './schemas.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** How often a post is read, by its age: comments come soon or hardly at all. */
const PACE: readonly { youngerThanMs: number; everyMs: number }[] = [
  { youngerThanMs: HOUR_MS, everyMs: 2 * MINUTE_MS },
  { youngerThanMs: DAY_MS, everyMs: 15 * MINUTE_MS },
]

/** Returns when the comments under a post are read next. */
export function nextPollAt(postedAt: Date, now: Date): Date {
  const age = now.getTime() - postedAt.getTime()
  const everyMs = PACE.find(({ youngerThanMs }) => age < youngerThanMs)?.everyMs ?? HOUR_MS
  return new Date(now.getTime() + everyMs)
}

/** A post whose reader has not come back after this is read by another. */
export const POLL_LEASE_MS = 3 * MINUTE_MS
/** A comment whose decision has not come back after this is decided by another worker. */
export const DECIDE_LEASE_MS = 2 * MINUTE_MS
/** After so many tries, a person decides. */
export const DECIDE_TRIES = 5

/** A comment this much older than the watch of its post is part of what was there before. */
const BEFORE_WATCH_MS = HOUR_MS
/** The machine answers a person at most so often under one post: two machines that answer each other stop here. */
export const TURNS_AT_MOST = 2

/** A comment, and what stands around it, as far as a decision asks for it. */
export interface Standing {
  text: string
  postedAt: Date
  authorId: string
  authorHandle: string | null
  /** When the post began to be watched. */
  watchedSince: Date
  /** The comment that it answers; null directly under the post, or where that comment is unknown. */
  parent: { isOwn: boolean; authorId: string } | null
  /** The name and the id by which people mention the account. */
  account: { name: string; externalId: string }
  /** How often the machine has answered the author under the post. */
  turns: number
}

export interface CommentVerdict {
  decision: CommentDecisionKind
  confidence: number
  reason: string
  matchedRule: CommentRule | null
}

const sure = (decision: CommentDecisionKind, matchedRule: CommentRule, reason: string): CommentVerdict => ({
  decision,
  confidence: 1,
  reason,
  matchedRule,
})

const MENTION = /(?<![\p{L}\p{N}_.@/])@([\p{L}\p{N}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_])?)/gu

const comparable = (name: string) => name.trim().replace(/^@/, '').toLowerCase()

const namesOf = ({ name, externalId }: Standing['account']) => [name, externalId].map(comparable)

/** Tests whether people talk to each other: a comment answers somebody else, or calls somebody else by name, and not the account. */
export function isBetweenPeople({ text, authorId, parent, account }: Standing): boolean {
  const mentioned = [...text.matchAll(MENTION)].map(([, name = '']) => comparable(name))
  if (mentioned.some((name) => namesOf(account).includes(name))) return false
  if (parent) return !parent.isOwn && parent.authorId !== authorId
  return mentioned.length > 0
}

/** Returns a text without the account's own name where it is called: it is no part of the question. */
export const withoutOwnName = (text: string, account: Standing['account']): string =>
  text
    .replace(MENTION, (whole, name: string) => (namesOf(account).includes(comparable(name)) ? '' : whole))
    .trim()

/** Decides by what only comments have; null where the model is to be asked. */
export function decideByPlace(comment: Standing): CommentVerdict | null {
  if (isBetweenPeople(comment))
    return sure(
      'user_conversation',
      'user_conversation',
      'Two people talk to each other; nobody asks the account.',
    )
  if (comment.turns >= TURNS_AT_MOST)
    return sure(
      'escalate',
      'turns',
      `The assistant has answered this contact ${TURNS_AT_MOST} times under the post; a person may go on.`,
    )
  return null
}

/** Decides on what was there before the post was watched; null for newer comments. */
export const decideByAge = ({ postedAt, watchedSince }: Pick<Standing, 'postedAt' | 'watchedSince'>) =>
  postedAt.getTime() < watchedSince.getTime() - BEFORE_WATCH_MS
    ? sure('ignore', 'before_watched', 'It was written before the post was watched.')
    : null

/** The switches that control the machine, those of comments in place of those of conversations. */
export const modeOfComments = (
  {
    aiEnabledForComments,
    ...switches
  }: Omit<Switches, 'aiEnabledForConversations'> & { aiEnabledForComments: boolean },
  voice: Parameters<typeof modeOf>[1] = null,
) => modeOf({ ...switches, aiEnabledForConversations: aiEnabledForComments }, voice)

/** Returns the state of a comment after a decision. */
export function statusAfter(
  decision: CommentDecisionKind,
  { answered }: { answered: boolean },
): CommentStatus {
  if (answered) return 'answered'
  return decision === 'respond' || decision === 'escalate' ? 'open' : 'closed'
}

/** Returns what a comment says about automatic answers. */
export const consentIn = (text: string): 'in' | 'out' | null => consentOf([{ text }])
