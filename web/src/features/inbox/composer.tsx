import { Button, Kbd } from '@mantine/core'
import { useWindowEvent } from '@mantine/hooks'
import { type KeyboardEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Conversation } from '#core/inbox/schemas.ts'
import { isTyping } from '../../lib/keyboard.ts'
import { SendIcon } from '../../ui/icons.tsx'
import { WindowClock } from './window-clock.tsx'

const TEXT_MAX = 4096

interface ComposerProps {
  conversation: Conversation | undefined
  text: string
  onChange: (text: string) => void
  onSend: (text: string) => void
}

/** Always open: who writes takes part, whoever holds the conversation. */
export function Composer({ conversation, text, onChange, onSend }: ComposerProps) {
  const { t } = useTranslation()
  const field = useRef<HTMLTextAreaElement>(null)
  const ready = conversation !== undefined && text.trim() !== ''

  const send = () => {
    if (!ready) return
    onSend(text.trim())
    onChange('')
    field.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // While an input method composes, Enter picks a word.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    send()
  }
  useWindowEvent('keydown', (event) => {
    if (event.key !== 'r' || event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return
    event.preventDefault()
    field.current?.focus()
  })

  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <div className="composer-box">
        <textarea
          ref={field}
          className="composer-field"
          data-testid="composer"
          aria-label={t('composer.label')}
          placeholder={t('composer.placeholder')}
          dir="auto"
          rows={1}
          maxLength={TEXT_MAX}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <div className="composer-foot">
          {conversation?.windowClosesAt ? <WindowClock until={conversation.windowClosesAt} /> : <span />}
          <span className="composer-keys">
            <Kbd size="xs">Enter</Kbd> {t('composer.enter')} · <Kbd size="xs">⇧ Enter</Kbd>{' '}
            {t('composer.newLine')}
          </span>
          <Button type="submit" data-testid="send" disabled={!ready} leftSection={<SendIcon size={15} />}>
            {t('composer.send')}
          </Button>
        </div>
      </div>
    </form>
  )
}
