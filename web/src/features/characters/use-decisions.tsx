import { useTranslation } from 'react-i18next'
import type { ApprovalStatus, Content } from '#core/characters/schemas.ts'
import { said } from '../../lib/server-words.ts'
import { notifyDone, notifyFailed } from '../../ui/notify.tsx'
import { useErrorWords } from '../../ui/states.tsx'
import { useDecide } from './content-api.ts'

/** Approves and rejects media, and takes a decision back when somebody presses Undo. */
export function useDecisions() {
  const { t } = useTranslation()
  const words = useErrorWords()
  const decide = useDecide()
  const onError = (error: unknown) => notifyFailed(words(error))
  function decideAbout(media: readonly Content[], to: ApprovalStatus, reason?: string) {
    const ids = media.filter(({ approvalStatus }) => approvalStatus !== to).map(({ id }) => id)
    const [from] = media.flatMap(({ approvalStatus }) => (approvalStatus === to ? [] : [approvalStatus]))
    if (!from) return
    decide.mutate(
      { ids, from, to, ...(reason === undefined ? {} : { reason }) },
      {
        onError,
        onSuccess: ({ changed, unchanged }) => {
          const [problem] = unchanged
          if (problem) notifyFailed(said(problem.message))
          if (changed.length === 0) return
          const undo = () =>
            decide.mutate({ ids: changed.map(({ id }) => id), from: to, to: from }, { onError })
          notifyDone(
            t(`characters.media.decided.${to}`, { count: changed.length }),
            // Going back to “rejected” needs a reason, which is not known any more.
            from === 'rejected' ? undefined : { label: t('action.undo'), undo },
          )
        },
      },
    )
  }
  return { decideAbout, isPending: decide.isPending }
}
