import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChatMessage, ChatSource } from '#core/assistant/schemas.ts'
import { modelName } from '../../lib/model-name.ts'
import { said } from '../../lib/server-words.ts'
import { RefreshIcon } from '../../ui/icons.tsx'
import { GoLink } from './go-link.tsx'
import { Lookups, Proposal } from './steps.tsx'

export const Question = ({ text }: { text: string }) => (
  <p className="chat-question" dir="auto">
    {text}
  </p>
)

interface AnswerProps {
  chatId: string
  answer: ChatMessage
  /** Present where the answer can be had anew. */
  retry?: (() => void) | undefined
}

/** An answer: its words with their sources beside them, what it looked up, and what it proposes. */
export function Answer({ chatId, answer, retry }: AnswerProps) {
  const { t } = useTranslation()
  const { id, text, state, steps, sources, model, error } = answer
  const writing = state === 'answering'
  const acted = steps.some(({ changes, state }) => changes && state !== 'proposed' && state !== 'cancelled')
  return (
    <article className="chat-answer" data-testid="answer" aria-busy={writing}>
      <Lookups steps={steps.filter(({ changes }) => !changes)} />
      {text !== '' && (
        <div className="chat-words" dir="auto">
          {cited(text, sources)}
        </div>
      )}
      {writing && (
        <p className="muted" role="status">
          {t('assistant.writing')}
        </p>
      )}
      {steps
        .filter(({ changes }) => changes)
        .map((step) => (
          <Proposal key={step.id} chatId={chatId} messageId={id} step={step} waiting={writing} />
        ))}
      {error && (
        <p className="chat-error" role="alert">
          {said(error)}
        </p>
      )}
      {state === 'stopped' && <p className="muted">{t('assistant.stopped')}</p>}
      {sources.length > 0 && (
        <ol className="chat-sources" aria-label={t('assistant.sources')}>
          {sources.map((source) => (
            <li key={source.n}>
              <span className="muted">[{source.n}]</span> <GoLink to={source.to}>{source.title}</GoLink>
            </li>
          ))}
        </ol>
      )}
      {!writing && (
        <footer className="chat-foot">
          {model && (
            <span className="muted">
              {model.startsWith('offline/') ? t('assistant.offline') : modelName(model, t)}
            </span>
          )}
          {retry && !acted && (
            <Button
              size="compact-xs"
              variant="subtle"
              leftSection={<RefreshIcon size={14} />}
              onClick={retry}
            >
              {t('action.retry')}
            </Button>
          )}
        </footer>
      )}
    </article>
  )
}

/** Makes links of the numbers of sources in a text. Nothing else in it is more than words. */
function cited(text: string, sources: readonly ChatSource[]): ReactNode[] {
  return text.split(/(\[\d+\])/).map((part, at) => {
    const source = sources.find(({ n }) => part === `[${n}]`)
    if (!source) return part
    return (
      <sup key={at}>
        <GoLink to={source.to} title={source.title}>
          {part}
        </GoLink>
      </sup>
    )
  })
}
