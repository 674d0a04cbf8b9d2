import { Progress } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { BillingSubscription } from '#core/billing/schemas.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { Section } from '../workspaces/settings/section.tsx'

type Used = BillingSubscription['usage'][number]

/** The use of everything that the plan limits. */
export function Usage({ usage }: { usage: readonly Used[] }) {
  const { t } = useTranslation()
  return (
    <Section title={t('billing.usage')} hint={t('billing.usageHint')}>
      {usage.length === 0 ? (
        <p className="setting-note">{t('billing.noLimits')}</p>
      ) : (
        <ul className="billing-usage">
          {usage.map((one) => (
            <Line key={one.what} {...one} />
          ))}
        </ul>
      )}
    </Section>
  )
}

function Line({ what, used, most }: Used) {
  const { t } = useTranslation()
  const locale = useLocale()
  const shown = (count: number) => (what === 'storage' ? room(count, locale) : count.toLocaleString(locale))
  const name = t(`billing.what.${what}`)
  return (
    <li>
      <span>{name}</span>
      <span className="muted">
        {most === null ? shown(used) : t('billing.of', { used: shown(used), most: shown(most) })}
      </span>
      {most !== null && <Meter label={name} used={used} most={most} />}
    </li>
  )
}

const MB = 1024 * 1024
const GB = 1024 * MB

/** Writes bytes as plans count them: 50 GB are 50 × 1024³. */
const room = (bytes: number, locale: string): string =>
  new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: bytes >= GB ? 'gigabyte' : 'megabyte',
    maximumFractionDigits: 1,
  }).format(bytes / (bytes >= GB ? GB : MB))

/** A bar that turns yellow at four fifths and red when nothing is left. */
export function Meter({ label, used, most }: { label: string; used: number; most: number }) {
  const share = most > 0 ? used / most : 1
  const colour = share >= 1 ? 'red' : share >= 0.8 ? 'yellow' : undefined
  return (
    <Progress
      className="billing-meter"
      value={Math.min(100, share * 100)}
      {...(colour ? { color: colour } : {})}
      aria-label={label}
    />
  )
}
