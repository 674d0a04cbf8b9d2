import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Today } from '#core/today/schemas.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { useNow } from '../../lib/use-now.ts'
import { SparkIcon } from '../../ui/icons.tsx'
import { Screen } from '../../ui/screen.tsx'
import { Failure, Loading } from '../../ui/states.tsx'
import { todayQuery } from './api.ts'
import { longDay } from './day.ts'
import { GoesOut } from './goes-out.tsx'
import { Machines } from './machines.tsx'
import { NextStep, NothingYet } from './next-step.tsx'
import { Waiting } from './waiting.tsx'
import './today.css'

/** The start of everybody's day: work that waits for a person, the machines' work, and posts that go out. */
export default function TodayScreen() {
  const { t } = useTranslation()
  const locale = useLocale()
  const now = useNow()
  const { data, error, refetch } = useQuery(todayQuery)
  const nothing = data && data.next !== null && waits(data) === 0 && data.goesOut.total === 0
  return (
    <Screen
      title={t('nav.today')}
      description={data ? longDay(data.date, locale) : '\u00a0'}
      actions={
        <Button component={Link} to="/assistant" variant="default" leftSection={<SparkIcon size={16} />}>
          {t('today.assistant')}
        </Button>
      }
    >
      {!data && (error ? <Failure error={error} retry={() => void refetch()} /> : <Loading rows={8} />)}
      {nothing && <NothingYet next={data.next} />}
      {data && !nothing && (
        <div className="today" data-testid="today">
          <div className="today-main">
            {data.next && <NextStep next={data.next} />}
            <Waiting waiting={data.waiting} total={waits(data)} now={now} />
          </div>
          <div className="today-side">
            <GoesOut posts={data.goesOut} />
            <Machines machines={data.machines} since={data.since} now={now} />
          </div>
        </div>
      )}
    </Screen>
  )
}

/** Counts the things of every kind that wait for a person. */
function waits({ waiting }: Today): number {
  const { escalations, held, windows, messages, comments, posts, accounts } = waiting
  const lists = [escalations, held, windows, messages, comments, posts]
  return lists.reduce((sum, { total }) => sum + total, accounts.length)
}
