import { Button, Textarea } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Decision, Message } from '#core/inbox/schemas.ts'
import { notifyDone } from '../../ui/notify.tsx'
import { FormFailure } from '../../ui/states.tsx'
import { withKnowledgeWords } from '../knowledge/words.ts'
import { meQuery } from '../workspaces/api.ts'
import { mayManage } from '../workspaces/settings/may.ts'
import { useIgnoreSuch, useJudge } from './api.ts'
import './feedback.css'

const FaqDialog = lazy(
  withKnowledgeWords(() =>
    import('../knowledge/faq-dialog.tsx').then(({ FaqDialog }) => ({ default: FaqDialog })),
  ),
)

const BETTER_MAX = 4000

interface FeedbackProps {
  message: Message
  decision: Decision
}

/** Asks whether a decision was right, takes a better answer, makes a question and answer of it, or an example to ignore of the message. */
export default function Feedback({ message, decision }: FeedbackProps) {
  const { data: me } = useSuspenseQuery(meQuery)
  const inbound = message.direction === 'inbound'
  const asked = inbound ? message : message.replyTo
  return (
    <>
      {me.scopes.includes('answer') && (
        <Judgement
          key={decision.id}
          conversationId={message.conversationId}
          decision={decision}
          question={asked?.text ?? ''}
        />
      )}
      {mayManage(me) && asked?.text && <IgnoreSuch messageId={asked.id} />}
    </>
  )
}

interface JudgementProps {
  conversationId: string
  decision: Decision
  /** What the contact wrote. */
  question: string
}

function Judgement({ conversationId, decision, question }: JudgementProps) {
  const { t } = useTranslation()
  const judge = useJudge(conversationId, decision.id)
  const [writing, setWriting] = useState(false)
  const [faq, setFaq] = useState(false)
  const { feedback } = decision
  const verdict = feedback?.verdict ?? null
  const better = feedback?.betterAnswer ?? ''
  return (
    <section className="feedback" aria-labelledby="feedback-title">
      <h3 id="feedback-title">{t('feedback.title')}</h3>
      <div className="feedback-choices">
        {(['right', 'wrong'] as const).map((one) => (
          <Button
            key={one}
            size="xs"
            variant={verdict === one ? 'filled' : 'default'}
            aria-pressed={verdict === one}
            disabled={judge.isPending}
            onClick={() => judge.mutate(verdict === one ? null : { verdict: one })}
          >
            {t(`feedback.${one}`)}
          </Button>
        ))}
        <Button
          size="xs"
          variant={verdict === 'better' ? 'filled' : 'default'}
          aria-expanded={writing}
          disabled={judge.isPending}
          onClick={() => setWriting(!writing)}
        >
          {t('feedback.better')}
        </Button>
      </div>
      {writing && (
        <BetterAnswer
          given={better}
          saving={judge.isPending}
          save={(betterAnswer) =>
            judge.mutate({ verdict: 'better', betterAnswer }, { onSuccess: () => setWriting(false) })
          }
        />
      )}
      <FormFailure error={judge.error} />
      {feedback && !writing && (
        <>
          {better !== '' && <blockquote dir="auto">{better}</blockquote>}
          <p className="muted" data-testid="judged">
            {feedback.by
              ? t('feedback.by', { verdict: t(`feedback.${feedback.verdict}`), name: feedback.by })
              : t('feedback.said', { verdict: t(`feedback.${feedback.verdict}`) })}{' '}
            <button type="button" className="link-button" onClick={() => judge.mutate(null)}>
              {t('feedback.takeBack')}
            </button>
          </p>
        </>
      )}
      {(verdict === 'wrong' || verdict === 'better') && !writing && (
        <button type="button" className="link-button" onClick={() => setFaq(true)}>
          {t('feedback.makeFaq')}
        </button>
      )}
      {faq && (
        <Suspense>
          <FaqDialog
            faq={null}
            start={{ from: decision.id, question: question.slice(0, 500), answer: better }}
            onClose={() => setFaq(false)}
          />
        </Suspense>
      )}
    </section>
  )
}

interface BetterAnswerProps {
  given: string
  saving: boolean
  save: (text: string) => void
}

function BetterAnswer({ given, saving, save }: BetterAnswerProps) {
  const { t } = useTranslation()
  const [text, setText] = useState(given)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() !== '') save(text.trim())
  }
  return (
    <form className="form" onSubmit={submit}>
      <Textarea
        label={t('feedback.betterAnswer')}
        description={t('feedback.betterHint')}
        value={text}
        maxLength={BETTER_MAX}
        dir="auto"
        autosize
        minRows={2}
        maxRows={8}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" size="xs" loading={saving} disabled={text.trim() === ''}>
        {t('action.save')}
      </Button>
    </form>
  )
}

function IgnoreSuch({ messageId }: { messageId: string }) {
  const { t } = useTranslation()
  const ignore = useIgnoreSuch()
  return (
    <section className="feedback">
      <div className="feedback-choices">
        <Button
          size="xs"
          variant="default"
          loading={ignore.isPending}
          disabled={ignore.isSuccess}
          onClick={() =>
            ignore.mutate(messageId, {
              onSuccess: ({ added }) => notifyDone(t(added ? 'feedback.ignored' : 'feedback.ignoredAlready')),
            })
          }
        >
          {t('feedback.ignoreSuch')}
        </Button>
        <Link to="/settings/answers" className="link-button">
          {t('feedback.examples')}
        </Link>
      </div>
      <p className="muted">{t('feedback.ignoreHint')}</p>
      <FormFailure error={ignore.error} />
    </section>
  )
}
