import { type ReactNode, useId, useState } from 'react'
import { clockWithSeconds, fullTime, sameDay, shortDateTime } from '../../../lib/format.ts'
import { useLocale } from '../../../lib/use-locale.ts'
import { ForwardIcon } from '../../../ui/icons.tsx'
import { Scrolling } from '../../../ui/scrolling.tsx'

interface EntryProps {
  testId: string
  status: string
  at: string
  name: string
  about: (string | null)[]
  error?: string | null
  badge: ReactNode
  action?: ReactNode
  /** The details, shown on request. */
  children: ReactNode
}

/** A line of a record: name, time and outcome, and the details on request. */
export function Entry({ testId, status, at, name, about, error, badge, action, children }: EntryProps) {
  const locale = useLocale()
  const [open, setOpen] = useState(false)
  const detailId = useId()
  const today = sameDay(new Date(at), new Date())
  return (
    <li className="entry" data-testid={testId} data-status={status}>
      <div className="entry-line">
        <button
          type="button"
          className="entry-open"
          aria-expanded={open}
          aria-controls={open ? detailId : undefined}
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
          {badge}
        </button>
        {action}
      </div>
      {error && <p className="cell-error entry-error">{error}</p>}
      {open && (
        <div id={detailId} className="entry-detail">
          {children}
        </div>
      )}
    </li>
  )
}

/** A body as it came in. */
export function Payload({ label, value }: { label: string; value: unknown }) {
  return (
    <Scrolling className="entry-payload" label={label}>
      <pre className="mono">{JSON.stringify(value, null, 2)}</pre>
    </Scrolling>
  )
}
