import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { AccountLimit } from '#core/accounts/schemas.ts'
import { clock, shortDateTime } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { useNow } from '../../lib/use-now.ts'
import { limitsQuery } from './api.ts'
import { limitsToShow } from './limits.ts'

/** Limits of connectors that have a translation; others are shown by their own name. */
const NAMED = [
  'chat',
  'posts',
  'group',
  'messages',
  'to',
  'hashtags',
  'points',
  'uploads',
  'units',
  'app_usage',
  'usage',
] as const
const isNamed = (name: string): name is (typeof NAMED)[number] => NAMED.some((one) => one === name)
/** Returns the translation key of a limit. Usage that a platform counts itself is named `…_usage`. */
const wordOf = (name: string) => (isNamed(name) ? name : name.replace(/^.*_(?=usage$)/, ''))

const DAY_MS = 24 * 3_600_000

/** Shows the platform limits that an account has reached or nearly reached; nothing while there is room. */
export function AccountLimits({ id }: { id: string }) {
  const now = useNow()
  const { data } = useQuery(limitsQuery(id))
  const shown = limitsToShow(data ?? [], now)
  if (shown.length === 0) return null
  return (
    <ul className="account-limits" data-testid="account-limits">
      {shown.map((limit) => (
        <Limit key={`${limit.scope} ${limit.name} ${limit.kind} ${limit.windowMs}`} limit={limit} now={now} />
      ))}
    </ul>
  )
}

function Limit({
  limit: { name, kind, used, limit, windowMs, resetsAt },
  now,
}: {
  limit: AccountLimit
  now: number
}) {
  const { t } = useTranslation()
  const locale = useLocale()
  const word = wordOf(name)
  const reached = kind === 'closed' || used >= limit
  const at =
    resetsAt &&
    (Date.parse(resetsAt) - now < DAY_MS ? clock(resetsAt, locale) : shortDateTime(resetsAt, locale))
  const figures =
    kind === 'reported'
      ? t('account.limit.percent', { used: Math.round(used) })
      : t('account.limit.used', { used, limit, window: t(`account.limit.window.${windowOf(windowMs)}`) })
  return (
    <li data-reached={reached}>
      {kind === 'closed' ? (
        t('account.limit.closed', { at })
      ) : (
        <>
          <meter min={0} max={limit} value={Math.min(used, limit)} aria-hidden="true" />
          <span>
            {isNamed(word) ? t(`account.limit.name.${word}`) : name}: {figures}
            {reached && at && <> · {t('account.limit.free', { at })}</>}
          </span>
        </>
      )}
    </li>
  )
}

function windowOf(ms: number | null): 'minute' | 'hour' | 'day' | 'week' | 'other' {
  switch (ms) {
    case 60_000:
      return 'minute'
    case 3_600_000:
      return 'hour'
    case DAY_MS:
      return 'day'
    case 7 * DAY_MS:
      return 'week'
    default:
      return 'other'
  }
}
