import { Button, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { KnowledgeDocument } from '#core/knowledge/schemas.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Failure, FormFailure, fieldError, Loading } from '../../ui/states.tsx'
import { documentTextQuery, useUpdateDocument } from './api.ts'

const TITLE_MAX = 200

interface EditProps {
  document: KnowledgeDocument
  onClose: () => void
}

/** The title of any document, and the words of one that was written here. */
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
  const save = useUpdateDocument(document.id)
  const change = {
    ...(title.trim() === document.title ? {} : { title }),
    ...(text === null || text === written ? {} : { text }),
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate(change, { onSuccess: onClose })
  }
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
      {text === null ? (
        <p className="muted">{t('document.replaceHint')}</p>
      ) : (
        <Textarea
          label={t('document.text')}
          value={text}
          rows={14}
          dir="auto"
          error={fieldError(save.error, 'text')}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
      <FormFailure error={save.error} shownAt={['title', 'text']} />
      <div className="form-actions">
        <Button variant="default" onClick={onClose}>
          {t('action.close')}
        </Button>
        <Button
          type="submit"
          loading={save.isPending}
          disabled={Object.keys(change).length === 0 || title.trim() === '' || text?.trim() === ''}
        >
          {t('action.save')}
        </Button>
      </div>
    </form>
  )
}
