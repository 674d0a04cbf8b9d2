import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useLocale } from '../../../lib/use-locale.ts'
import { Dot } from '../../../ui/label.tsx'
import { campaignQuery } from '../sorting/api.ts'
import { formatWall } from '../wall-time.ts'
import styles from './campaign-line.module.css'

/** The campaign that the calendar shows: its period, and how much of it is out. */
export function CampaignLine({ id }: { id: string }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { data } = useQuery(campaignQuery(id))
  if (!data) return null
  const day = (date: string) =>
    formatWall(`${date}T00:00`, locale, { day: 'numeric', month: 'short', year: 'numeric' })
  const { startsOn, endsOn, posts, published } = data
  return (
    <p className={styles.line} data-testid="campaign-line">
      <Dot color={data.color} />
      <strong dir="auto">{data.name}</strong>
      {(startsOn ?? endsOn) && (
        <span className="muted">
          {startsOn && endsOn
            ? `${day(startsOn)} – ${day(endsOn)}`
            : startsOn
              ? t('sorting.from', { day: day(startsOn) })
              : endsOn && t('sorting.until', { day: day(endsOn) })}
        </span>
      )}
      <span className="muted">{t('sorting.out', { count: posts, published })}</span>
    </p>
  )
}
