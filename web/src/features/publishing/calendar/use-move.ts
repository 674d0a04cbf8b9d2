import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScheduledPost } from '#core/publishing/schemas.ts'
import { viewerZone } from '../../../lib/format.ts'
import { useLocale } from '../../../lib/use-locale.ts'
import { notifyDone, notifyFailed } from '../../../ui/notify.tsx'
import { useErrorWords } from '../../../ui/states.tsx'
import { useUpdatePost } from '../api.ts'
import { unmovable } from '../post-rules.ts'
import { dayAndTime } from '../times.ts'
import { wallBetween, wallIn, wallOf, withSeconds } from '../wall-time.ts'

/** Moves a post to another time: shown at once, with an undo, or refused with the reason. Returns whether it tries. */
export function useMove(): (post: ScheduledPost, localTime: string) => boolean {
  const { t } = useTranslation()
  const locale = useLocale()
  const words = useErrorWords()
  const { mutate } = useUpdatePost()
  return useCallback(
    (post, to) => {
      const { id, publishAt, localTime } = post
      const byMs = wallBetween(wallOf(localTime), to)
      if (byMs === 0) return false
      // An estimate until the server has resolved the time.
      const shown = {
        publishAt: new Date(Date.parse(publishAt) + byMs).toISOString(),
        localTime: withSeconds(to) + localTime.slice('yyyy-mm-ddThh:mm:ss'.length),
      }
      const refusal = unmovable(post, shown.publishAt, Date.now())
      if (refusal) {
        notifyFailed(t('post.notMoved', { reason: t(`unmovable.${refusal}`) }))
        return false
      }
      const failed = (error: unknown) => notifyFailed(t('post.notMoved', { reason: words(error) }))
      mutate(
        { id, publishAtLocal: to, shown },
        {
          onSuccess: (moved) =>
            notifyDone(t('calendar.movedTo', { at: dayAndTime(wallIn(moved, viewerZone()), locale) }), {
              label: t('action.undo'),
              undo: () => mutate({ id, publishAt, shown: { publishAt, localTime } }, { onError: failed }),
            }),
          onError: failed,
        },
      )
      return true
    },
    [mutate, t, words, locale],
  )
}
