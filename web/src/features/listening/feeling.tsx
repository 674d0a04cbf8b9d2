import { useTranslation } from 'react-i18next'
import type { Polarity } from '#core/listening/schemas/sentiment.ts'
import { useLocale } from '../../lib/use-locale.ts'
import type { Tone } from '../../ui/status.tsx'

export const TONES: Readonly<Record<Polarity, Tone>> = {
  positive: 'success',
  neutral: 'neutral',
  negative: 'danger',
}

/** A mean of −1 to 1, in words of its sign: colour is not all that tells it. */
export function Feeling({ mean }: { mean: number }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const sign = mean >= 0.05 ? 'positive' : mean <= -0.05 ? 'negative' : 'neutral'
  const value = new Intl.NumberFormat(locale, { signDisplay: 'exceptZero', maximumFractionDigits: 2 })
  return (
    <span className="status heard-mean-value" data-tone={TONES[sign]} title={t('listening.meanHint')}>
      {value.format(mean)}
    </span>
  )
}
