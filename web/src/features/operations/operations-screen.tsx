import { Button } from '@mantine/core'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { OperationsIcon } from '../../ui/icons.tsx'
import { Screen } from '../../ui/screen.tsx'
import { Empty } from '../../ui/states.tsx'
import { meQuery } from '../workspaces/api.ts'
import { DeadLetters } from './dead-letters.tsx'
import { healthQuery } from './health/health.ts'
import { HealthRow } from './health/health-row.tsx'
import { LogList } from './log/log-list.tsx'
import { FindField } from './parts/find-field.tsx'
import { Tabs } from './parts/tabs.tsx'
import { WebhookEvents } from './webhook-events.tsx'
import { TaskRuns } from './worker/task-runs.tsx'
import { Workers } from './worker/workers.tsx'
import './parts/entries.css'
import './operations.css'

/** The machines behind all workspaces, for the operators of the installation. */
export default function OperationsScreen() {
  const { t } = useTranslation()
  const { data: me } = useSuspenseQuery(meQuery)
  if (me.operator) return <Operations />
  return (
    <Screen title={t('operations.title')}>
      <Empty
        icon={<OperationsIcon />}
        title={t('operations.notOperator')}
        action={
          <Button variant="default" renderRoot={(props) => <Link to="/activity" {...props} />}>
            {t('operations.toActivity')}
          </Button>
        }
      >
        {t('operations.notOperatorHint')}
      </Empty>
    </Screen>
  )
}

function Operations() {
  const { t } = useTranslation()
  const { data: health } = useQuery(healthQuery)
  const search = useSearch({ strict: false })
  const { task, status, level, reference } = search
  const navigate = useNavigate()
  const go = (change: Partial<typeof search>) =>
    void navigate({ to: '/operations', search: (before) => ({ ...before, ...change }) })
  const tabs = [
    { id: 'workers', label: t('operations.tab.workers') },
    { id: 'runs', label: t('operations.tab.runs') },
    { id: 'dead-letters', label: t('operations.tab.deadLetters'), count: health?.deadLetters ?? null },
    { id: 'unassigned', label: t('operations.tab.unassigned') },
    { id: 'log', label: t('operations.tab.systemLog') },
  ]
  const tab = tabs.find(({ id }) => id === search.tab)?.id ?? 'workers'
  return (
    <Screen
      title={t('operations.title')}
      description={t('operations.description')}
      actions={
        <FindField
          key={reference}
          placeholder={t('operations.findPlaceholder')}
          value={reference ?? ''}
          onFind={(text) =>
            go(text ? { tab: 'log', level: undefined, reference: text } : { reference: text })
          }
        />
      }
    >
      <HealthRow />
      <Tabs to="/operations" tabs={tabs} current={tab} />
      {tab === 'workers' && <Workers />}
      {tab === 'runs' && <TaskRuns task={task} status={status} onFilter={go} />}
      {tab === 'dead-letters' && (
        <>
          <p className="tab-hint">{t('operations.deadLettersHint')}</p>
          <DeadLetters />
        </>
      )}
      {tab === 'unassigned' && (
        <>
          <p className="tab-hint">{t('operations.unassignedHint')}</p>
          <WebhookEvents scope="installation" />
        </>
      )}
      {tab === 'log' && <LogList scope="installation" level={level} text={reference} onFilter={go} />}
    </Screen>
  )
}
