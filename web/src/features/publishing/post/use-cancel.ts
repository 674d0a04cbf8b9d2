import { useTranslation } from 'react-i18next'
import type { CreateScheduledPost, ScheduledPost, Scope } from '#core/publishing/schemas.ts'
import { notifyDone, notifyFailed } from '../../../ui/notify.tsx'
import { useErrorWords } from '../../../ui/states.tsx'
import { variantsInput } from '../variants.ts'
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
    const { id, text, media, variants, status, publishAt, timezone, targets, labels, campaignId } = post
    const accountIds = targets
      .filter(({ status }) => status === 'queued' || status === 'waiting')
      .map(({ accountId }) => accountId)
    const own = variantsInput(variants, accountIds)
    const body: CreateScheduledPost = {
      text,
      publishAt,
      timezone,
      accountIds,
      ...(Object.keys(own).length > 0 ? { variants: own } : {}),
      ...(labels.length > 0 ? { labels: labels.map((label) => label.id) } : {}),
      ...(campaignId === null ? {} : { campaignId }),
      ...(media.length > 0 ? { media: media.map(({ mediaId, altText }) => ({ mediaId, altText })) } : {}),
      // A draft must come back as a draft: an undone cancellation must not schedule it.
      ...(status === 'draft' || status === 'awaiting_approval' ? { status } : {}),
    }
    const undo = () => again.mutate(body, { onError: failed })
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
