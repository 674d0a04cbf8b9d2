import { useTranslation } from 'react-i18next'
import type { ScheduledPost, Scope } from '#core/publishing/schemas.ts'
import { notifyDone, notifyFailed } from '../../../ui/notify.tsx'
import { useErrorWords } from '../../../ui/states.tsx'
import { againOf } from './again.ts'
import { useCancelPost, useScheduleAgain } from './api.ts'

/**
 * Cancels a post at once, so that it cannot go out while somebody thinks about it; undo schedules the same again. Cancelling a
 * series, or the rest of one, has no undo: the person chooses the scope beforehand.
 */
export function useCancel() {
  const { t } = useTranslation()
  const words = useErrorWords()
  const cancel = useCancelPost()
  const again = useScheduleAgain()
  const failed = (error: unknown) => notifyFailed(words(error))
  return (post: ScheduledPost, scope?: Scope) => {
    const { id } = post
    const undo = () => again.mutate(againOf(post), { onError: failed })
    const single = scope === undefined || scope === 'this'
    cancel.mutate(scope === undefined ? { id } : { id, scope }, {
      onSuccess: () =>
        single
          ? notifyDone(t('post.cancelled'), { label: t('action.undo'), undo })
          : notifyDone(t(`series.cancelled.${scope}`)),
      onError: failed,
    })
  }
}
