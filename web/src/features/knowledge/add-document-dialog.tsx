import { Button, SegmentedControl, Textarea, TextInput } from '@mantine/core'
import { useSessionStorage } from '@mantine/hooks'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CreateDocument } from '#core/knowledge/schemas.ts'
import { useAttempt } from '../../lib/use-attempt.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { FormFailure, fieldError } from '../../ui/states.tsx'
import { useAddDocument } from './api.ts'
import { FileField } from './file-drop.tsx'

const TITLE_MAX = 200
const WAYS = ['file', 'text', 'url'] as const
type Way = (typeof WAYS)[number]
const NOTHING = { title: '', text: '', url: '', pageTitle: '' }
type Written = typeof NOTHING

interface AddDocumentProps {
  onClose: () => void
  onFiles: (files: File[]) => void
}

export function AddDocumentDialog({ opened, ...props }: AddDocumentProps & { opened: boolean }) {
  const { t } = useTranslation()
  return (
    <Dialog opened={opened} onClose={props.onClose} title={t('document.add')} width={600}>
      {opened && <AddDocument {...props} />}
    </Dialog>
  )
}

/** Adds documents. Files upload as soon as they are chosen; typed text survives a reload until it is added. */
function AddDocument({ onClose, onFiles }: AddDocumentProps) {
  const { t } = useTranslation()
  const [way, setWay] = useState<Way>('file')
  const [written, setWritten, forget] = useSessionStorage({
    key: 'chorus-new-document',
    defaultValue: NOTHING,
  })
  const add = useAddDocument(useAttempt())
  const content = contentOf(way, written)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!content) return
    add.mutate(content, {
      onSuccess: () => {
        forget()
        onClose()
      },
    })
  }
  const field = (name: keyof Written) => ({
    value: written[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      setWritten({ ...written, [name]: event.currentTarget.value }),
    dir: 'auto' as const,
  })
  return (
    <form className="form" onSubmit={submit}>
      <SegmentedControl
        fullWidth
        aria-label={t('document.way')}
        value={way}
        onChange={(value) => {
          add.reset()
          setWay(WAYS.find((one) => one === value) ?? 'file')
        }}
        data={WAYS.map((value) => ({ value, label: t(`document.ways.${value}`) }))}
      />
      {way === 'file' && (
        <FileField
          onFiles={(files) => {
            onFiles(files)
            onClose()
          }}
        />
      )}
      {way === 'text' && (
        <>
          <TextInput
            label={t('document.title')}
            error={fieldError(add.error, 'title')}
            maxLength={TITLE_MAX}
            data-autofocus
            {...field('title')}
          />
          <Textarea
            label={t('document.text')}
            description={t('document.textHint')}
            error={fieldError(add.error, 'text')}
            rows={12}
            {...field('text')}
          />
        </>
      )}
      {way === 'url' && (
        <>
          <TextInput
            type="url"
            inputMode="url"
            label={t('document.url')}
            description={t('document.urlHint')}
            placeholder="https://"
            error={fieldError(add.error, 'url')}
            data-autofocus
            {...field('url')}
          />
          <TextInput
            label={t('document.pageTitle')}
            placeholder={t('document.pageTitleHint')}
            error={fieldError(add.error, 'title')}
            maxLength={TITLE_MAX}
            {...field('pageTitle')}
          />
        </>
      )}
      <FormFailure error={add.error} />
      <div className="form-actions">
        <Button variant="default" onClick={onClose}>
          {t('action.close')}
        </Button>
        {way !== 'file' && (
          <Button type="submit" loading={add.isPending} disabled={!content}>
            {t('document.add')}
          </Button>
        )}
      </div>
    </form>
  )
}

/** Returns the content that the form would add; null while something is missing. */
function contentOf(way: Way, { title, text, url, pageTitle }: Written): CreateDocument | null {
  if (way === 'text') return title.trim() && text.trim() ? { title, text } : null
  if (way === 'url' && url.trim()) return pageTitle.trim() ? { url, title: pageTitle } : { url }
  return null
}
