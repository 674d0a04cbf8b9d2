import type { PostStatus, ScheduledPost, Target } from '#core/publishing/schemas.ts'

const OPEN: readonly PostStatus[] = ['draft', 'awaiting_approval', 'queued']

/** Nothing of it has left yet: text and time may still change. */
export const isEditable = ({ status }: Pick<ScheduledPost, 'status'>): boolean => OPEN.includes(status)

/** Of a series that nobody has scheduled yet: nothing of it stands by itself, and what is done is done to all of it. */
export const isWholeSeries = ({ status, computed }: Pick<ScheduledPost, 'status' | 'computed'>): boolean =>
  computed && (status === 'draft' || status === 'awaiting_approval')

/** It is out there, or may be at any moment: this account stays. */
export const hasBegun = ({ status }: Pick<Target, 'status'>): boolean =>
  status === 'sending' || status === 'sent' || status === 'unknown' || status === 'deleted'

/** The machine cannot know or may not decide; a person is asked. */
export const asksAPerson = ({ status, waitingReason }: Target): boolean =>
  status === 'unknown' || (status === 'waiting' && waitingReason === 'late')

/** A post may be put this far into the past; it goes out at once. */
const PAST_TOLERANCE_MS = 5 * 60_000

export type Unmovable = 'gone' | 'sending' | 'cancelled' | 'asks' | 'whole' | 'past'

/** Why a post cannot be put at another time; null when it can. What the API would refuse is not asked for. */
export function unmovable(
  post: Pick<ScheduledPost, 'status' | 'computed'>,
  publishAt: string,
  now: number,
): Unmovable | null {
  if (post.status === 'publishing') return 'sending'
  if (post.status === 'cancelled') return 'cancelled'
  if (post.status === 'needs_person') return 'asks'
  if (!isEditable(post)) return 'gone'
  if (isWholeSeries(post)) return 'whole'
  return Date.parse(publishAt) < now - PAST_TOLERANCE_MS ? 'past' : null
}
