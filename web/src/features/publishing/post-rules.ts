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

export interface Planned {
  text: string
  accountIds: readonly string[]
  publishAt: string
}

export interface Clash {
  kind: 'text' | 'hour'
  post: ScheduledPost
}

const SAME_HOUR_MS = 3_600_000
const GONE: readonly PostStatus[] = ['cancelled', 'failed']

/** The same text, or the same hour on one account: seldom meant, and asked before it is saved. */
export function clashes(planned: Planned, posts: readonly ScheduledPost[]): Clash[] {
  const at = Date.parse(planned.publishAt)
  const text = normal(planned.text)
  return posts.flatMap((post): Clash[] => {
    const shared = post.targets.some(({ accountId }) => planned.accountIds.includes(accountId))
    if (!shared || GONE.includes(post.status)) return []
    if (text !== '' && normal(post.text) === text) return [{ kind: 'text', post }]
    return Math.abs(Date.parse(post.publishAt) - at) < SAME_HOUR_MS ? [{ kind: 'hour', post }] : []
  })
}

const normal = (text: string): string => text.trim().replace(/\s+/g, ' ').toLowerCase()
