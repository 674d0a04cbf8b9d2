import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportReport } from '#core/bank/schemas.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { ImportFile, ImportReportView } from '../../ui/import-file.tsx'
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
  const choose = (chosen: File) => {
    setFile(chosen)
    bring.reset()
    look.mutate({ file: chosen, dryRun: true })
  }
  return (
    <Dialog opened onClose={onClose} title={t('bank.import.title')} width={600}>
      <div className="form">
        <p className="muted">{t('bank.import.hint')}</p>
        <ImportFile
          label={
            look.isPending
              ? t('bank.import.reading', { name: file?.name })
              : (file?.name ?? t('bank.import.pick'))
          }
          columns={COLUMNS}
          accept=".csv,.json,text/csv,application/json"
          disabled={look.isPending || bring.isPending}
          testId="bank-file"
          onChoose={choose}
        />
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
  const tense = done ? 'done' : 'would'
  return (
    <ImportReportView
      testId="bank-report"
      rows={rows}
      leftOut={(count) => t('bank.import.leftOut', { count })}
      nameOf={(line) => t('bank.import.line', { line })}
    >
      <p>
        {[
          t(`bank.import.${tense}.created`, { count: created }),
          t(`bank.import.${tense}.updated`, { count: updated }),
          t('bank.import.unchanged', { count: unchanged }),
        ].join(' · ')}
      </p>
    </ImportReportView>
  )
}
