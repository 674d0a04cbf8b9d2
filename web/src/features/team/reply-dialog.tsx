import { Button, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAttempt } from '../../lib/use-attempt.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { FormFailure, fieldError } from '../../ui/states.tsx'
import { type CannedReply, useSaveReply } from './team-api.ts'

/** The variables, with their words. */
const VARIABLES = [
  ['contact.first_name', 'contact_first_name'],
  ['contact.name', 'contact_name'],
  ['agent.name', 'agent_name'],
  ['account.name', 'account_name'],
] as const
const TEXT_MAX = 4096
const SHORTCUT_MAX = 40

interface ReplyDialogProps {
  /** Null to write a new one. */
  reply: CannedReply | null
  onClose: () => void
}

export function ReplyDialog({ reply, onClose }: ReplyDialogProps) {
  const { t } = useTranslation()
  return (
    <Dialog opened onClose={onClose} title={t(reply ? 'team.editReply' : 'team.newReply')} width={560}>
      <ReplyForm reply={reply} onClose={onClose} />
    </Dialog>
  )
}

function ReplyForm({ reply, onClose }: ReplyDialogProps) {
  const { t } = useTranslation()
  const [shortcut, setShortcut] = useState(reply?.shortcut ?? '')
  const [text, setText] = useState(reply?.text ?? '')
  const field = useRef<HTMLTextAreaElement>(null)
  const save = useSaveReply(useAttempt())
  const ready = shortcut.trim() !== '' && text.trim() !== ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready) save.mutate({ id: reply?.id ?? null, shortcut: shortcut.trim(), text }, { onSuccess: onClose })
  }
  const insert = (variable: string) => {
    const { selectionStart = text.length, selectionEnd = text.length } = field.current ?? {}
    setText(`${text.slice(0, selectionStart)}{${variable}}${text.slice(selectionEnd)}`)
    field.current?.focus()
  }
  return (
    <form className="form" onSubmit={submit}>
      <TextInput
        label={t('team.shortcut')}
        description={t('team.shortcutHint')}
        leftSection="/"
        value={shortcut}
        maxLength={SHORTCUT_MAX}
        autoComplete="off"
        data-autofocus
        error={fieldError(save.error, 'shortcut')}
        onChange={(event) => setShortcut(event.currentTarget.value)}
      />
      <Textarea
        ref={field}
        label={t('team.text')}
        description={t('team.textHint')}
        value={text}
        maxLength={TEXT_MAX}
        rows={6}
        dir="auto"
        error={fieldError(save.error, 'text')}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className="team-variables">
        {VARIABLES.map(([variable, words]) => (
          <button
            key={variable}
            type="button"
            className="team-variable"
            aria-label={t('team.insert', { name: t(`team.variable.${words}`) })}
            onClick={() => insert(variable)}
          >
            {`{${variable}}`}
          </button>
        ))}
      </div>
      <FormFailure error={save.error} shownAt={['shortcut', 'text']} />
      <div className="form-actions">
        <Button variant="default" onClick={onClose}>
          {t('action.close')}
        </Button>
        <Button type="submit" loading={save.isPending} disabled={!ready}>
          {t('action.save')}
        </Button>
      </div>
    </form>
  )
}
