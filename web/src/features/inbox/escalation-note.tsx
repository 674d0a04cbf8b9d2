import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'

const NOTE_MAX = 2_000

interface NoteFormProps {
  note: string
  save: (text: string) => void
  cancel: () => void
}

/** Writes what a person should know who takes the conversation. */
export default function NoteForm({ note, save, cancel }: NoteFormProps) {
  const { t } = useTranslation()
  const [text, setText] = useState(note)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save(text.trim())
  }
  return (
    <form
      className="escalation-note-form"
      onSubmit={submit}
      onKeyDown={(event) => event.key === 'Escape' && cancel()}
    >
      <TextInput
        autoFocus
        aria-label={t('escalation.note')}
        placeholder={t('escalation.noteHint')}
        value={text}
        maxLength={NOTE_MAX}
        dir="auto"
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" size="sm">
        {t('action.save')}
      </Button>
      <Button variant="subtle" color="gray" size="sm" onClick={cancel}>
        {t('settings.keep')}
      </Button>
    </form>
  )
}
