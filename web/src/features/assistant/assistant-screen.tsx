import { Button } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useCommands } from '../../ui/commands.ts'
import { PlusIcon } from '../../ui/icons.tsx'
import { Screen } from '../../ui/screen.tsx'
import { FormFailure } from '../../ui/states.tsx'
import { Chat, Talking } from './chat.tsx'
import { Chats } from './chats.tsx'
import { Composer } from './composer.tsx'
import { useTalk } from './use-talk.ts'
import './assistant.css'

/** The assistant: one's chats, and the one that is open. */
export default function AssistantScreen() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { chat } = useSearch({ from: '/signed-in/assistant' })
  const open = (id?: string) => void navigate({ to: '/assistant', search: { chat: id } })
  const { talk, error, ask, retry, stop } = useTalk(open)
  useCommands([{ id: 'new-chat', label: t('assistant.new'), key: 'n', run: () => open() }])
  const here = talk && talk.chatId === (chat ?? null) ? talk : null
  return (
    <Screen
      title={t('assistant.title')}
      description={t('assistant.description')}
      actions={
        <Button leftSection={<PlusIcon size={16} />} disabled={!chat} onClick={() => open()}>
          {t('assistant.new')}
        </Button>
      }
    >
      <div className="assistant">
        <Chats current={chat} onOpen={open} />
        <section className="chat" aria-label={t('assistant.chat')}>
          <div className="chat-scroll">
            {chat ? (
              <Chat key={chat} id={chat} talk={here} retry={talk ? undefined : () => void retry(chat)} />
            ) : here ? (
              <Talking talk={here} chatId="" />
            ) : (
              <Start ask={(question) => void ask(null, question)} />
            )}
          </div>
          <FormFailure error={error} />
          <Composer
            key={chat ?? 'new'}
            busy={talk !== null}
            ask={(question) => ask(chat ?? null, question)}
            stop={stop}
          />
        </section>
      </div>
    </Screen>
  )
}

const IDEAS = ['bank', 'today', 'figures', 'draft', 'free'] as const

/** Suggests questions, before anything was asked. */
function Start({ ask }: { ask: (question: string) => void }) {
  const { t } = useTranslation()
  return (
    <div className="chat-start">
      <h2 className="empty-title">{t('assistant.start')}</h2>
      <p className="empty-text">{t('assistant.startHint')}</p>
      <ul>
        {IDEAS.map((idea) => (
          <li key={idea}>
            <Button variant="default" onClick={() => ask(t(`assistant.idea.${idea}`))}>
              {t(`assistant.idea.${idea}`)}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  )
}
