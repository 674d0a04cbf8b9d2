import { lazy, memo, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { Message } from '#core/inbox/schemas.ts'
import { clock, fullTime } from '../../lib/format.ts'
import { loadLaterWords } from '../../lib/i18n.ts'
import { said } from '../../lib/server-words.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { SparkIcon } from '../../ui/icons.tsx'
import { DeliveryMark } from './delivery-mark.tsx'
import { WhyButton } from './why-button.tsx'

const MessageExtras = lazy(async () => {
  await loadLaterWords()
  return import('./message-extras.tsx')
})

/** Tests whether a message has more than words. The code that shows the rest is loaded with the first that has. */
const hasExtras = ({ media, details, replyTo, author, type }: Message): boolean =>
  media.length > 0 ||
  details?.place !== undefined ||
  details?.people !== undefined ||
  details?.product !== undefined ||
  details?.referral !== undefined ||
  (replyTo !== null && author === 'contact' && type !== 'reaction')

interface BubbleProps {
  message: Message
  /** True if it follows soon after a message of the same author. */
  follows: boolean
  reactions: readonly string[]
  whyOpen: boolean
  onWhy: (messageId: string) => void
  onWriteAgain: (text: string) => void
  onRetry: (messageId: string) => void
}

export const MessageBubble = memo(function MessageBubble(props: BubbleProps) {
  const { message, follows, reactions, whyOpen, onWhy, onWriteAgain, onRetry } = props
  const { t } = useTranslation()
  const locale = useLocale()
  const { author, authorName, text, direction, status, error, sentAt, decision, details, type, formerTexts } =
    message
  if (type === 'system') return <Notice message={message} />
  const outbound = direction === 'outbound'
  const troubled = outbound && (status === 'failed' || status === 'unknown' || status === 'waiting')
  return (
    <article
      id={`message-${message.id}`}
      className="message"
      data-testid="message"
      data-direction={direction}
      data-author={author}
      data-status={status}
      data-follows={follows || undefined}
    >
      {!follows && outbound && (
        <p className="message-author">
          {author === 'machine' && <SparkIcon size={14} />}
          {author === 'machine' ? t('message.machine') : (authorName ?? t('message.person'))}
        </p>
      )}
      {hasExtras(message) && (
        <Suspense fallback={<div className="media-waiting" />}>
          <MessageExtras message={message} />
        </Suspense>
      )}
      <Words message={message} />
      {formerTexts.length > 0 && (
        <p className="former-text" data-testid="former-text">
          {t('message.before')} <del dir="auto">{formerTexts.at(-1)}</del>
        </p>
      )}
      {reactions.length > 0 && (
        <p className="reactions" data-testid="reactions">
          {reactions.join(' ')}
        </p>
      )}
      <p className="message-foot">
        <time dateTime={sentAt} title={fullTime(sentAt, locale)}>
          {clock(sentAt, locale)}
        </time>
        {details?.edited && <span>{t('message.edited')}</span>}
        {details?.forwarded && <span>{t('message.forwarded')}</span>}
        {outbound && <DeliveryMark message={message} />}
        {decision && <WhyButton decision={decision} open={whyOpen} onClick={() => onWhy(message.id)} />}
      </p>
      {troubled && (
        <div className="message-trouble" data-status={status}>
          <p>
            <strong>{t(`message.trouble.${status}`)}</strong> {error && said(error)}
          </p>
          {status !== 'waiting' && (
            <p className="muted">
              {t(`message.advice.${status}`)}{' '}
              {status === 'failed' && (
                <button
                  type="button"
                  className="link-button"
                  data-testid="send-again"
                  onClick={() => onRetry(message.id)}
                >
                  {t('message.tryAgain')}
                </button>
              )}{' '}
              {text !== null && type === 'text' && (
                <button type="button" className="link-button" onClick={() => onWriteAgain(text)}>
                  {t('message.writeAgain')}
                </button>
              )}
            </p>
          )}
        </div>
      )}
    </article>
  )
})

/** A notice of the platform: an event, not a word of the contact. */
function Notice({ message: { id, text, details, sentAt } }: { message: Message }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const notice = details?.notice ?? 'other'
  return (
    <p id={`message-${id}`} className="thread-notice" data-testid="notice" data-notice={notice}>
      <span>{notice === 'other' && text !== null ? text : t(`message.notice.${notice}`)}</span>{' '}
      {notice !== 'other' && text !== null && <span dir="auto">{text}</span>}{' '}
      <time dateTime={sentAt} title={fullTime(sentAt, locale)}>
        {clock(sentAt, locale)}
      </time>
    </p>
  )
}

/** The words of a message, without those that its cards already show. */
function Words({ message: { text, type, media, details, replyTo } }: { message: Message }) {
  const { t } = useTranslation()
  if (type === 'reaction') {
    const about = replyTo
      ? `“${replyTo.text ?? t('message.noText', { context: replyTo.type, type: replyTo.type })}”`
      : ''
    return (
      <div className="bubble" dir="auto">
        {text} <em>{t(text === null ? 'message.tookBack' : 'message.reacted')}</em> {about}
      </div>
    )
  }
  if (details?.place || details?.people) return null
  if (text === null && media.length > 0) return null
  return (
    <div className="bubble" dir="auto">
      {text ?? (
        <em>
          {details?.problem ? said(details.problem.reason) : t('message.noText', { context: type, type })}
        </em>
      )}
      {text !== null && details?.problem && <em> {said(details.problem.reason)}</em>}
    </div>
  )
}
