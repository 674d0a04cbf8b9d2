import type { Platform } from '#core/lib/schemas.ts'
import type { PostStatus, ScheduledPost, Target } from '#core/publishing/schemas.ts'

/** Which platforms take posts at all; the others carry messages only. */
const PUBLISHING: ReadonlySet<Platform> = new Set([
  'instagram',
  'facebook',
  'linkedin',
  'x',
  'telegram',
  'youtube',
  'bluesky',
  'mastodon',
  'onlyfans',
])
export const takesPosts = (platform: Platform): boolean => PUBLISHING.has(platform)

const OPEN: readonly PostStatus[] = ['draft', 'awaiting_approval', 'queued']

/** Nothing of it has left yet: text and time may still change. */
export const isEditable = ({ status }: Pick<ScheduledPost, 'status'>): boolean => OPEN.includes(status)

/** The machine cannot know or may not decide; a person is asked. */
export const asksAPerson = ({ status, waitingReason }: Target): boolean =>
  status === 'unknown' || (status === 'waiting' && waitingReason === 'late')

/** A post may be put this far into the past; it goes out at once. */
const PAST_TOLERANCE_MS = 5 * 60_000

export type Unmovable = 'gone' | 'sending' | 'cancelled' | 'asks' | 'past'

/** Why a post cannot be put at another time; null when it can. What the API would refuse is not asked for. */
export function unmovable(
  post: Pick<ScheduledPost, 'status'>,
  publishAt: string,
  now: number,
): Unmovable | null {
  if (post.status === 'publishing') return 'sending'
  if (post.status === 'cancelled') return 'cancelled'
  if (post.status === 'needs_person') return 'asks'
  if (!isEditable(post)) return 'gone'
  return Date.parse(publishAt) < now - PAST_TOLERANCE_MS ? 'past' : null
}
