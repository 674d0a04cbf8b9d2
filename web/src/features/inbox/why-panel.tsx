import { ActionIcon } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { Conversation, Decision, Message } from '#core/inbox/schemas.ts'
import { clockWithSeconds, fullTime, percent, shortDateTime } from '../../lib/format.ts'
import { modelName, promptName } from '../../lib/model-name.ts'
import { CloseIcon, DocumentIcon, QuestionIcon } from '../../ui/icons.tsx'
import { Status, type Tone } from '../../ui/status.tsx'
import { reasonOf, ruleOf } from '../answers/reason.ts'
import { withFeedbackWords } from '../feedback/words.ts'
import './why.css'
import { useLocale } from '../../lib/use-locale.ts'

interface WhyPanelProps {
  message: Message
  decision: Decision
  /** The conversation, which tells whether its contact has refused machines and was told of one. */
  conversation: Conversation | undefined
  onClose?: () => void
  /** True inside a drawer, which has its own title and close button. */
  bare?: boolean
}

const Feedback = lazy(withFeedbackWords(() => import('../feedback/feedback.tsx')))

const TONES: Record<Decision['decision'], Tone> = {
  respond: 'success',
  ignore: 'neutral',
  escalate: 'warning',
}

/** Matches the section's own Markdown heading, which is shown above already. */
const OWN_HEADING = /^#{1,6} .*\n+/

/** Shows why the machine decided so: all that a person needs to agree or to correct it. */
export default function WhyPanel({ message, decision, conversation, onClose, bare }: WhyPanelProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { confidence, matchedRule, rule, model, prompt, sources, createdAt } = decision
  return (
    <aside
      className="why-panel"
      data-bare={bare || undefined}
      aria-label={t('why.title')}
      onKeyDown={(event) => event.key === 'Escape' && onClose?.()}
    >
      {!bare && (
        <header className="why-head">
          <h2>{t('why.title')}</h2>
          <ActionIcon aria-label={t('action.close')} onClick={onClose} autoFocus>
            <CloseIcon />
          </ActionIcon>
        </header>
      )}
      <div className="why-body">
        <div className="why-verdict">
          <Status tone={TONES[decision.decision]}>{t(`why.decision.${decision.decision}`)}</Status>
          {/* Show the confidence of an answer only: for ignored or escalated messages the figure means nothing to a person. */}
          {decision.decision === 'respond' && (
            <span className="why-confidence">
              <span>{t('why.confidence')}</span>
              <meter min={0} max={1} value={confidence} aria-label={t('why.confidence')} />
              <strong>{percent(confidence, locale)}</strong>
            </span>
          )}
        </div>
        <p className="why-reason">{reasonOf(decision, t)}</p>
        <dl className="facts">
          <dt>{t('why.rule')}</dt>
          <dd>{ruleOf({ matchedRule, rule }, t)}</dd>
          <dt>{t('why.model')}</dt>
          <dd>{modelName(model, t)}</dd>
          {prompt && (
            <>
              <dt>{t('why.prompt')}</dt>
              <dd>{promptName(prompt, t)}</dd>
            </>
          )}
          <dt>{t('why.at')}</dt>
          <dd>
            <time dateTime={createdAt} title={fullTime(createdAt, locale)}>
              {clockWithSeconds(createdAt, locale)}
            </time>
          </dd>
        </dl>
        {conversation && (
          <dl className="facts" data-testid="consent">
            <dt>{t('why.consent')}</dt>
            <dd>
              {conversation.optedOutAt ? (
                <Status tone="warning">
                  {t('why.optedOut', { at: shortDateTime(conversation.optedOutAt, locale) })}
                </Status>
              ) : (
                t('why.wantsMachines')
              )}
            </dd>
            <dt>{t('why.disclosure')}</dt>
            <dd>
              {conversation.disclosedAt
                ? t('why.disclosed', { at: shortDateTime(conversation.disclosedAt, locale) })
                : t('why.notDisclosed')}
            </dd>
          </dl>
        )}
        <h3>{t('why.sources', { count: sources.length })}</h3>
        {sources.length === 0 && <p className="muted">{t('why.noSources')}</p>}
        <ol className="row-list">
          {sources.map((source) => (
            <li key={source.id} className="source">
              <p className="source-title">
                {source.kind === 'faq' ? <QuestionIcon size={15} /> : <DocumentIcon size={15} />}
                <span dir="auto">
                  {source.kind === 'faq' ? t('why.faq', { question: source.title }) : source.title}
                  {source.section && <span className="source-section"> › {source.section}</span>}
                </span>
                <span className="source-score">{percent(source.score, locale)}</span>
              </p>
              <blockquote dir="auto">
                {source.section ? source.content.replace(OWN_HEADING, '') : source.content}
              </blockquote>
            </li>
          ))}
        </ol>
        <Suspense>
          <Feedback message={message} decision={decision} />
        </Suspense>
      </div>
    </aside>
  )
}
