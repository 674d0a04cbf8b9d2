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
import { localTime, type Task, type Writing } from './writing.ts'

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
    mutationFn: async (status: 'queued' | 'draft') => {
      if (task.kind === 'new') {
        const body = status === 'draft' ? { ...input, status } : input
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
  const { text, media, accountIds, timezone, skipped } = writing
  return {
    text,
    ...(media.length > 0 ? { media: media.map(toInput) } : {}),
    accountIds,
    publishAt,
    timezone,
    ...(rrule === null ? {} : { rrule, ...(skipped.length > 0 ? { exdate: skipped } : {}) }),
  }
}

/** Only what differs: what is left out stays as it is, also where somebody else has just changed it. */
function changeOf(
  post: Pick<ScheduledPost, 'text' | 'media' | 'publishAt' | 'timezone' | 'seriesId'>,
  { writing, publishAt, rrule, scope, series }: Saving,
): UpdateScheduledPost {
  const { text, media, timezone, skipped } = writing
  const shown = media.map(toInput)
  const moved = localTime(writing.at) !== localTime(wallTimeOf(post.publishAt, post.timezone))
  const wide = series !== null && scope !== 'this'
  return {
    ...(text === post.text ? {} : { text }),
    ...(JSON.stringify(shown) === JSON.stringify(post.media.map(toInput)) ? {} : { media: shown }),
    ...(moved || timezone !== post.timezone ? { publishAt } : {}),
    ...(timezone === post.timezone ? {} : { timezone }),
    ...(wide && rrule !== null && rrule !== series.rrule ? { rrule } : {}),
    ...(wide && skipped.join() !== series.exdate.join() ? { exdate: skipped } : {}),
    ...(post.seriesId === null ? {} : { scope }),
  }
}
