import type { PostStatus, ScheduledPost, Target } from '#core/publishing/schemas.ts'

const OPEN: readonly PostStatus[] = ['draft', 'awaiting_approval', 'queued']

/** Tests whether nothing of a post has been sent, so that its text and time can change. */
export const isEditable = ({ status }: Pick<ScheduledPost, 'status'>): boolean => OPEN.includes(status)

/** Tests for an unscheduled series: its occurrences do not exist yet, so every act is on the whole series. */
export const isWholeSeries = ({ status, computed }: Pick<ScheduledPost, 'status' | 'computed'>): boolean =>
  computed && (status === 'draft' || status === 'awaiting_approval')

/** Tests whether a post is published on an account, or may be at any moment, so that this account cannot be removed. */
export const hasBegun = ({ status }: Pick<Target, 'status'>): boolean =>
  status === 'sending' || status === 'sent' || status === 'unknown' || status === 'deleted'

/** Tests whether a person must decide, because the machine cannot know or may not. */
export const asksAPerson = ({ status, waitingReason }: Target): boolean =>
  status === 'unknown' || (status === 'waiting' && waitingReason === 'late')

/** A post may be set to a time this far in the past; it goes out at once. */
const PAST_TOLERANCE_MS = 5 * 60_000

export type Unmovable = 'gone' | 'sending' | 'cancelled' | 'asks' | 'whole' | 'past'

/** Returns why a post cannot be moved; null when it can. It spares a call that the API would refuse. */
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
