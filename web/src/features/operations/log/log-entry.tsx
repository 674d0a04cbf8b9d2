import { useTranslation } from 'react-i18next'
import type { SystemLog } from '#core/operations/schemas.ts'
import type { Tone } from '../../../ui/status.tsx'
import { Status } from '../../../ui/status.tsx'
import { Detail, Details, ExactTime, Id } from '../parts/details.tsx'
import { Entry } from '../parts/entry.tsx'

const TONES: Record<SystemLog['level'], Tone> = { info: 'neutral', warn: 'warning', error: 'danger' }

interface LogEntryProps {
  line: SystemLog
  /** Operators see lines of all workspaces, so each line names its workspace. */
  showWorkspace: boolean
  onFind: (text: string) => void
}

/** One line of the log, with searches for all lines of its event or its request. */
export function LogEntry({ line, showWorkspace, onFind }: LogEntryProps) {
  const { t } = useTranslation()
  const { level, event, actor, requestId, reference, workspaceId, detail, at } = line
  return (
    <Entry
      testId="log-row"
      status={level}
      at={at}
      name={event}
      about={[reference, preview(detail)]}
      badge={<Status tone={TONES[level]}>{t(`log.name.${level}`)}</Status>}
    >
      <Details>
        <Detail label={t('log.at')}>
          <ExactTime at={at} />
        </Detail>
        <Detail label={t('log.event')}>
          <code className="mono">{event}</code>
          <button type="button" className="link-button" onClick={() => onFind(event)}>
            {t('log.sameEvent')}
          </button>
        </Detail>
        {reference && (
          <Detail label={t('log.reference')}>
            <Id label={t('log.reference')} value={reference} />
          </Detail>
        )}
        {requestId && (
          <Detail label={t('log.request')}>
            <Id label={t('log.request')} value={requestId} />
            <button type="button" className="link-button" onClick={() => onFind(requestId)}>
              {t('log.sameRequest')}
            </button>
          </Detail>
        )}
        {actor && (
          <Detail label={t('log.actor')}>
            <code className="mono">{actor}</code>
          </Detail>
        )}
        {showWorkspace && (
          <Detail label={t('log.workspace')}>
            {workspaceId ? (
              <Id label={t('log.workspace')} value={workspaceId} />
            ) : (
              <span className="muted">{t('log.installation')}</span>
            )}
          </Detail>
        )}
        {Object.entries(detail).map(([name, value]) => (
          <Detail key={name} label={name}>
            <span className="mono detail-value">{written(value)}</span>
          </Detail>
        ))}
      </Details>
    </Entry>
  )
}

/** Returns what fits on the line: the error if there is one, otherwise the first facts. */
function preview(detail: SystemLog['detail']): string {
  if (typeof detail.error === 'string') return detail.error
  return Object.entries(detail)
    .map(([name, value]) => `${name} ${written(value)}`)
    .join(', ')
}

const written = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
