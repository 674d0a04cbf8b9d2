import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ShownMedium } from '#core/media/schemas.ts'
import type {
  CreateScheduledPost,
  ScheduledPost,
  Scope,
  Series,
  UpdateScheduledPost,
} from '#core/publishing/schemas.ts'
import { api } from '../../../lib/api.ts'
import { keys } from '../../../lib/feed.ts'
import { useAttempt } from '../../../lib/use-attempt.ts'
import { variantsInput } from '../variants.ts'
import { wallOf, withSeconds } from '../wall-time.ts'
import { goesTo, type Task, type Writing } from './writing.ts'

/** The status in which a new post is saved. */
export type Standing = NonNullable<CreateScheduledPost['status']>

interface Saving {
  writing: Writing
  rrule: string | null
  scope: Scope
  series: Series | null
}

/** Saves the composer: a new post or series, or the changes of an existing one. */
export function useSave(task: Task, saving: Saving) {
  const queryClient = useQueryClient()
  const attempt = useAttempt()
  const input = inputOf(saving)
  const mutation = useMutation({
    mutationFn: async (status: Standing) => {
      if (task.kind === 'new') {
        const body = status === 'queued' ? input : { ...input, status }
        return api.post('/v1/scheduled-posts', { body, idempotencyKey: attempt(body) })
      }
      const { id } = task.post
      return api.patch('/v1/scheduled-posts/{id}', { params: { id }, body: changeOf(task.post, saving) })
    },
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.posts }),
  })
  return { ...mutation, input }
}

const toInput = ({ mediaId, altText }: ShownMedium) => ({ mediaId, altText })

function inputOf({ writing, rrule }: Saving): CreateScheduledPost {
  const { text, media, accountIds, at, timezone, labels, campaignId, skipped, added } = writing
  const variants = variantsInput(writing.variants, accountIds)
  const dates = {
    ...(skipped.length > 0 ? { exdate: skipped } : {}),
    ...(added.length > 0 ? { rdate: added } : {}),
  }
  return {
    text,
    ...(media.length > 0 ? { media: media.map(toInput) } : {}),
    accountIds,
    ...(Object.keys(variants).length > 0 ? { variants } : {}),
    publishAtLocal: withSeconds(at),
    timezone,
    ...(labels.length > 0 ? { labels } : {}),
    ...(campaignId === null ? {} : { campaignId }),
    ...(rrule === null ? {} : { rrule, ...dates }),
  }
}

/** Compares ids in any order. */
export const sameOnes = (a: readonly string[], b: readonly string[]): boolean =>
  new Set(a).size === new Set(b).size && a.every((id) => b.includes(id))

/** Returns only the changed fields; the others stay as they are, even if somebody else has just changed them. */
function changeOf(
  post: Pick<
    ScheduledPost,
    | 'text'
    | 'media'
    | 'variants'
    | 'localTime'
    | 'timezone'
    | 'seriesId'
    | 'targets'
    | 'labels'
    | 'campaignId'
  >,
  { writing, rrule, scope, series }: Saving,
): UpdateScheduledPost {
  const { text, media, accountIds, timezone, labels, campaignId, skipped, added } = writing
  const shown = media.map(toInput)
  const variants = variantsInput(writing.variants, accountIds)
  const at = withSeconds(writing.at)
  const moved = at !== withSeconds(wallOf(post.localTime))
  const wide = series !== null && scope !== 'this'
  const were = wide ? series.accountIds : goesTo(post)
  return {
    ...(text === post.text ? {} : { text }),
    ...(JSON.stringify(shown) === JSON.stringify(post.media.map(toInput)) ? {} : { media: shown }),
    ...(sameOnes(accountIds, were) ? {} : { accountIds }),
    ...(JSON.stringify(variants) === JSON.stringify(variantsInput(post.variants, were)) ? {} : { variants }),
    ...(moved || timezone !== post.timezone ? { publishAtLocal: at } : {}),
    ...(timezone === post.timezone ? {} : { timezone }),
    ...(sameOnes(
      labels,
      post.labels.map(({ id }) => id),
    )
      ? {}
      : { labels }),
    ...(campaignId === post.campaignId ? {} : { campaignId }),
    ...(wide && rrule !== null && rrule !== series.rrule ? { rrule } : {}),
    ...(wide && skipped.join() !== series.exdate.join() ? { exdate: skipped } : {}),
    ...(wide && added.join() !== series.rdate.join() ? { rdate: added } : {}),
    ...(post.seriesId === null ? {} : { scope }),
  }
}
