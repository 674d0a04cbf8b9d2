import type { PostStatus, ScheduledPost } from '#core/publishing/schemas.ts'

export const STATES = ['attention', 'planned', 'published', 'cancelled'] as const
export type State = (typeof STATES)[number]
export const isState = (value: unknown): value is State => STATES.includes(value as State)

/** Groups the nine states of a post into four that people look for. */
const STATE_OF: Record<PostStatus, State> = {
  draft: 'planned',
  awaiting_approval: 'planned',
  queued: 'planned',
  publishing: 'planned',
  published: 'published',
  partial: 'attention',
  failed: 'attention',
  needs_person: 'attention',
  cancelled: 'cancelled',
}
export const stateOf = ({ status }: Pick<ScheduledPost, 'status'>): State => STATE_OF[status]

export interface Filter {
  account?: string | undefined
  state?: State | undefined
  label?: string | undefined
  campaign?: string | undefined
}

export function filtered(
  posts: readonly ScheduledPost[],
  { account, state, label, campaign }: Filter,
): ScheduledPost[] {
  return posts.filter(
    (post) =>
      (account === undefined || post.targets.some(({ accountId }) => accountId === account)) &&
      (state === undefined || stateOf(post) === state) &&
      (label === undefined || post.labels.some(({ id }) => id === label)) &&
      (campaign === undefined || post.campaignId === campaign),
  )
}
