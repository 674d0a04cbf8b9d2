import type { Outcome, Posts, Prepared } from '#core/lib/platform/connector.ts'
import { lengthProblem, signsProblem } from '#core/lib/platform/length.ts'
import { type Settled, settle } from '#core/lib/platform/retry.ts'
import type { ResolveTarget, TargetStatus, WaitingReason } from '../schemas.ts'

/** A hint arrives this long before the post's time; the consumer waits out the rest. */
export const HINT_LEAD_MS = 5_000
/** A claim this early is a hint that came too soon. */
export const CLAIM_LEAD_MS = 10_000
/** How far ahead a tick hints: three ticks, so that two may be missed. */
export const HINT_HORIZON_MS = 3 * 60_000
/** A post that was due longer ago than this and was never tried waits for a person's decision. */
export const LATE_MS = 15 * 60_000
/** A post may be scheduled this far in the past; it goes out at once. */
export const PAST_TOLERANCE_MS = 5 * 60_000

/** Returns how long to hold a hint back, in milliseconds. */
export const hintDelayMs = (dueAt: Date, now: Date): number =>
  Math.max(0, dueAt.getTime() - HINT_LEAD_MS - now.getTime())

/** Why an account would refuse a post. */
export interface Problem {
  code: string
  message: string
}

/** Returns why a text cannot go to an account, before anything is scheduled; null if it can. */
export function textProblem(
  text: string,
  { name, rules }: { name: string; rules: Pick<Posts['rules'], 'text' | 'signs'> },
): Problem | null {
  const tooLong = lengthProblem(text, rules.text, name)
  if (tooLong !== null) return { code: 'text_length', message: tooLong }
  const tooMany = rules.signs && signsProblem(text, rules.signs, name)
  return tooMany ? { code: 'too_many_signs', message: tooMany } : null
}

/** Returns the id of an attempt: its target's, with the fence in place of twelve bits that are not needed to tell targets apart. */
export const runId = ({ targetId, fence }: { targetId: string; fence: number }): string =>
  `${targetId.slice(0, 15)}${(fence % 0x1000).toString(16).padStart(3, '0')}${targetId.slice(18)}`

/** The changes to a target when its attempt has ended. */
export interface TargetUpdate {
  status: TargetStatus
  waitingReason: WaitingReason | null
  externalId: string | null
  url: string | null
  error: string | null
  dueAt: Date | null
  /** Handle that a look goes on from, where the attempt has learned it; null leaves what the platform has as it is. */
  handle: string | null
  run: 'success' | 'failed' | 'unknown'
}

export function afterAttempt(settled: Settled): TargetUpdate {
  const base = { waitingReason: null, externalId: null, url: null, dueAt: null, handle: null }
  switch (settled.status) {
    case 'sent':
      return {
        ...base,
        status: 'sent',
        externalId: settled.externalId,
        url: settled.url,
        error: null,
        run: 'success',
      }
    case 'unknown':
      return {
        ...base,
        status: 'unknown',
        error: settled.error,
        handle: settled.handle,
        run: 'unknown',
      }
    case 'failed':
      return { ...base, status: 'failed', error: settled.error, run: 'failed' }
    case 'queued':
      return { ...base, status: 'queued', error: settled.error, dueAt: settled.dueAt, run: 'failed' }
    case 'waiting':
      return {
        ...base,
        status: 'waiting',
        waitingReason: settled.reason,
        error: settled.error,
        dueAt: settled.dueAt,
        run: 'failed',
      }
  }
}

/** The changes to a target when a step of its preparation has ended. `handle` null leaves what the platform has as it is. */
export interface StepUpdate extends Pick<TargetUpdate, 'status' | 'waitingReason' | 'dueAt' | 'error'> {
  handle: string | null
  prepared: boolean
  /** The run that is written: of a step that failed, and of the last one. */
  run: 'success' | 'failed' | null
}

/** Said instead of the call's own reason: nothing of a step can be seen on the platform, so nobody needs to look there. */
const NO_ANSWER_TO_STEP = 'The platform gave no answer while it took in the files. Nothing was published.'

/**
 * Maps the outcome of a step to the target's next state. A step shows nothing to anybody: one whose answer was lost has failed, and is done
 * again.
 */
export function afterStep(
  outcome: Prepared | Outcome,
  { attempts, publishAt, now, jitter }: { attempts: number; publishAt: Date; now: Date; jitter: number },
): StepUpdate {
  const base = { error: null, handle: null, prepared: false }
  if (outcome.kind === 'pending') {
    const { handle, at } = outcome
    return { ...base, status: 'waiting', waitingReason: 'preparing', dueAt: at, handle, run: null }
  }
  if (outcome.kind === 'ready') {
    const dueAt = publishAt > now ? publishAt : now
    const { handle } = outcome
    return { ...base, status: 'queued', waitingReason: null, dueAt, handle, prepared: true, run: 'success' }
  }
  const failed: Outcome = outcome.kind === 'unknown' ? { kind: 'retry', reason: NO_ANSWER_TO_STEP } : outcome
  const { status, waitingReason, dueAt, error } = afterAttempt(settle(failed, attempts, now, jitter))
  // What is tried again goes on being prepared.
  return status === 'queued'
    ? { ...base, status: 'waiting', waitingReason: 'preparing', dueAt, error, run: 'failed' }
    : { ...base, status, waitingReason, dueAt, error, run: 'failed' }
}

/** Tests whether a target has been published or may be at any moment; its account can then no longer be changed. */
export const isBegun = (status: TargetStatus): boolean =>
  status === 'sending' || status === 'sent' || status === 'unknown' || status === 'deleted'

/** Returns the states in which a person may decide the outcome of a target. */
export function resolvableFrom(outcome: ResolveTarget['outcome']): TargetStatus[] {
  switch (outcome) {
    case 'sent':
      // What waits, waits for a person to publish it there: the store looks.
      return ['unknown', 'failed', 'waiting']
    case 'send_again':
      return ['unknown', 'failed', 'waiting']
    case 'cancelled':
      return ['unknown', 'failed', 'waiting']
  }
}
