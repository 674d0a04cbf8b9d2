import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ListeningReport } from '#core/listening/schemas/posts.ts'
import { said } from '../../lib/server-words.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { UploadIcon } from '../../ui/icons.tsx'
import { FormFailure } from '../../ui/states.tsx'
import { useImportPosts } from './api.ts'

const COLUMNS =
  'platform, externalId, text, postedAt, author, url, language, hashtags, likes, comments, shares, saves, views'

/** Imports posts of a file into a project. What is known already is brought up to date; the same file twice changes nothing. */
export default function ImportDialog({ projectId, onClose }: { projectId: string; onClose: () => void }) {
  const { t } = useTranslation()
  const bring = useImportPosts(projectId)
  return (
    <Dialog opened onClose={onClose} title={t('listening.import.title')} width={600}>
      <div className="form">
        <p className="muted">{t('listening.import.hint')}</p>
        <label className="heard-file">
          <UploadIcon size={20} />
          <strong>{t(bring.isPending ? 'listening.import.reading' : 'listening.import.pick')}</strong>
          <code className="mono">{COLUMNS}</code>
          <input
            type="file"
            className="sr-only"
            accept=".csv,.json,text/csv,application/json"
            disabled={bring.isPending}
            data-testid="heard-file"
            onChange={(event) => {
              const [chosen] = event.currentTarget.files ?? []
              if (chosen) bring.mutate(chosen)
              // Allow the same file to be chosen again once it is corrected.
              event.currentTarget.value = ''
            }}
          />
        </label>
        <FormFailure error={bring.error} />
        {bring.data && <Report report={bring.data} />}
        <div className="form-actions">
          <Button variant={bring.data ? 'filled' : 'default'} onClick={onClose}>
            {t(bring.data ? 'action.done' : 'action.close')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

function Report({ report: { created, updated, unchanged, outside, rows } }: { report: ListeningReport }) {
  const { t } = useTranslation()
  const wrong = rows.filter(({ status }) => status === 'error')
  return (
    <div role="status" className="heard-report" data-testid="heard-report">
      <p>
        {[
          t('listening.import.created', { count: created }),
          t('listening.import.updated', { count: updated }),
          t('listening.import.unchanged', { count: unchanged }),
          t('listening.import.outside', { count: outside }),
        ].join(' · ')}
      </p>
      {wrong.length > 0 && (
        <ol className="row-list">
          {wrong.map(({ line, errors }) => (
            <li key={line}>
              <span className="muted">{t('listening.import.line', { line })}</span>{' '}
              {errors.map(said).join(' ')}
            </li>
          ))}
        </ol>
      )}
    </div>
  )
}
