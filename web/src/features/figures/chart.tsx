import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Days, Figure, Series } from '#core/figures/schemas.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { Scrolling } from '../../ui/scrolling.tsx'
import { Failure, Loading } from '../../ui/states.tsx'
import { seriesQuery } from './api.ts'
import { barsOf, topOf } from './bars.ts'
import { FigureLink } from './figure-link.tsx'
import { bucketOf, written } from './figures.ts'

const WIDTH = 720
const HEIGHT = 160

interface ChartProps {
  figure: Figure
  days: number
  period: Days
  /** Subject of the figures, as the API names it, and its name; everything if left out. */
  of: string | undefined
  name: string | undefined
}

/** One figure in time: a chart, and the same numbers in a table, each of which opens its list. */
export function Chart({ figure, days, period, of, name }: ChartProps) {
  const { t } = useTranslation()
  const bucket = bucketOf(days)
  const series = useQuery(seriesQuery(figure, bucket, { ...period, of }))
  const title = t(`figures.in.${bucket}`, { figure: t(`figures.of.${figure}`) })
  return (
    <section className="figures-part" aria-label={title}>
      <h2>{title}</h2>
      {series.isError && !series.data && <Failure error={series.error} retry={() => void series.refetch()} />}
      {series.isPending && <Loading rows={4} />}
      {series.data && (
        <Drawn figure={series.data.metric} title={title} points={series.data.points} of={of} name={name} />
      )}
    </section>
  )
}

const dayWords = (day: string, locale: string) =>
  new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(new Date(day))

interface DrawnProps extends Pick<ChartProps, 'figure' | 'of' | 'name'> {
  title: string
  points: Series['points']
}

function Drawn({ figure, title, points, of, name }: DrawnProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const all = points.map(({ value }) => value)
  const first = points[0]
  const last = points.at(-1)
  return (
    <>
      <figure className="figures-chart">
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img">
          <title>{title}</title>
          {barsOf(all, WIDTH, HEIGHT).map(
            (bar, n) => bar && <rect key={points[n]?.from} {...bar} data-testid="bar" />,
          )}
        </svg>
        <span className="figures-top">{written(figure, topOf(all), locale)}</span>
        <figcaption>
          <span>{first && dayWords(first.from, locale)}</span>
          <span>{last && dayWords(last.to, locale)}</span>
        </figcaption>
      </figure>
      <details>
        <summary>{t('figures.table')}</summary>
        <Scrolling label={t('figures.table')}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t('figures.day')}</th>
                <th scope="col">{t(`figures.of.${figure}`)}</th>
              </tr>
            </thead>
            <tbody>
              {points.toReversed().map(({ from, to, value }) => (
                <tr key={from}>
                  <th scope="row">
                    {from === to
                      ? dayWords(from, locale)
                      : `${dayWords(from, locale)} – ${dayWords(to, locale)}`}
                  </th>
                  <td>
                    <FigureLink figure={figure} value={value} from={from} to={to} of={of} name={name} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolling>
      </details>
    </>
  )
}
