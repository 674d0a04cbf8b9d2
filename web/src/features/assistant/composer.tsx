import { ActionIcon, Textarea } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CloseIcon, SendIcon } from '../../ui/icons.tsx'

interface ComposerProps {
  busy: boolean
  /** Returns whether the question was kept. */
  ask: (question: string) => Promise<boolean>
  stop: () => void
}

/** The field in which one asks. Enter sends, with Shift it makes a line. */
export function Composer({ busy, ask, stop }: ComposerProps) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const send = async () => {
    const question = text.trim()
    if (busy || question === '') return
    setText('')
    if (!(await ask(question))) setText((now) => now || question)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    void send()
  }
  return (
    <form
      className="chat-composer"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <Textarea
        aria-label={t('assistant.question')}
        placeholder={t('assistant.placeholder')}
        autosize
        minRows={1}
        maxRows={8}
        maxLength={8000}
        dir="auto"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {busy ? (
        <ActionIcon size="lg" variant="default" aria-label={t('assistant.stop')} onClick={stop}>
          <CloseIcon size={18} />
        </ActionIcon>
      ) : (
        <ActionIcon size="lg" type="submit" aria-label={t('assistant.send')} disabled={text.trim() === ''}>
          <SendIcon size={18} />
        </ActionIcon>
      )}
    </form>
  )
}
