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
import { wallTimeOf } from '../zoned-time.ts'
import { goesTo, localTime, type Task, type Writing } from './writing.ts'

/** What becomes of a new post. */
export type Standing = NonNullable<CreateScheduledPost['status']>

interface Saving {
  writing: Writing
  publishAt: string
  rrule: string | null
  scope: Scope
  series: Series | null
}

/** Saves what stands in the composer: a new post or series, or what was changed of one. */
export function useSave(task: Task, saving: Saving) {
  const queryClient = useQueryClient()
  const attempt = useAttempt()
  const input = inputOf(saving)
  const mutation = useMutation({
    mutationFn: async (status: Standing) => {
      if (task.kind === 'new') {
        const body = status === 'queued' ? input : { ...input, status }
        await api.post('/v1/scheduled-posts', { body, idempotencyKey: attempt(body) })
      } else {
        const { id } = task.post
        await api.patch('/v1/scheduled-posts/{id}', { params: { id }, body: changeOf(task.post, saving) })
      }
    },
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.posts }),
  })
  return { ...mutation, input }
}

const toInput = ({ mediaId, altText }: ShownMedium) => ({ mediaId, altText })

function inputOf({ writing, publishAt, rrule }: Saving): CreateScheduledPost {
  const { text, media, accountIds, timezone, skipped, added } = writing
  const dates = {
    ...(skipped.length > 0 ? { exdate: skipped } : {}),
    ...(added.length > 0 ? { rdate: added } : {}),
  }
  return {
    text,
    ...(media.length > 0 ? { media: media.map(toInput) } : {}),
    accountIds,
    publishAt,
    timezone,
    ...(rrule === null ? {} : { rrule, ...dates }),
  }
}

/** In whichever order. */
export const sameAccounts = (a: readonly string[], b: readonly string[]): boolean =>
  new Set(a).size === new Set(b).size && a.every((id) => b.includes(id))

/** Only what differs: what is left out stays as it is, also where somebody else has just changed it. */
function changeOf(
  post: Pick<ScheduledPost, 'text' | 'media' | 'publishAt' | 'timezone' | 'seriesId' | 'targets'>,
  { writing, publishAt, rrule, scope, series }: Saving,
): UpdateScheduledPost {
  const { text, media, accountIds, timezone, skipped, added } = writing
  const shown = media.map(toInput)
  const moved = localTime(writing.at) !== localTime(wallTimeOf(post.publishAt, post.timezone))
  const wide = series !== null && scope !== 'this'
  const were = wide ? series.accountIds : goesTo(post)
  return {
    ...(text === post.text ? {} : { text }),
    ...(JSON.stringify(shown) === JSON.stringify(post.media.map(toInput)) ? {} : { media: shown }),
    ...(sameAccounts(accountIds, were) ? {} : { accountIds }),
    ...(moved || timezone !== post.timezone ? { publishAt } : {}),
    ...(timezone === post.timezone ? {} : { timezone }),
    ...(wide && rrule !== null && rrule !== series.rrule ? { rrule } : {}),
    ...(wide && skipped.join() !== series.exdate.join() ? { exdate: skipped } : {}),
    ...(wide && added.join() !== series.rdate.join() ? { rdate: added } : {}),
    ...(post.seriesId === null ? {} : { scope }),
  }
}
