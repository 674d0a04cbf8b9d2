import type { ScheduledPost } from '#core/publishing/schemas.ts'
import type { SortChange } from '../sorting/api.ts'

/** A change of how several posts are sorted. */
export interface SortStep extends SortChange {
  ids: string[]
}

/** Returns the changes that make several posts be sorted as they were, before `change` was made to all of them. */
export function unsort(posts: readonly ScheduledPost[], change: SortChange): SortStep[] {
  const steps = new Map<string, SortStep>()
  for (const { id, labels, campaignId } of posts) {
    const had = new Set(labels.map((label) => label.id))
    const added = (change.addLabels ?? []).filter((label) => !had.has(label))
    const taken = (change.removeLabels ?? []).filter((label) => had.has(label))
    const back: SortChange = {
      ...(added.length > 0 ? { removeLabels: added } : {}),
      ...(taken.length > 0 ? { addLabels: taken } : {}),
      ...(change.campaignId === undefined || change.campaignId === campaignId ? {} : { campaignId }),
    }
    if (Object.keys(back).length === 0) continue
    const key = JSON.stringify(back)
    const step = steps.get(key) ?? { ids: [], ...back }
    step.ids.push(id)
    steps.set(key, step)
  }
  return [...steps.values()]
}

/** Outcome of an act on several posts, one after the other. */
export interface Done {
  done: ScheduledPost[]
  refused: { post: ScheduledPost; error: Error }[]
}

/** Does one thing to several posts, one after the other: one that is refused does not stop the others. `told` hears how many are done. */
export async function eachOf(
  posts: readonly ScheduledPost[],
  act: (post: ScheduledPost) => Promise<unknown>,
  told: (count: number) => void,
): Promise<Done> {
  const all: Done = { done: [], refused: [] }
  for (const [n, post] of posts.entries()) {
    try {
      await act(post)
      all.done.push(post)
    } catch (error) {
      if (!(error instanceof Error)) throw error
      all.refused.push({ post, error })
    }
    told(n + 1)
  }
  return all
}
