import { useTranslation } from 'react-i18next'
import type { ScheduledPost } from '#core/publishing/schemas.ts'
import { clockWithSeconds, fullTime } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { Status, toneOf } from '../../ui/status.tsx'

/** Every attempt, in order: the proof of what was tried and what the platform said. */
export function PostRuns({ post }: { post: ScheduledPost }) {
  const { t } = useTranslation()
  const locale = useLocale()
  if (post.runs.length === 0) return <p className="muted">{t('post.noRuns')}</p>
  const names = new Map(post.targets.map(({ id, accountName }) => [id, accountName]))
  return (
    <ol className="row-list runs">
      {post.runs.map((run) => (
        <li key={run.id}>
          <time dateTime={run.startedAt} title={fullTime(run.startedAt, locale)}>
            {clockWithSeconds(run.startedAt, locale)}
          </time>
          <div>
            <span>
              {names.get(run.targetId)} <span className="muted">{t('run.fence', { fence: run.fence })}</span>
            </span>
            {run.finishedAt && (
              <span className="muted">
                {' '}
                · {t('run.took', { ms: Math.max(0, Date.parse(run.finishedAt) - Date.parse(run.startedAt)) })}
              </span>
            )}
            {run.error && <p className="cell-error">{run.error}</p>}
          </div>
          <Status tone={toneOf(run.status)}>{t(`run.status.${run.status}`)}</Status>
        </li>
      ))}
    </ol>
  )
}
