import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportReport } from '#core/bank/schemas.ts'
import { said } from '../../lib/server-words.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { UploadIcon } from '../../ui/icons.tsx'
import { FormFailure } from '../../ui/states.tsx'
import { useImportPosts } from './api.ts'

const COLUMNS =
  'platform, externalId, text, postedAt, author, profileId, url, likes, comments, shares, saves, views'

/** Imports posts from a file in two steps: what would become of each line, and then the import. */
export default function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const [file, setFile] = useState<File | null>(null)
  const look = useImportPosts()
  const bring = useImportPosts()
  const report = bring.data ?? look.data
  const ready = look.data && !bring.data ? look.data.created + look.data.updated : 0
  const choose = (chosen: File | undefined) => {
    if (!chosen) return
    setFile(chosen)
    bring.reset()
    look.mutate({ file: chosen, dryRun: true })
  }
  return (
    <Dialog opened onClose={onClose} title={t('bank.import.title')} width={600}>
      <div className="form">
        <p className="muted">{t('bank.import.hint')}</p>
        <label className="bank-file">
          <UploadIcon size={20} />
          <strong>
            {look.isPending
              ? t('bank.import.reading', { name: file?.name })
              : (file?.name ?? t('bank.import.pick'))}
          </strong>
          <code className="mono">{COLUMNS}</code>
          <input
            type="file"
            className="sr-only"
            accept=".csv,.json,text/csv,application/json"
            disabled={look.isPending || bring.isPending}
            data-testid="bank-file"
            onChange={(event) => {
              const [chosen] = event.currentTarget.files ?? []
              choose(chosen)
              // Allow the same file to be chosen again once it is corrected.
              event.currentTarget.value = ''
            }}
          />
        </label>
        <FormFailure error={bring.error ?? look.error} />
        {report && <Report report={report} done={bring.data !== undefined} />}
        <div className="form-actions">
          <Button variant={bring.data ? 'filled' : 'default'} onClick={onClose}>
            {t(bring.data ? 'action.done' : 'action.close')}
          </Button>
          {!bring.data && (
            <Button
              disabled={ready === 0}
              loading={bring.isPending}
              onClick={() => file && bring.mutate({ file, dryRun: false })}
            >
              {t('bank.import.bring', { count: ready })}
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  )
}

function Report({ report, done }: { report: ImportReport; done: boolean }) {
  const { t } = useTranslation()
  const { created, updated, unchanged, rows } = report
  const wrong = rows.filter(({ status }) => status === 'error')
  const tense = done ? 'done' : 'would'
  return (
    <div role="status" className="bank-report" data-testid="bank-report">
      <p>
        {[
          t(`bank.import.${tense}.created`, { count: created }),
          t(`bank.import.${tense}.updated`, { count: updated }),
          t('bank.import.unchanged', { count: unchanged }),
        ].join(' · ')}
      </p>
      {wrong.length > 0 && (
        <>
          <p className="bank-report-wrong">{t('bank.import.leftOut', { count: wrong.length })}</p>
          <ol className="row-list">
            {wrong.map(({ line, errors }) => (
              <li key={line}>
                <span className="muted">{t('bank.import.line', { line })}</span> {errors.map(said).join(' ')}
              </li>
            ))}
          </ol>
        </>
      )}
    </div>
  )
}
