import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { WorkerState } from '#core/operations/schemas.ts'
import { fullTime, shortTime } from '../../../lib/format.ts'
import { useLocale } from '../../../lib/use-locale.ts'
import { useNow } from '../../../lib/use-now.ts'
import { Status } from '../../../ui/status.tsx'
import { duration } from '../parts/figures.ts'
import { RUN_TONES } from './task-run.tsx'

interface LastRunProps {
  worker: string
  /** Says why there is no run. */
  idle: string
  run: WorkerState['lastRun']
}

/** Shows how the latest run went, or why there is none. Links to all its runs. */
export function LastRun({ worker, idle, run }: LastRunProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const now = useNow()
  if (!run) return <p className="last-run last-run-none">{idle}</p>
  const { status, startedAt, durationMs, processed, failed } = run
  const facts = [
    t('worker.processed', { count: processed }),
    failed > 0 ? t('worker.failed', { count: failed }) : null,
    durationMs === null ? null : duration(durationMs, locale),
  ]
  return (
    <Link to="/operations" search={{ tab: 'runs', task: worker }} className="last-run">
      <span className="sr-only">{t('worker.last')}: </span>
      <span className="last-run-line">
        <Status tone={RUN_TONES[status]}>{t(`taskRun.status.${status}`)}</Status>
        <time dateTime={startedAt} title={fullTime(startedAt, locale)}>
          {shortTime(startedAt, now, locale, t('time.now'))}
        </time>
      </span>
      <span className="last-run-facts">{facts.filter(Boolean).join(' · ')}</span>
    </Link>
  )
}
