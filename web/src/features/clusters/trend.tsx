import { useTranslation } from 'react-i18next'

const WIDTH = 104
const HEIGHT = 22
const GAP = 2

/** Draws how many texts came each week, the latest at the right. */
export function Trend({ weeks }: { weeks: readonly number[] }) {
  const { t } = useTranslation()
  const most = Math.max(1, ...weeks)
  const step = WIDTH / Math.max(1, weeks.length)
  return (
    <svg className="clusters-trend" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img">
      <title>{t('clusters.trend', { count: weeks.length, last: weeks.at(-1) ?? 0 })}</title>
      {weeks.map((count, week) => {
        const height = count === 0 ? 1 : Math.max(3, (count / most) * HEIGHT)
        return <rect key={week} x={week * step} width={step - GAP} y={HEIGHT - height} height={height} />
      })}
    </svg>
  )
}
