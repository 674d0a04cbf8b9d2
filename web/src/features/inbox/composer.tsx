import { Button, Kbd } from '@mantine/core'
import { type KeyboardEvent, lazy, type RefObject, Suspense, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import type { Conversation } from '#core/inbox/schemas.ts'
import { loadLaterWords } from '../../lib/i18n.ts'
import { isMac } from '../../lib/keyboard.ts'
import { useNow } from '../../lib/use-now.ts'
import { type Command, useCommands } from '../../ui/commands.ts'
import { AttachIcon, CheckIcon, SendIcon, TemplateIcon } from '../../ui/icons.tsx'
import { type Attachments, useMessageRules } from '../media/use-attachments.ts'
import { withTeamWords } from '../team/words.ts'
import { type Sendable, withFiles } from './outgoing.ts'
import { WindowClock } from './window-clock.tsx'

const TEXT_MAX = 4096
const CTRL = isMac ? '⌘' : 'Ctrl'

const AttachmentTray = lazy(async () => {
  await loadLaterWords()
  return import('./attachment-tray.tsx')
})
const CannedPicker = lazy(withTeamWords(() => import('../team/canned-picker.tsx')))
const TemplatePicker = lazy(async () => {
  await loadLaterWords()
  return import('./template-picker.tsx')
})

interface ComposerProps {
  conversation: Conversation | undefined
  text: string
  attachments: Attachments
  onChange: (text: string) => void
  onSend: (message: Sendable) => void
}

/** The field for a message. It is open to everybody who may answer, whoever holds the conversation. A closed window offers templates. */
export function Composer({ conversation, text, attachments, onChange, onSend }: ComposerProps) {
  const { t } = useTranslation()
  const field = useRef<HTMLTextAreaElement>(null)
  const picker = useRef<HTMLInputElement>(null)
  const [choosing, setChoosing] = useState(false)
  const capabilities = useMessageRules(conversation?.accountId)
  const now = useNow(15_000)
  const closesAt = conversation?.windowClosesAt ?? null
  const closed = closesAt !== null && Date.parse(closesAt) <= now
  const { list, asDocument } = attachments
  const media = list.flatMap(({ medium }) => medium ?? [])
  const [fits, setFits] = useState(false)
  const uploaded = list.length === 0 || (media.length === list.length && fits)
  const ready = conversation !== undefined && !closed && uploaded && (text.trim() !== '' || media.length > 0)

  const asked = conversation?.escalation != null
  const picks = useRef<((event: KeyboardEvent) => boolean) | null>(null)
  const sought = /^\/(\S*)$/.exec(text)?.[1]

  const send = (resolve = false) => {
    if (!ready) return
    onSend({
      text: text.trim(),
      ...withFiles(media),
      ...(asDocument ? { asDocument } : {}),
      ...(resolve ? { resolve } : {}),
    })
    onChange('')
    attachments.clear()
    field.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // In an input method, Enter picks a word and Escape drops one.
    if (event.nativeEvent.isComposing) return
    if (sought !== undefined && picks.current?.(event)) return
    // Leave the field, so that letters work as keys again. The text stays.
    if (event.key === 'Escape') return event.currentTarget.blur()
    if (event.key !== 'Enter' || event.shiftKey) return
    event.preventDefault()
    send(asked && (event.metaKey || event.ctrlKey))
  }
  useComposerKeys(field, { there: !closed, asked })

  const templates = conversation && capabilities?.templates && (
    <Button
      variant={closed ? 'filled' : 'default'}
      className="composer-tool"
      data-testid="templates"
      aria-label={t('composer.templates')}
      onClick={() => setChoosing(true)}
    >
      <TemplateIcon size={16} />
      {closed && <span className="composer-choose">{t('composer.choose')}</span>}
    </Button>
  )
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <div className="composer-box" data-closed={closed || undefined}>
        {closed ? (
          <div className="composer-closed" data-testid="window-closed">
            <p>{t(capabilities?.templates === false ? 'composer.closedNone' : 'composer.closed')}</p>
            {templates}
          </div>
        ) : (
          <>
            {list.length > 0 && (
              <Suspense>
                <AttachmentTray
                  attachments={attachments}
                  text={text.trim()}
                  capabilities={capabilities}
                  onFits={setFits}
                />
              </Suspense>
            )}
            {sought !== undefined && conversation && (
              <Suspense>
                <CannedPicker
                  conversationId={conversation.id}
                  sought={sought}
                  keys={picks}
                  onPick={(words, missing) => {
                    flushSync(() => onChange(words))
                    field.current?.focus()
                    if (missing) field.current?.setSelectionRange(missing.from, missing.to)
                  }}
                />
              </Suspense>
            )}
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
              onPaste={(event) => {
                const files = [...event.clipboardData.files]
                if (files.length === 0) return
                event.preventDefault()
                attachments.add(files)
              }}
            />
            <div className="composer-foot">
              <Button
                variant="default"
                className="composer-tool"
                aria-label={t('composer.attach')}
                onClick={() => picker.current?.click()}
              >
                <AttachIcon size={17} />
              </Button>
              <input
                ref={picker}
                type="file"
                multiple={true}
                hidden={true}
                aria-label={t('composer.attach')}
                data-testid="attach-input"
                onChange={({ currentTarget }) => {
                  attachments.add([...(currentTarget.files ?? [])])
                  // Allow the same file to be picked again.
                  currentTarget.value = ''
                }}
              />
              {templates}
              {closesAt && <WindowClock until={closesAt} />}
              <span className="composer-keys">
                <Kbd size="xs">Enter</Kbd> {t('composer.enter')} · <Kbd size="xs">⇧ Enter</Kbd>{' '}
                {t('composer.newLine')}
              </span>
              {asked && (
                <Button
                  variant="default"
                  className="composer-resolve"
                  data-testid="send-resolve"
                  disabled={!ready}
                  leftSection={<CheckIcon size={15} />}
                  title={`${t('composer.sendResolve')} (${CTRL} Enter)`}
                  onClick={() => send(true)}
                >
                  {t('composer.sendResolve')}
                </Button>
              )}
              <Button
                type="submit"
                className="composer-send"
                data-testid="send"
                disabled={!ready}
                leftSection={<SendIcon size={15} />}
              >
                {t('composer.send')}
              </Button>
            </div>
          </>
        )}
      </div>
      {choosing && conversation && (
        <Suspense>
          <TemplatePicker
            accountId={conversation.accountId}
            onClose={() => setChoosing(false)}
            onSend={(template, filled, file) => {
              onSend({ text: filled, template, ...withFiles(file ? [file] : []) })
              setChoosing(false)
            }}
          />
        </Suspense>
      )}
    </form>
  )
}

/** `there`: the field is shown, which a closed window prevents. `asked`: a person was asked, so sending can settle it. */
function useComposerKeys(
  field: RefObject<HTMLTextAreaElement | null>,
  { there, asked }: { there: boolean; asked: boolean },
): void {
  const { t } = useTranslation()
  const commands = useMemo((): Command[] => {
    if (!there) return []
    const focus = () => field.current?.focus()
    const inField = (key: string, does: 'send' | 'sendResolve' | 'newLine' | 'leave'): Command => ({
      id: `composer-${does}`,
      label: t(`composer.key.${does}`),
      key,
      only: 'field',
      run: focus,
    })
    return [
      { id: 'reply', label: t('composer.reply'), key: 'r', run: focus },
      inField('Enter', 'send'),
      ...(asked ? [inField(`${CTRL} Enter`, 'sendResolve')] : []),
      inField('⇧ Enter', 'newLine'),
      inField('Esc', 'leave'),
    ]
  }, [t, field, there, asked])
  useCommands(commands)
}
