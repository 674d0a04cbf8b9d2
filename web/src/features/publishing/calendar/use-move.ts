import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScheduledPost } from '#core/publishing/schemas.ts'
import { shortDateTime } from '../../../lib/format.ts'
import { useLocale } from '../../../lib/use-locale.ts'
import { notifyDone, notifyFailed } from '../../../ui/notify.tsx'
import { useErrorWords } from '../../../ui/states.tsx'
import { useUpdatePost } from '../api.ts'
import { unmovable } from '../post-rules.ts'

/** Puts a post at another time: shown at once, undone from the notice, refused with the reason. True if it is tried. */
export function useMove(): (post: ScheduledPost, publishAt: string) => boolean {
  const { t } = useTranslation()
  const locale = useLocale()
  const words = useErrorWords()
  const { mutate } = useUpdatePost()
  return useCallback(
    (post, publishAt) => {
      const { id, publishAt: before } = post
      if (Date.parse(publishAt) === Date.parse(before)) return false
      const refusal = unmovable(post, publishAt, Date.now())
      if (refusal) {
        notifyFailed(t('post.notMoved', { reason: t(`unmovable.${refusal}`) }))
        return false
      }
      const failed = (error: unknown) => notifyFailed(t('post.notMoved', { reason: words(error) }))
      mutate(
        { id, publishAt },
        {
          onSuccess: () =>
            notifyDone(t('calendar.movedTo', { at: shortDateTime(publishAt, locale) }), {
              label: t('action.undo'),
              undo: () => mutate({ id, publishAt: before }, { onError: failed }),
            }),
          onError: failed,
        },
      )
      return true
    },
    [mutate, t, words, locale],
  )
}
