import { Button, Input, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { KnowledgeDocument } from '#core/knowledge/schemas.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { RefreshIcon } from '../../ui/icons.tsx'
import { Failure, FormFailure, fieldError, Loading } from '../../ui/states.tsx'
import { type DocumentEdit, documentTextQuery, useEditDocument } from './api.ts'
import { FileField } from './file-drop.tsx'
import { FILE_MAX_BYTES } from './use-uploads.ts'

const TITLE_MAX = 200

interface EditProps {
  document: KnowledgeDocument
  onClose: () => void
}

/** Edits the title of any document, and its text, its file or its address. */
export function EditDocumentDialog({ document, onClose }: EditProps) {
  const { t } = useTranslation()
  const text = useQuery({ ...documentTextQuery(document.id), enabled: document.source === 'text' })
  const ready = document.source !== 'text' || text.data !== undefined
  return (
    <Dialog opened onClose={onClose} title={t('document.edit', { title: document.title })} width={600}>
      {!ready && text.isError && <Failure error={text.error} retry={() => void text.refetch()} />}
      {!ready && !text.isError && <Loading rows={4} />}
      {ready && <Edit document={document} written={text.data?.written ?? null} onClose={onClose} />}
    </Dialog>
  )
}

function Edit({ document, written, onClose }: EditProps & { written: string | null }) {
  const { t } = useTranslation()
  const [title, setTitle] = useState(document.title)
  const [text, setText] = useState(written)
  const [url, setUrl] = useState(document.url)
  const [file, setFile] = useState<File | null>(null)
  const save = useEditDocument(document.id)
  const tooLarge = file !== null && file.size > FILE_MAX_BYTES
  const change: DocumentEdit = {
    ...(title.trim() === document.title ? {} : { title }),
    ...(text === null || text === written ? {} : { text }),
    ...(url === null || url === document.url ? {} : { url }),
    ...(file === null ? {} : { file }),
  }
  const send = (edit: DocumentEdit) => save.mutate(edit, { onSuccess: onClose })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send(change)
  }
  const isComplete = [title, text, url].every((value) => value === null || value.trim() !== '')
  return (
    <form className="form" onSubmit={submit}>
      <TextInput
        label={t('document.title')}
        value={title}
        maxLength={TITLE_MAX}
        dir="auto"
        error={fieldError(save.error, 'title')}
        onChange={(event) => setTitle(event.currentTarget.value)}
        data-autofocus
      />
      {text !== null && (
        <Textarea
          label={t('document.text')}
          value={text}
          rows={14}
          dir="auto"
          error={fieldError(save.error, 'text')}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
      {url !== null && (
        <div className="replace-url">
          <TextInput
            type="url"
            inputMode="url"
            label={t('document.url')}
            value={url}
            error={fieldError(save.error, 'url')}
            onChange={(event) => setUrl(event.currentTarget.value)}
          />
          <Button
            variant="default"
            leftSection={<RefreshIcon size={16} />}
            disabled={save.isPending || url !== document.url}
            onClick={() => send({ ...change, url })}
          >
            {t('document.readAgain')}
          </Button>
        </div>
      )}
      {document.source === 'file' && (
        <Input.Wrapper
          label={t('document.file')}
          error={tooLarge ? t('document.tooBig') : fieldError(save.error, 'file')}
        >
          <p className="muted replaced-file" data-testid="replaced-file" dir="auto">
            {file === null ? document.fileName : `${document.fileName} → ${file.name}`}
          </p>
          <FileField one onFiles={([chosen]) => chosen && setFile(chosen)} />
        </Input.Wrapper>
      )}
      <p className="muted">{t('document.servesUntilRead')}</p>
      <FormFailure error={save.error} shownAt={['title', 'text', 'url', 'file']} />
      <div className="form-actions">
        <Button variant="default" onClick={onClose}>
          {t('action.close')}
        </Button>
        <Button
          type="submit"
          loading={save.isPending}
          disabled={Object.keys(change).length === 0 || !isComplete || tooLarge}
        >
          {t('action.save')}
        </Button>
      </div>
    </form>
  )
}
