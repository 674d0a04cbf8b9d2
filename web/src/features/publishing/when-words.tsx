import { useTranslation } from 'react-i18next'
import { useLocale } from '../../lib/use-locale.ts'
import { besideIt, longTime } from './times.ts'
import { cityOf, wallOf } from './wall-time.ts'

/**
 * Shows “Tuesday 24 November, 09:00 in Paris – 08:00 for you”: the post's own time, then the viewer's. `localTime` comes from
 * the server, with its offset.
 */
export function WhenWords({ localTime, timezone }: { localTime: string; timezone: string }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const there = longTime(wallOf(localTime), locale)
  const here = besideIt(localTime, locale, timezone)
  if (here === null)
    return (
      <p className="when-words">
        <time dateTime={localTime}>{there}</time>
      </p>
    )
  return (
    <p className="when-words">
      <time dateTime={localTime}>{t('when.there', { at: there, city: cityOf(timezone) })}</time>{' '}
      <span className="muted">{t('when.here', { at: here })}</span>
    </p>
  )
}
