import { Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { fileUrl } from '../../lib/file-url.ts'
import { fullDay } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { DownloadIcon } from '../../ui/icons.tsx'
import { Screen } from '../../ui/screen.tsx'
import { Failure, Loading } from '../../ui/states.tsx'
import { summaryQuery } from './api.ts'
import { Breakdown } from './breakdown.tsx'
import { Chart } from './chart.tsx'
import { CountedList } from './counted.tsx'
import { daysOf, firstOf, RANGES, shownOf } from './figures.ts'
import { Tiles } from './tiles.tsx'
import './figures.css'

/** How a team does: its figures beside those of the days before, in time, and by what they belong to. */
export default function FiguresScreen() {
  const search = useSearch({ from: '/signed-in/figures' })
  return search.tab === 'counted' ? <CountedList search={search} /> : <Overview />
}

function Overview() {
  const { t } = useTranslation()
  const locale = useLocale()
  const navigate = useNavigate()
  const search = useSearch({ from: '/signed-in/figures' })
  const days = daysOf(search)
  // The server says which day it is in the workspace's zone.
  const today = useQuery(summaryQuery({ from: undefined, to: undefined }))
  const to = today.data?.period.to
  const from = to && firstOf(to, days)
  const { of, name } = search
  const summary = useQuery({ ...summaryQuery({ from, to, of }), enabled: to !== undefined })
  const failed = today.error ?? summary.error
  const { data } = summary
  return (
    <Screen
      title={t('figures.title')}
      {...(data && {
        description: t('figures.period', {
          from: fullDay(data.period.from, locale),
          to: fullDay(data.period.to, locale),
          zone: data.timezone,
        }),
      })}
      actions={
        <>
          <NativeSelect
            aria-label={t('figures.range')}
            value={String(days)}
            onChange={(event) =>
              void navigate({
                to: '/figures',
                search: { ...search, days: event.currentTarget.value },
                replace: true,
              })
            }
            data={RANGES.map((one) => ({ value: String(one), label: t('figures.days', { count: one }) }))}
          />
          <Button
            component="a"
            href={fileUrl(
              `/v1/analytics/export?${new URLSearchParams({ ...(from && to ? { from, to } : {}), ...(of ? { of } : {}) })}`,
            )}
            variant="default"
            leftSection={<DownloadIcon size={16} />}
          >
            {t('figures.csv')}
          </Button>
        </>
      }
    >
      {failed && !data && (
        <Failure error={failed} retry={() => void Promise.all([today.refetch(), summary.refetch()])} />
      )}
      {!failed && !data && <Loading rows={8} />}
      {data && (
        <div className="figures-overview">
          {!data.upToDate && (
            <p className="figures-note" role="status">
              {t('figures.pending')}
            </p>
          )}
          {of && (
            <p className="figures-of">
              <strong dir="auto">{name}</strong>
              <Link to="/figures" search={{ ...search, of: undefined, name: undefined }}>
                {t('figures.everything')}
              </Link>
            </p>
          )}
          <Tiles figures={data.figures} period={data.period} shown={shownOf(search)} search={search} />
          <Chart figure={shownOf(search)} days={days} period={data.period} of={of} name={name} />
          {!of && <Breakdown search={search} period={data.period} />}
        </div>
      )}
    </Screen>
  )
}
