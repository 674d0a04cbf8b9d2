import { Button } from '@mantine/core'
import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { clockWithSeconds, fullTime, sameDay, shortDateTime } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { ForwardIcon, RefreshIcon } from '../../ui/icons.tsx'

interface EntryProps {
  testId: string
  status: string
  at: string
  name: string
  about: (string | null)[]
  error: string | null
  payload: unknown
  badge: ReactNode
  replaying: boolean
  /** Null for what has been applied: there is nothing to replay. */
  onReplay: (() => void) | null
}

/** A line of the log: what came, how it went, and the whole of it on request. */
export function Entry({
  testId,
  status,
  at,
  name,
  about,
  error,
  payload,
  badge,
  replaying,
  onReplay,
}: EntryProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const [open, setOpen] = useState(false)
  const payloadId = useId()
  const today = sameDay(new Date(at), new Date())
  return (
    <li className="entry" data-testid={testId} data-status={status}>
      <div className="entry-line">
        <button
          type="button"
          className="entry-open"
          aria-expanded={open}
          aria-controls={payloadId}
          onClick={() => setOpen(!open)}
        >
          <span className="entry-turn" data-open={open || undefined}>
            <ForwardIcon size={14} />
          </span>
          <time dateTime={at} title={fullTime(at, locale)}>
            {today ? clockWithSeconds(at, locale) : shortDateTime(at, locale)}
          </time>
          <span className="entry-name">{name}</span>
          <span className="entry-about">{about.filter(Boolean).join(' · ')}</span>
        </button>
        {badge}
        {onReplay && (
          <Button
            variant="default"
            leftSection={<RefreshIcon size={15} />}
            loading={replaying}
            onClick={onReplay}
          >
            {t('action.replay')}
          </Button>
        )}
      </div>
      {error && <p className="cell-error entry-error">{error}</p>}
      {open && (
        <pre id={payloadId} className="entry-payload mono">
          {JSON.stringify(payload, null, 2)}
        </pre>
      )}
    </li>
  )
}
