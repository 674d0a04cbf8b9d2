import { useClipboard } from '@mantine/hooks'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AuditEntry } from '#core/workspaces/schemas.ts'
import { clockWithSeconds, fullTime, sameDay, shortDateTime } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { ForwardIcon } from '../../ui/icons.tsx'
import { isAction } from './audit-actions.ts'
import { differences } from './audit-rules.ts'

interface EntryProps {
  entry: AuditEntry
  /** Filters by the actor of this entry. */
  onActor: () => void
}

export function AuditEntryRow({ entry, onActor }: EntryProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const [open, setOpen] = useState(false)
  const bodyId = useId()
  const { actorLabel, action, at } = entry
  const today = sameDay(new Date(at), new Date())
  return (
    <li className="audit-entry" data-testid="audit-row" data-action={action}>
      <button
        type="button"
        className="audit-line"
        aria-expanded={open}
        aria-controls={bodyId}
        onClick={() => setOpen(!open)}
      >
        <span className="audit-turn" data-open={open || undefined}>
          <ForwardIcon size={14} />
        </span>
        <time dateTime={at} title={fullTime(at, locale)}>
          {today ? clockWithSeconds(at, locale) : shortDateTime(at, locale)}
        </time>
        <span className="audit-who" dir="auto">
          {actorLabel}
        </span>
        <span className="audit-what">{isAction(action) ? t(`audit.action.${action}`) : action}</span>
        <span className="audit-on" dir="auto">
          {summary(entry)}
        </span>
      </button>
      {open && (
        <div id={bodyId} className="audit-body">
          <Differences entry={entry} />
          <Facts entry={entry} />
          <button type="button" className="link-button" onClick={onActor}>
            {t('audit.allBy', { name: actorLabel })}
          </button>
        </div>
      )}
    </li>
  )
}

/** Returns the object's name for people: its name or address, if the entry holds one. */
function summary({ before, after }: AuditEntry): string {
  const named = { ...before, ...after }
  const name = named.name ?? named.email ?? named.title ?? named.text
  return typeof name === 'string' ? name : ''
}

function Differences({ entry: { before, after } }: { entry: AuditEntry }) {
  const { t } = useTranslation()
  const changed = differences(before, after)
  if (changed.length === 0) return <p className="muted audit-none">{t('audit.noDetail')}</p>
  return (
    <table className="audit-table">
      <thead>
        <tr>
          <th scope="col">{t('audit.field')}</th>
          {before && <th scope="col">{t('audit.before')}</th>}
          {after && <th scope="col">{t('audit.after')}</th>}
        </tr>
      </thead>
      <tbody>
        {changed.map(({ name, before: was, after: is }) => (
          <tr key={name}>
            <th scope="row" className="mono">
              {name}
            </th>
            {before && <td dir="auto">{was === null ? '–' : <del>{was}</del>}</td>}
            {after && <td dir="auto">{is === null ? '–' : <ins>{is}</ins>}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Facts({
  entry: { at, action, actor, actorLabel, objectType, objectId, requestId },
}: {
  entry: AuditEntry
}) {
  const { t } = useTranslation()
  const { copied, copy } = useClipboard({ timeout: 2_000 })
  const facts = [
    ['when', fullTime(at, useLocale())],
    ['action', isAction(action) ? t(`audit.action.${action}`) : action],
    ['actor', actorLabel],
  ] as const
  const ids = [action, actor, objectId ? `${objectType} ${objectId}` : objectType, requestId]
    .filter(Boolean)
    .join('\n')
  return (
    <dl className="audit-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{t(`audit.fact.${name}`)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      <div>
        <dt>{t('audit.fact.ids')}</dt>
        <dd>
          <button type="button" className="link-button" onClick={() => copy(ids)}>
            {t(copied ? 'audit.copied' : 'audit.copyIds')}
          </button>
        </dd>
      </div>
    </dl>
  )
}
