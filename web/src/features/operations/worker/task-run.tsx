import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { TaskRun } from '#core/operations/schemas.ts'
import { useLocale } from '../../../lib/use-locale.ts'
import { Status, type Tone } from '../../../ui/status.tsx'
import { Detail, Details, ExactTime, Id } from '../parts/details.tsx'
import { Entry } from '../parts/entry.tsx'
import { count, duration } from '../parts/figures.ts'
import { useWorkerWords } from './switches.ts'

export const RUN_TONES: Record<TaskRun['status'], Tone> = {
  running: 'info',
  completed: 'success',
  failed: 'danger',
}

export function TaskRunEntry({ run }: { run: TaskRun }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const wordsOf = useWorkerWords()
  const { task, status, processed, failed, error, requestId, startedAt, finishedAt, durationMs } = run
  return (
    <Entry
      testId="task-run-row"
      status={status}
      at={startedAt}
      name={wordsOf(task).name}
      about={[
        t('worker.processed', { count: processed }),
        failed > 0 ? t('worker.failed', { count: failed }) : null,
        durationMs === null ? null : duration(durationMs, locale),
      ]}
      error={error}
      badge={<Status tone={RUN_TONES[status]}>{t(`taskRun.status.${status}`)}</Status>}
    >
      <Details>
        <Detail label={t('taskRun.started')}>
          <ExactTime at={startedAt} />
        </Detail>
        <Detail label={t('taskRun.finished')}>
          {finishedAt ? (
            <ExactTime at={finishedAt} />
          ) : (
            <span className="muted">{t('taskRun.notFinished')}</span>
          )}
        </Detail>
        {durationMs !== null && <Detail label={t('taskRun.took')}>{duration(durationMs, locale)}</Detail>}
        <Detail label={t('taskRun.done')}>{count(processed, locale)}</Detail>
        <Detail label={t('taskRun.failed')}>{count(failed, locale)}</Detail>
        <Detail label={t('taskRun.request')}>
          <Id label={t('taskRun.request')} value={requestId} />
          <Link to="/operations" search={{ tab: 'log', reference: requestId }} className="link">
            {t('taskRun.toLog')}
          </Link>
        </Detail>
      </Details>
    </Entry>
  )
}
