import { Button } from '@mantine/core'
import { useInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { WebhookEvent } from '#core/operations/schemas.ts'
import { ActivityIcon, CheckIcon } from '../../ui/icons.tsx'
import { Empty } from '../../ui/states.tsx'
import { Status, toneOf } from '../../ui/status.tsx'
import { meQuery } from '../workspaces/api.ts'
import { type Scope, useReplayEvent, webhookEventsQuery } from './api.ts'
import { Entry, Payload } from './parts/entry.tsx'
import { PagedList } from './parts/paged-list.tsx'
import { Replay } from './parts/replay.tsx'

interface WebhookEventsProps {
  scope: Scope
  status?: WebhookEvent['status'] | undefined
  onShowAll?: () => void
}

/** Lists the events that platforms sent: those of one workspace, or those of no account. */
export function WebhookEvents({ scope, status, onShowAll }: WebhookEventsProps) {
  const { t } = useTranslation()
  const { data: me } = useSuspenseQuery(meQuery)
  const list = useInfiniteQuery(webhookEventsQuery(scope, status))
  const replay = useReplayEvent(scope)
  const mayReplay = scope === 'installation' ? me.operator : me.scopes.includes('answer')
  const empty =
    scope === 'installation' ? (
      <Empty icon={<CheckIcon />} title={t('operations.unassignedEmpty')}>
        {t('operations.unassignedEmptyHint')}
      </Empty>
    ) : status ? (
      <Empty
        icon={<CheckIcon />}
        title={t('operations.updatesFilteredEmpty')}
        action={
          <Button variant="default" onClick={onShowAll}>
            {t('operations.showAll')}
          </Button>
        }
      >
        {t('operations.updatesFilteredHint')}
      </Empty>
    ) : (
      <Empty icon={<ActivityIcon />} title={t('operations.updatesEmpty')}>
        {t('operations.updatesEmptyHint')}
      </Empty>
    )
  return (
    <PagedList
      label={t(scope === 'workspace' ? 'operations.tab.updates' : 'operations.tab.unassigned')}
      list={list}
      empty={empty}
    >
      {(event) => (
        <Entry
          key={event.id}
          testId="event-row"
          status={event.status}
          at={event.receivedAt}
          name={`${event.source} · ${event.type}`}
          about={[event.externalAccountId, t('event.attempts', { count: event.attempts })]}
          error={event.error}
          badge={<Status tone={toneOf(event.status)}>{t(`event.status.${event.status}`)}</Status>}
          action={
            mayReplay &&
            event.status !== 'processed' && (
              <Replay
                replaying={replay.isPending && replay.variables === event.id}
                onReplay={() => replay.mutate(event.id)}
              />
            )
          }
        >
          <Payload label={event.type} value={event.payload} />
        </Entry>
      )}
    </PagedList>
  )
}
