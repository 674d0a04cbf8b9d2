import { useTranslation } from 'react-i18next'
import type { BankPost, Metrics } from '#core/bank/schemas.ts'
import { useLocale } from '../../lib/use-locale.ts'

export const METRIC_NAMES = ['likes', 'comments', 'shares', 'saves', 'views'] as const

export const compact = (value: number, locale: string): string =>
  new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 }).format(value)

export const day = (at: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' }).format(new Date(at))

/** The numbers of a post that were counted. */
export function Figures({ metrics }: { metrics: Metrics }) {
  const { t } = useTranslation()
  const locale = useLocale()
  return METRIC_NAMES.map((name) => {
    const value = metrics[name]
    return value === undefined ? null : (
      <span key={name} className="bank-figure">
        {t(`bank.metric.${name}`, { count: value, value: compact(value, locale) })}
      </span>
    )
  })
}

/** A score of 50 is as usual: well above is good, well below is not. */
const toneOf = (score: number) => (score >= 60 ? 'success' : score >= 40 ? 'neutral' : 'warning')

export function Score({ score }: Pick<BankPost, 'score'>) {
  const { t } = useTranslation()
  if (score === null) return null
  return (
    <span className="status bank-score" data-tone={toneOf(score)} title={t('bank.scoreHint')}>
      <span className="sr-only">{t('bank.score')}</span> {score}
    </span>
  )
}
