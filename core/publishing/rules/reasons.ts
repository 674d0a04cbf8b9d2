import { LEASE_MS } from '#core/lib/platform/lease.ts'
import type { PostStatus, TargetStatus, WaitingReason } from '../schemas.ts'

/** A target that has not been taken up this long after its time says so. */
export const OVERDUE_MS = 90_000

interface TargetState {
  status: TargetStatus
  waitingReason: WaitingReason | null
  dueAt: Date
  startedAt: Date | null
  lookAt: Date | null
  attempts: number
  error: string | null
}

/** Explains the state of a target, in plain words. */
export function targetReason(target: TargetState, post: PostStatus, now: Date): string {
  const { status, error, attempts, dueAt } = target
  switch (status) {
    case 'queued':
      if (attempts > 0)
        return `Tried ${times(attempts)} without success; it is tried again. ${error ?? ''}`.trim()
      return now.getTime() - dueAt.getTime() > OVERDUE_MS
        ? 'Its time has come and no publisher has taken it yet: the worker may be switched off or behind. It is not lost.'
        : 'It goes out at its time.'
    case 'sending':
      return target.startedAt && now.getTime() - target.startedAt.getTime() > LEASE_MS
        ? 'Its sending has not ended in time; within a minute it is marked as unknown.'
        : 'It is being sent.'
    case 'sent':
      return 'It has been published.'
    case 'failed':
      return error ?? 'The platform refused it.'
    case 'unknown':
      return target.lookAt
        ? `No answer came, and it may have been published: it is looked for on the platform. ${error ?? ''}`.trim()
        : `${error ?? 'No answer came.'} Look on the platform, and say what became of it.`
    case 'waiting':
      return waiting(target, post)
    case 'cancelled':
      return error ?? 'It was cancelled.'
    case 'deleted':
      return 'It was deleted.'
  }
}

function waiting({ waitingReason, error }: TargetState, post: PostStatus): string {
  switch (waitingReason) {
    case 'approval':
      return post === 'draft' ? 'It is a draft.' : 'Somebody else has to approve it.'
    case 'limited':
      return `The platform takes no more for the moment; it is tried again by itself. ${error ?? ''}`.trim()
    case 'reauth':
      return `The account has to be connected again; then it goes out by itself. ${error ?? ''}`.trim()
    case 'paused':
      return error ?? 'Automatic work is paused. It goes out when it is resumed.'
    case 'by_hand':
      return 'A person publishes it there: copy the text, save the files, and say when it is done.'
    case 'preparing':
      return `Its files are being taken to the platform; it goes out at its time. ${error ?? ''}`.trim()
    case 'late':
      return error ?? 'It was due more than 15 minutes ago. Send it now, or cancel it.'
    case null:
      return error ?? 'It waits.'
  }
}

/** What waits for these waits for a person. */
const FOR_A_PERSON: readonly WaitingReason[] = ['late', 'reauth', 'by_hand']

/** The reasons of a post, or a whole series, that has not been scheduled. */
export const UNAPPROVED = {
  draft: 'It is a draft: it goes nowhere until it is scheduled.',
  awaiting_approval: 'It goes out once somebody else has approved it.',
} as const

const times = (n: number) => (n === 1 ? 'once' : `${n} times`)

/** Explains the state of a post: the reason of its most pressing target. */
export function postReason(post: { status: PostStatus }, targets: readonly TargetState[], now: Date): string {
  const count = (...statuses: TargetStatus[]) => targets.filter((one) => statuses.includes(one.status)).length
  const of = (found: TargetState | undefined) => (found ? targetReason(found, post.status, now) : '')
  switch (post.status) {
    case 'draft':
    case 'awaiting_approval':
      return UNAPPROVED[post.status]
    case 'needs_person':
      return of(
        targets.find((one) => one.status === 'unknown') ??
          targets.find((one) => one.waitingReason !== null && FOR_A_PERSON.includes(one.waitingReason)),
      )
    case 'failed':
      return of(targets.find((one) => one.status === 'failed'))
    case 'partial':
      return `Published to ${count('sent')} of ${targets.length}. ${of(targets.find((one) => one.status === 'failed'))}`
    case 'published':
      return 'It has been published.'
    case 'cancelled':
      return of(targets.find((one) => one.status === 'cancelled')) || 'It was cancelled.'
    case 'publishing':
    case 'queued':
      return of(
        targets.find((one) => one.status === 'waiting') ??
          targets.find((one) => one.status === 'queued') ??
          targets.find((one) => one.status === 'sending'),
      )
  }
}
