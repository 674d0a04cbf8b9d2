import { useTranslation } from 'react-i18next'
import { viewerZone } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { besideIt, longTime, sameClock } from './times.ts'
import { cityOf } from './zoned-time.ts'

/** “Tuesday 24 November, 09:00 in Paris – 08:00 for you”: the post's own time first, the viewer's beside it. */
export function WhenWords({ at, timezone }: { at: string; timezone: string }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const there = longTime(at, locale, timezone)
  if (sameClock(at, timezone, viewerZone()))
    return (
      <p className="when-words">
        <time dateTime={at}>{there}</time>
      </p>
    )
  return (
    <p className="when-words">
      <time dateTime={at}>{t('when.there', { at: there, city: cityOf(timezone) })}</time>{' '}
      <span className="muted">{t('when.here', { at: besideIt(at, locale, timezone) })}</span>
    </p>
  )
}
