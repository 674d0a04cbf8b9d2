import { ActionIcon } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { fullTime } from '../../../lib/format.ts'
import { useLocale } from '../../../lib/use-locale.ts'
import { CheckIcon, CopyIcon } from '../../../ui/icons.tsx'

/** The facts of a line, as keys and values. */
export function Details({ children }: { children: ReactNode }) {
  return <dl className="details">{children}</dl>
}

export function Detail({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="detail">
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** Shows an instant to the millisecond in the viewer's zone, and as the machine wrote it, so that logs can be compared. */
export function ExactTime({ at }: { at: string }) {
  const locale = useLocale()
  return (
    <>
      {fullTime(at, locale)} <span className="mono muted">{at}</span>
    </>
  )
}

/** An id with a button that copies it. */
export function Id({ label, value }: { label: string; value: string }) {
  const { t } = useTranslation()
  const { copied, copy } = useClipboard({ timeout: 2_000 })
  return (
    <span className="id">
      <code className="mono">{value}</code>
      <ActionIcon
        size="sm"
        aria-label={t(copied ? 'action.copied' : 'action.copy', { what: label })}
        onClick={() => copy(value)}
      >
        {copied ? <CheckIcon size={14} /> : <CopyIcon size={14} />}
      </ActionIcon>
    </span>
  )
}
