import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Volume as Days } from '#core/listening/schemas/figures.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { Scrolling } from '../../ui/scrolling.tsx'
import { barsOf, meanLines, topOf } from './chart.ts'
import { Feeling } from './feeling.tsx'

const WIDTH = 720
const HEIGHT = 140
const MEAN_HEIGHT = 60

interface VolumeProps {
  projectId: string
  days: Days['days']
}

const shortDay = (day: string, locale: string) =>
  new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(new Date(day))

/** How much was said each day and how it felt: a chart, and the same numbers in a table, each of which opens its posts. */
export function Volume({ projectId, days }: VolumeProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const first = days[0]?.day
  const last = days.at(-1)?.day
  return (
    <section className="heard-part" aria-label={t('listening.volume.title')}>
      <h2>{t('listening.volume.title')}</h2>
      <figure className="heard-chart">
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img">
          <title>{t('listening.volume.chart')}</title>
          {barsOf(days, WIDTH, HEIGHT).map((bar, n) => (
            <g key={days[n]?.day}>
              {bar.parts.map(({ kind, y, height }) => (
                <rect key={kind} data-kind={kind} x={bar.x} width={bar.width} y={y} height={height} />
              ))}
            </g>
          ))}
        </svg>
        <span className="heard-top">{topOf(days)}</span>
        <svg viewBox={`0 0 ${WIDTH} ${MEAN_HEIGHT}`} preserveAspectRatio="none" role="img">
          <title>{t('listening.volume.mean')}</title>
          <path className="heard-zero" d={`M0 ${MEAN_HEIGHT / 2}H${WIDTH}`} />
          <path className="heard-mean" d={meanLines(days, WIDTH, MEAN_HEIGHT)} />
        </svg>
        <figcaption>
          <span>{first && shortDay(first, locale)}</span>
          <span className="heard-legend">
            <span data-kind="positive">{t('listening.polarity.positive')}</span>
            <span data-kind="neutral">{t('listening.polarity.neutral')}</span>
            <span data-kind="negative">{t('listening.polarity.negative')}</span>
            <span data-kind="mean">{t('listening.volume.mean')}</span>
          </span>
          <span>{last && shortDay(last, locale)}</span>
        </figcaption>
      </figure>
      <details className="heard-table">
        <summary>{t('listening.volume.table')}</summary>
        <Scrolling label={t('listening.volume.table')}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t('listening.volume.day')}</th>
                <th scope="col">{t('listening.posts')}</th>
                <th scope="col">{t('listening.polarity.positive')}</th>
                <th scope="col">{t('listening.polarity.negative')}</th>
                <th scope="col">{t('listening.mean')}</th>
              </tr>
            </thead>
            <tbody>
              {days.toReversed().map(({ day, posts, positive, negative, sentiment }) => (
                <tr key={day}>
                  <th scope="row">{shortDay(day, locale)}</th>
                  <td>
                    <OfDay projectId={projectId} day={day} count={posts} />
                  </td>
                  <td>
                    <OfDay projectId={projectId} day={day} polarity="positive" count={positive} />
                  </td>
                  <td>
                    <OfDay projectId={projectId} day={day} polarity="negative" count={negative} />
                  </td>
                  <td>{posts === 0 ? '–' : <Feeling mean={sentiment} />}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolling>
      </details>
    </section>
  )
}

/** A number that opens its posts. */
function OfDay({
  projectId,
  count,
  ...search
}: {
  projectId: string
  day: string
  polarity?: string
  count: number
}) {
  if (count === 0) return 0
  return (
    <Link to="/listening/$projectId" params={{ projectId }} search={{ tab: 'posts', ...search }}>
      {count}
    </Link>
  )
}
