import { Button, FileButton, SegmentedControl, Textarea, TextInput } from '@mantine/core'
import { useSessionStorage } from '@mantine/hooks'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fileSize } from '../../lib/format.ts'
import { useAttempt } from '../../lib/use-attempt.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { UploadIcon } from '../../ui/icons.tsx'
import { FormFailure, fieldError } from '../../ui/states.tsx'
import { useAddDocument } from './api.ts'

const TITLE_MAX = 200
const BYTES_MAX = 1_000_000
const ACCEPTED = '.txt,.md,.markdown,text/plain,text/markdown'
const NOTHING = { title: '', text: '' }

export function AddDocumentDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Dialog opened={opened} onClose={onClose} title={t('document.add')} width={600}>
      {opened && <AddDocument onClose={onClose} />}
    </Dialog>
  )
}

function AddDocument({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const [way, setWay] = useState('text')
  const [written, setWritten, forget] = useSessionStorage({
    key: 'chorus-new-document',
    defaultValue: NOTHING,
  })
  const [file, setFile] = useState<File | null>(null)
  const add = useAddDocument(useAttempt())
  const tooBig = file !== null && file.size > BYTES_MAX
  const ready =
    way === 'file' ? file !== null && !tooBig : written.title.trim() !== '' && written.text.trim() !== ''

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (way === 'file') {
      if (file) add.mutate(file, { onSuccess: onClose })
      return
    }
    add.mutate(written, {
      onSuccess: () => {
        forget()
        onClose()
      },
    })
  }
  return (
    <form className="form" onSubmit={submit}>
      <SegmentedControl
        fullWidth
        aria-label={t('document.way')}
        value={way}
        onChange={setWay}
        data={[
          { value: 'text', label: t('document.write') },
          { value: 'file', label: t('document.upload') },
        ]}
      />
      {way === 'text' ? (
        <>
          <TextInput
            label={t('document.title')}
            value={written.title}
            onChange={(event) => setWritten({ ...written, title: event.currentTarget.value })}
            error={fieldError(add.error, 'title')}
            maxLength={TITLE_MAX}
            dir="auto"
            data-autofocus
          />
          <Textarea
            label={t('document.text')}
            description={t('document.textHint')}
            value={written.text}
            onChange={(event) => setWritten({ ...written, text: event.currentTarget.value })}
            error={fieldError(add.error, 'text')}
            rows={12}
            dir="auto"
          />
        </>
      ) : (
        <FileButton accept={ACCEPTED} onChange={setFile}>
          {(props) => (
            <button type="button" className="file-field" {...props}>
              <UploadIcon size={20} />
              {file ? (
                <span>
                  <strong>{file.name}</strong> · {fileSize(file.size, locale)}
                </span>
              ) : (
                <span>{t('document.pickFile')}</span>
              )}
              <span className="muted">{t('document.fileHint')}</span>
              {tooBig && <span className="cell-error">{t('document.tooBig')}</span>}
            </button>
          )}
        </FileButton>
      )}
      <FormFailure error={add.error} />
      <div className="form-actions">
        <Button variant="default" onClick={onClose}>
          {t('action.close')}
        </Button>
        <Button type="submit" loading={add.isPending} disabled={!ready}>
          {t('document.add')}
        </Button>
      </div>
    </form>
  )
}
