import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { WebhookEvent } from '#core/operations/schemas.ts'
import { ActivityIcon } from '../../ui/icons.tsx'
import { More } from '../../ui/more.tsx'
import { Empty, Failure, Loading } from '../../ui/states.tsx'
import { Status, toneOf } from '../../ui/status.tsx'
import { type Scope, useReplayEvent, webhookEventsQuery } from './api.ts'
import { Entry } from './entry.tsx'

export function WebhookEvents({ scope, status }: { scope: Scope; status?: WebhookEvent['status'] }) {
  const { t } = useTranslation()
  const list = useInfiniteQuery(webhookEventsQuery(scope, status))
  const replay = useReplayEvent(scope)
  if (list.isPending) return <Loading rows={8} />
  if (!list.data) return <Failure error={list.error} retry={() => void list.refetch()} />
  const events = list.data.pages.flatMap((page) => page.items)
  if (events.length === 0) {
    return (
      <Empty icon={<ActivityIcon />} title={t('event.empty')}>
        {t(scope === 'workspace' ? 'event.emptyHint' : 'event.noneUnassigned')}
      </Empty>
    )
  }
  return (
    <ul className="row-list">
      {events.map((event) => (
        <Entry
          key={event.id}
          testId="event-row"
          status={event.status}
          at={event.receivedAt}
          name={`${event.source} · ${event.type}`}
          about={[event.externalAccountId, t('event.attempts', { count: event.attempts })]}
          error={event.error}
          payload={event.payload}
          badge={<Status tone={toneOf(event.status)}>{t(`event.status.${event.status}`)}</Status>}
          replaying={replay.isPending && replay.variables === event.id}
          onReplay={event.status === 'processed' ? null : () => replay.mutate(event.id)}
        />
      ))}
      <More has={list.hasNextPage} loading={list.isFetchingNextPage} load={() => void list.fetchNextPage()} />
    </ul>
  )
}
