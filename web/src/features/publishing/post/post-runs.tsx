import { useTranslation } from 'react-i18next'
import type { Run } from '#core/publishing/schemas.ts'
import { clockWithSeconds, fullTime } from '../../../lib/format.ts'
import { said } from '../../../lib/server-words.ts'
import { useLocale } from '../../../lib/use-locale.ts'
import { Status, toneOf } from '../../../ui/status.tsx'

/** Lists every attempt, in order, with the platform's answer. */
export function PostRuns({ runs, opened }: { runs: readonly Run[]; opened: boolean }) {
  const { t } = useTranslation()
  const locale = useLocale()
  if (runs.length === 0) return null
  return (
    <details className="runs" open={opened}>
      <summary>{t('run.attempts', { count: runs.length })}</summary>
      <ol className="row-list">
        {runs.map((run, index) => (
          <li key={run.id}>
            <time dateTime={run.startedAt} title={fullTime(run.startedAt, locale)}>
              {clockWithSeconds(run.startedAt, locale)}
            </time>
            <div>
              <span>{t('run.attempt', { number: index + 1 })}</span>{' '}
              <span className="muted">
                {run.finishedAt && t('run.took', { ms: tookMs(run.startedAt, run.finishedAt) })}
              </span>
              {run.error && <p className="cell-error">{said(run.error)}</p>}
            </div>
            <Status tone={toneOf(run.status)}>{t(`run.status.${run.status}`)}</Status>
          </li>
        ))}
      </ol>
    </details>
  )
}

const tookMs = (from: string, to: string): number => Math.max(0, Date.parse(to) - Date.parse(from))
