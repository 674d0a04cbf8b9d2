import { useTranslation } from 'react-i18next'
import type { Batch } from '#core/drafts/schemas.ts'

/** Shows how many drafts of a batch are written, and how many could not be. */
export function Progress({ total, completed, failed }: Pick<Batch, 'total' | 'completed' | 'failed'>) {
  const { t } = useTranslation()
  return (
    <span className="batch-progress">
      <progress aria-label={t('batch.progress')} max={Math.max(1, total)} value={completed + failed} />
      <span>
        {t('batch.written', { count: completed, total })}
        {failed > 0 && <span className="cell-error"> · {t('batch.failed', { count: failed })}</span>}
      </span>
    </span>
  )
}
