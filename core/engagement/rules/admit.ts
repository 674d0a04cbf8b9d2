import type { EngagementKind, EngagementStatus, EngagementWay } from '../schemas.ts'
import { dayOf, SPACING } from './plan.ts'

/** The state of an action whose time has come, read under its lock. */
export interface Standing {
  kind: EngagementKind
  status: EngagementStatus
  /** True once it was handed to a person. */
  isByHand: boolean
  dueAt: Date
  /** The day (UTC) whose limit holds its place. */
  countedOn: string
  hasText: boolean
  hasConsent: boolean
  autoEngages: boolean
  machinesPaused: boolean
  way: EngagementWay
  /** When its author did something last; null for never. */
  lastActAt: Date | null
}

export type Admission =
  /** It is not its turn: another has it, or it is not due. */
  | { kind: 'nothing' }
  | { kind: 'cancel'; why: string }
  | { kind: 'write' }
  | { kind: 'by_hand' }
  | { kind: 'later'; at: Date }
  /** Its place is of another day: one of today has to be taken first. */
  | { kind: 'recount' }
  | { kind: 'go' }

/** How long before its time a comment is written, in milliseconds: until then, people can read it and take it back. */
export const WRITE_AHEAD_MS = 30 * 60_000

/** Decides what becomes of an action that somebody takes up. `share` in 0–1 spaces what comes too close after another. */
export function admit(action: Standing, now: Date, share: number): Admission {
  const { kind, status, dueAt, hasText, lastActAt } = action
  if (action.isByHand || (status !== 'queued' && status !== 'waiting')) return { kind: 'nothing' }
  if (action.machinesPaused) return { kind: 'nothing' }
  if (!action.hasConsent)
    return { kind: 'cancel', why: 'The member’s consent for this account is not there any more.' }
  if (!action.autoEngages) return { kind: 'cancel', why: 'The member has switched their engagement off.' }
  if (action.way === 'refused') return { kind: 'cancel', why: 'The platform forbids automatic engagement.' }
  const due = dueAt.getTime() <= now.getTime()
  if (kind === 'comment' && !hasText && dueAt.getTime() - WRITE_AHEAD_MS <= now.getTime())
    return { kind: 'write' }
  if (!due) return { kind: 'nothing' }
  if (action.way === 'by_hand') return { kind: 'by_hand' }
  const free = (lastActAt?.getTime() ?? Number.NEGATIVE_INFINITY) + SPACING.min
  if (free > now.getTime())
    return { kind: 'later', at: new Date(free + Math.round(share * (SPACING.max - SPACING.min))) }
  if (action.countedOn !== dayOf(now)) return { kind: 'recount' }
  return { kind: 'go' }
}

/** Returns a moment of the next day (UTC), within its first hour by `share` in 0–1. */
export function tomorrow(now: Date, share: number): Date {
  const midnight = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1)
  return new Date(midnight + Math.round(share * 3_600_000))
}
