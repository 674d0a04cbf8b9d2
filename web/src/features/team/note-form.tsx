import { Button, NativeSelect, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAttempt } from '../../lib/use-attempt.ts'
import { FormFailure, fieldError } from '../../ui/states.tsx'
import { useEveryMember } from '../workspaces/settings/members-api.ts'
import { namedIn } from './mentions.ts'
import { type Note, useSaveNote } from './team-api.ts'

const NOTE_MAX = 4000

interface NoteFormProps {
  conversationId: string
  /** Null to write a new one. */
  note: Note | null
  onDone?: () => void
}

/** Writes a note. Who is named with `@` and their name in it is told. */
export function NoteForm({ conversationId, note, onDone }: NoteFormProps) {
  const { t } = useTranslation()
  const [text, setText] = useState(note?.text ?? '')
  const members = useEveryMember()
  const save = useSaveNote(conversationId, useAttempt())
  const written = text.trim()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (written === '') return
    save.mutate(
      { id: note?.id ?? null, text: written, mentions: namedIn(written, members) },
      {
        onSuccess: () => {
          setText('')
          onDone?.()
        },
      },
    )
  }
  return (
    <form className="note-form" onSubmit={submit}>
      <Textarea
        aria-label={t(note ? 'team.editNote' : 'team.write')}
        placeholder={t('team.writeHint')}
        data-testid="note-text"
        value={text}
        maxLength={NOTE_MAX}
        autosize
        minRows={2}
        maxRows={10}
        dir="auto"
        error={fieldError(save.error, 'text')}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <FormFailure error={save.error} shownAt={['text']} />
      <div className="note-foot">
        <NativeSelect
          size="xs"
          aria-label={t('team.mention')}
          value=""
          data={[
            { value: '', label: `@ ${t('team.mention')}` },
            ...members.map(({ name }) => ({ value: name, label: name })),
          ]}
          onChange={({ currentTarget: { value } }) =>
            value !== '' && setText(`${text}${text === '' || /\s$/.test(text) ? '' : ' '}@${value} `)
          }
        />
        {onDone && (
          <Button variant="default" onClick={onDone}>
            {t('action.close')}
          </Button>
        )}
        <Button type="submit" loading={save.isPending} disabled={written === ''} data-testid="add-note">
          {t(note ? 'action.save' : 'team.addNote')}
        </Button>
      </div>
    </form>
  )
}
