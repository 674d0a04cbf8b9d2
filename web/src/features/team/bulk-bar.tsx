import { ActionIcon, Button, NativeSelect } from '@mantine/core'
import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Conversation } from '#core/inbox/schemas.ts'
import { api } from '../../lib/api.ts'
import { keys } from '../../lib/feed.ts'
import { refresh } from '../../lib/top-refresh.ts'
import { ArchiveIcon, CloseIcon } from '../../ui/icons.tsx'
import { notifyDone, notifyFailed } from '../../ui/notify.tsx'
import { useErrorWords } from '../../ui/states.tsx'
import { selection } from '../inbox/selection.ts'
import { meQuery } from '../workspaces/api.ts'
import { useEveryMember } from '../workspaces/settings/members-api.ts'
import { type BulkChange, undo } from './bulk.ts'
import { SnoozeSelect } from './snooze-select.tsx'
import { labelsQuery } from './team-api.ts'
import './team.css'

/** The API changes this many at once. */
const MOST = 100

interface BarProps {
  /** Those that are ticked. */
  conversations: readonly Conversation[]
  /** All that are loaded. */
  shown: readonly Conversation[]
}

/** What can be done with the conversations that are ticked. */
export default function BulkBar({ conversations, shown }: BarProps) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const queryClient = useQueryClient()
  const mayAnswer = useSuspenseQuery(meQuery).data.scopes.includes('answer')
  const labels = useQuery(labelsQuery).data ?? []
  const members = useEveryMember().filter(({ role }) => !['viewer', 'analyst'].includes(role))
  const count = conversations.length
  const readAgain = () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: ['conversations'] }),
      queryClient.invalidateQueries({ queryKey: keys.today }),
      refresh(queryClient, keys.conversationLists),
    ])
  const failed = (error: Error) => notifyFailed(words(error))
  const takeBack = useMutation({
    mutationFn: (done: { before: readonly Conversation[]; change: BulkChange }) =>
      undo(done.before, done.change),
    onError: failed,
    onSettled: readAgain,
  })
  const act = useMutation({
    mutationFn: (change: BulkChange) =>
      api.post('/v1/conversations/bulk', { body: { ids: conversations.map(({ id }) => id), change } }),
    onSuccess: (_, change) => {
      selection.set([])
      notifyDone(t('team.bulk.done', { count }), {
        label: t('action.undo'),
        undo: () => takeBack.mutate({ before: conversations, change }),
      })
      return readAgain()
    },
    onError: failed,
  })
  const select = (name: 'label' | 'assign', options: { value: string; label: string }[]) => (
    <NativeSelect
      size="xs"
      aria-label={t(`team.bulk.${name}`)}
      value=""
      data={[{ value: '', label: t(`team.bulk.${name}`) }, ...options]}
      onChange={({ currentTarget: { value } }) =>
        value !== '' && act.mutate(name === 'label' ? { addLabels: [value] } : { assignedTo: value })
      }
    />
  )
  return (
    <section className="bulk-bar" aria-label={t('team.bulk.title')} data-testid="bulk-bar">
      <span className="bulk-count">{t('team.bulk.chosen', { count })}</span>
      <Button
        size="xs"
        variant="default"
        onClick={() => selection.set(shown.slice(0, MOST).map(({ id }) => id))}
      >
        {t('team.bulk.all')}
      </Button>
      <ActionIcon aria-label={t('team.bulk.none')} onClick={() => selection.set([])}>
        <CloseIcon size={15} />
      </ActionIcon>
      {mayAnswer && count <= MOST && (
        <div className="bulk-acts">
          <Button
            size="xs"
            variant="default"
            leftSection={<ArchiveIcon size={15} />}
            loading={act.isPending}
            onClick={() => act.mutate({ status: 'archived' })}
          >
            {t('inbox.archive')}
          </Button>
          <SnoozeSelect
            snoozed={conversations.some(({ snoozedUntil }) => snoozedUntil !== null)}
            onChoose={(snoozedUntil) => act.mutate({ snoozedUntil })}
          />
          {select(
            'label',
            labels.map(({ id, name }) => ({ value: id, label: name })),
          )}
          {select(
            'assign',
            members.map(({ userId, name }) => ({ value: userId, label: name })),
          )}
        </div>
      )}
    </section>
  )
}
