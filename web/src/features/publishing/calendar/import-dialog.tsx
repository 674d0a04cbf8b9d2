import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PostImportReport } from '#core/publishing/schemas.ts'
import { api } from '../../../lib/api.ts'
import { keys } from '../../../lib/feed.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { ImportFile, ImportReportView } from '../../../ui/import-file.tsx'
import { FormFailure } from '../../../ui/states.tsx'

const COLUMNS = 'text, accounts, publishAt, timezone, status, labels, campaign, media'

/** Sends a file of posts: to say what would become of each row, or to schedule them. */
function useImport() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: ({ file, dryRun }: { file: File; dryRun: boolean }): Promise<PostImportReport> => {
      const form = new FormData()
      form.set('file', file)
      return api.upload('/v1/scheduled-posts/import', form, { query: { dryRun: dryRun ? 'true' : 'false' } })
    },
    onSuccess: (_report, { dryRun }) =>
      dryRun ? undefined : queryClient.invalidateQueries({ queryKey: keys.posts }),
  })
}

function useTakeBack() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (ids: string[]) => api.post('/v1/scheduled-posts/remove', { body: { ids } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.posts }),
  })
}

/** Imports posts from a file in two steps: what would become of each row, and then the import, which can be taken back. */
export default function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const [file, setFile] = useState<File | null>(null)
  const look = useImport()
  const bring = useImport()
  const back = useTakeBack()
  const report = bring.data ?? look.data
  const done = bring.data !== undefined
  const ready = look.data && !done ? look.data.created : 0
  const ids = bring.data?.rows.flatMap(({ id }) => id ?? []) ?? []
  const choose = (chosen: File) => {
    setFile(chosen)
    bring.reset()
    back.reset()
    look.mutate({ file: chosen, dryRun: true })
  }
  return (
    <Dialog opened onClose={onClose} title={t('postImport.title')} width={600}>
      <div className="form">
        <p className="muted">
          {t('postImport.hint')} {t('postImport.zone')}
        </p>
        <ImportFile
          label={
            look.isPending
              ? t('postImport.reading', { name: file?.name })
              : (file?.name ?? t('postImport.pick'))
          }
          columns={COLUMNS}
          accept=".csv,text/csv"
          disabled={look.isPending || bring.isPending}
          testId="posts-file"
          onChoose={choose}
        />
        <FormFailure error={back.error ?? bring.error ?? look.error} />
        {report && (
          <ImportReportView
            testId="posts-report"
            rows={report.rows}
            leftOut={(count) => t('postImport.leftOut', { count })}
            nameOf={(line) => t('postImport.line', { line })}
          >
            <p>
              {back.data
                ? `${t('postImport.undone', { count: back.data.removed.length })} ${back.data.kept.length > 0 ? t('postImport.kept') : ''}`
                : t(done ? 'postImport.done' : 'postImport.would', { count: report.created })}
            </p>
            {report.ignored.length > 0 && (
              <p className="muted">{t('postImport.ignored', { names: report.ignored.join(', ') })}</p>
            )}
          </ImportReportView>
        )}
        <div className="form-actions">
          {done && !back.data && ids.length > 0 && (
            <Button variant="default" loading={back.isPending} onClick={() => back.mutate(ids)}>
              {t('action.undo')}
            </Button>
          )}
          <Button variant={done ? 'filled' : 'default'} onClick={onClose}>
            {t(done ? 'action.done' : 'action.close')}
          </Button>
          {!done && (
            <Button
              disabled={ready === 0}
              loading={bring.isPending}
              onClick={() => file && bring.mutate({ file, dryRun: false })}
            >
              {t('postImport.bring', { count: ready })}
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  )
}
