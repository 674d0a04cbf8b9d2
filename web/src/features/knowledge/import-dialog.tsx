import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FaqImportResult } from '#core/knowledge/schemas.ts'
import { said } from '../../lib/server-words.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { CheckIcon, UploadIcon } from '../../ui/icons.tsx'
import { Scrolling } from '../../ui/scrolling.tsx'
import { FormFailure } from '../../ui/states.tsx'
import { useImportFaqs } from './api.ts'

/** Imports FAQs from a file, and lists the lines left out. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const [name, setName] = useState('')
  const bring = useImportFaqs()
  const choose = (file: File | undefined) => {
    if (!file) return
    setName(file.name)
    bring.mutate(file)
  }
  return (
    <Dialog opened onClose={onClose} title={t('faq.import')} width={560}>
      <div className="form">
        <p className="muted">{t('faq.importHint')}</p>
        <label className="file-field">
          <UploadIcon size={20} />
          <strong>{bring.isPending ? t('faq.importing', { name }) : name || t('faq.pickFile')}</strong>
          <code className="mono">question, answer, keywords, language, enabled</code>
          <input
            type="file"
            className="hidden-input"
            accept=".csv,.json,.xlsx,text/csv,application/json,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            disabled={bring.isPending}
            data-testid="faq-file"
            onChange={(event) => {
              const [file] = event.currentTarget.files ?? []
              choose(file)
              // Allow the same file to be chosen again once it is corrected.
              event.currentTarget.value = ''
            }}
          />
        </label>
        <FormFailure error={bring.error} />
        {bring.data && <Result result={bring.data} />}
        <div className="form-actions">
          <Button variant={bring.data ? 'filled' : 'default'} onClick={onClose}>
            {t(bring.data ? 'action.done' : 'action.close')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

function Result({ result }: { result: FaqImportResult }) {
  const { t } = useTranslation()
  const { created, updated, unchanged, problems } = result
  return (
    <div role="status" className="import-result">
      <p>
        <CheckIcon size={16} />{' '}
        {[
          t('faq.created', { count: created }),
          t('faq.updated', { count: updated }),
          t('faq.unchanged', { count: unchanged }),
        ].join(' · ')}
      </p>
      {problems.length > 0 && (
        <>
          <p className="import-problems">{t('faq.leftOut', { count: problems.length })}</p>
          <Scrolling className="import-lines" label={t('faq.leftOut', { count: problems.length })}>
            <ol className="row-list">
              {problems.map(({ line, message }) => (
                <li key={`${line} ${message}`}>
                  <span className="muted">{t('faq.line', { line })}</span> {said(message)}
                </li>
              ))}
            </ol>
          </Scrolling>
        </>
      )}
    </div>
  )
}
