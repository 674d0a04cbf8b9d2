import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { fullTime, shortDateTime } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { More } from '../../ui/more.tsx'
import { notifyDone, notifyFailed } from '../../ui/notify.tsx'
import { Scrolling } from '../../ui/scrolling.tsx'
import { Failure, Loading, useErrorWords } from '../../ui/states.tsx'
import { Status } from '../../ui/status.tsx'
import { type Delivery, deliveriesQuery, useReplay, wordOf } from './webhooks-api.ts'

const TONES = { pending: 'neutral', delivered: 'success', failed: 'warning' } as const

/** What an endpoint was told, the latest first, with what it answered; read again while something waits. */
export function Deliveries({ endpointId }: { endpointId: string }) {
  const { t } = useTranslation()
  const list = useInfiniteQuery({
    ...deliveriesQuery(endpointId),
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(({ status }) => status === 'pending')) ? 3_000 : false,
  })
  if (list.isPending) return <Loading rows={2} />
  if (!list.data) return <Failure error={list.error} retry={() => void list.refetch()} />
  const deliveries = list.data.pages.flatMap((page) => page.items)
  return (
    <section aria-label={t('webhooks.deliveries')}>
      {deliveries.length === 0 && <p className="muted">{t('webhooks.noDeliveries')}</p>}
      <ul className="row-list">
        {deliveries.map((delivery) => (
          <DeliveryRow key={delivery.id} delivery={delivery} />
        ))}
      </ul>
      <More has={list.hasNextPage} loading={list.isFetchingNextPage} load={() => void list.fetchNextPage()} />
    </section>
  )
}

function DeliveryRow({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const words = useErrorWords()
  const replay = useReplay(delivery.endpointId)
  const { id, type, status, attempts, answer, nextAttemptAt, createdAt, payload } = delivery
  const facts = [
    t('webhooks.attempts', { count: attempts }),
    answer && (answer.status === null ? t('webhooks.noAnswer') : `HTTP ${answer.status}`),
    nextAttemptAt && t('webhooks.next', { at: shortDateTime(nextAttemptAt, locale) }),
  ]
  return (
    <li className="webhook-delivery" data-testid="delivery">
      <div className="webhook-head">
        <span className="webhook-url">
          {t(`webhooks.event.${wordOf(type)}`)}{' '}
          <time className="muted" dateTime={createdAt} title={fullTime(createdAt, locale)}>
            {shortDateTime(createdAt, locale)}
          </time>
        </span>
        <Status tone={TONES[status]}>{t(`webhooks.status.${status}`)}</Status>
        <Button
          size="xs"
          variant="default"
          loading={replay.isPending}
          onClick={() =>
            replay.mutate(id, {
              onSuccess: () => notifyDone(t('webhooks.replayed')),
              onError: (error) => notifyFailed(words(error)),
            })
          }
        >
          {t('webhooks.replay')}
        </Button>
      </div>
      <p className="muted">
        {facts.filter(Boolean).join(' · ')}
        {answer?.text ? ` · ${answer.text}` : ''}
      </p>
      <details>
        <summary>{t('webhooks.payload')}</summary>
        <Scrolling className="webhook-payload" label={t('webhooks.payload')}>
          <pre className="mono">{JSON.stringify(payload, null, 2)}</pre>
        </Scrolling>
      </details>
    </li>
  )
}
