import { Button } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { ListenedPost } from '#core/listening/schemas/posts.ts'
import { notifyDone, notifyFailed } from '../../ui/notify.tsx'
import { useErrorWords } from '../../ui/states.tsx'
import { Status } from '../../ui/status.tsx'
import { meQuery } from '../workspaces/api.ts'
import { useBringIntoBank, useWatch, useWriteAbout } from './api.ts'

interface UsesProps {
  projectId: string
  post: ListenedPost
  mayListen: boolean
}

/** What a team makes of a post: a model in the bank, the source of a draft, an author to watch. */
export function PostUses({ projectId, post: { id, inBank, author, platform }, mayListen }: UsesProps) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const navigate = useNavigate()
  const { data: me } = useSuspenseQuery(meQuery)
  const mayWrite = me.scopes.includes('write')
  const bringIn = useBringIntoBank(projectId)
  const write = useWriteAbout()
  const watch = useWatch(projectId)
  const onError = (error: unknown) => notifyFailed(words(error))
  if (!mayWrite && !mayListen && !inBank) return null
  return (
    <div className="heard-acts">
      {inBank && <Status tone="success">{t('listening.use.inBank')}</Status>}
      {mayWrite && !inBank && (
        <Button
          size="xs"
          variant="default"
          loading={bringIn.isPending}
          onClick={() =>
            bringIn.mutate(id, { onError, onSuccess: () => notifyDone(t('listening.use.broughtIn')) })
          }
        >
          {t('listening.use.toBank')}
        </Button>
      )}
      {mayWrite && (
        <Button
          size="xs"
          variant="default"
          loading={write.isPending}
          onClick={() =>
            write.mutate(id, {
              onError,
              onSuccess: (draft) => void navigate({ to: '/drafts/$draftId', params: { draftId: draft.id } }),
            })
          }
        >
          {t('listening.use.write')}
        </Button>
      )}
      {mayListen && author !== null && (
        <Button
          size="xs"
          variant="default"
          loading={watch.isPending}
          onClick={() =>
            watch.mutate(
              { platform, username: author },
              {
                onError,
                onSuccess: ({ name: project }) =>
                  notifyDone(t('listening.use.isWatched', { name: author, project })),
              },
            )
          }
        >
          {t('listening.use.watch')}
        </Button>
      )}
    </div>
  )
}
