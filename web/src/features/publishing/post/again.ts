import type { CreateScheduledPost, ScheduledPost } from '#core/publishing/schemas.ts'
import { variantsInput } from '../variants.ts'

type Post = Pick<
  ScheduledPost,
  'text' | 'media' | 'variants' | 'status' | 'publishAt' | 'timezone' | 'targets' | 'labels' | 'campaignId'
>

/** Returns what schedules the same post again, on the accounts where it was still to go out. */
export function againOf({
  text,
  media,
  variants,
  status,
  publishAt,
  timezone,
  ...post
}: Post): CreateScheduledPost {
  const accountIds = post.targets
    .filter((target) => target.status === 'queued' || target.status === 'waiting')
    .map(({ accountId }) => accountId)
  const own = variantsInput(variants, accountIds)
  return {
    text,
    publishAt,
    timezone,
    accountIds,
    ...(media.length > 0 ? { media: media.map(({ mediaId, altText }) => ({ mediaId, altText })) } : {}),
    ...(Object.keys(own).length > 0 ? { variants: own } : {}),
    ...(post.labels.length > 0 ? { labels: post.labels.map(({ id }) => id) } : {}),
    ...(post.campaignId === null ? {} : { campaignId: post.campaignId }),
    // A draft must come back as a draft: an undone cancellation must not schedule it.
    ...(status === 'draft' || status === 'awaiting_approval' ? { status } : {}),
  }
}
