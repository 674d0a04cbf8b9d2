import { NativeSelect, SegmentedControl } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { WebhookEvent } from '#core/operations/schemas.ts'
import { Screen } from '../../ui/screen.tsx'
import { meQuery } from '../workspaces/api.ts'
import { DeadLetters } from './dead-letters.tsx'
import { WebhookEvents } from './webhook-events.tsx'
import './activity.css'

const route = getRouteApi('/signed-in/activity')
const STATUSES: readonly WebhookEvent['status'][] = ['pending', 'processed', 'failed']

export default function ActivityScreen() {
  const { t } = useTranslation()
  const { data: me } = useSuspenseQuery(meQuery)
  const { tab = 'events', status: wanted } = route.useSearch()
  const status = STATUSES.find((one) => one === wanted)
  const navigate = useNavigate()
  const go = (change: { tab?: string; status?: string | undefined }) =>
    void navigate({ to: '/activity', search: (before) => ({ ...before, ...change }) })

  return (
    <Screen title={t('nav.activity')} description={t('activity.description')}>
      <div className="activity-bar">
        {me.operator && (
          <SegmentedControl
            size="xs"
            aria-label={t('activity.what')}
            value={tab}
            onChange={(next) => go({ tab: next, status: undefined })}
            data={[
              { value: 'events', label: t('activity.events') },
              { value: 'unassigned', label: t('activity.unassigned') },
              { value: 'dead-letters', label: t('activity.deadLetters') },
            ]}
          />
        )}
        {tab === 'events' && (
          <NativeSelect
            size="xs"
            w={170}
            aria-label={t('activity.status')}
            value={status ?? ''}
            onChange={({ currentTarget: { value } }) => go({ status: value || undefined })}
            data={[
              { value: '', label: t('activity.everyStatus') },
              ...STATUSES.map((value) => ({ value, label: t(`event.status.${value}`) })),
            ]}
          />
        )}
      </div>
      {tab === 'events' && <WebhookEvents scope="workspace" {...(status ? { status } : {})} />}
      {tab === 'unassigned' && me.operator && <WebhookEvents scope="installation" />}
      {tab === 'dead-letters' && me.operator && <DeadLetters />}
    </Screen>
  )
}
