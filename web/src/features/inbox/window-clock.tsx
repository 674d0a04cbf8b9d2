import { useTranslation } from 'react-i18next'
import { fullTime, remaining } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { useNow } from '../../lib/use-now.ts'
import { ClockIcon } from '../../ui/icons.tsx'

const SOON_MS = 2 * 3_600_000

/** Shows until when the platform takes free text. The server enforces it; the clock saves people from writing in vain. */
export function WindowClock({ until }: { until: string }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const now = useNow(15_000)
  const left = remaining(until, now, locale)
  const state = left === null ? 'closed' : Date.parse(until) - now < SOON_MS ? 'soon' : 'open'
  return (
    <span className="window-clock" data-state={state} title={fullTime(until, locale)}>
      <ClockIcon size={15} />
      {left === null ? t('window.closed') : t('window.open', { left })}
    </span>
  )
}
