import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Message } from '#core/inbox/schemas.ts'
import { clock, fullTime } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { SparkIcon } from '../../ui/icons.tsx'
import { DeliveryMark } from './delivery-mark.tsx'
import { WhyButton } from './why-button.tsx'

interface BubbleProps {
  message: Message
  /** Of the same author as the one above it, and soon after. */
  follows: boolean
  whyOpen: boolean
  onWhy: (messageId: string) => void
  onWriteAgain: (text: string) => void
}

export const MessageBubble = memo(function MessageBubble(props: BubbleProps) {
  const { message, follows, whyOpen, onWhy, onWriteAgain } = props
  const { t } = useTranslation()
  const locale = useLocale()
  const { author, authorName, text, type, direction, status, error, sentAt, decision } = message
  const outbound = direction === 'outbound'
  const troubled = outbound && (status === 'failed' || status === 'unknown' || status === 'waiting')
  return (
    <article
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
      <div className="bubble" dir="auto">
        {text ?? <em>{t('message.noText', { type })}</em>}
      </div>
      <p className="message-foot">
        <time dateTime={sentAt} title={fullTime(sentAt, locale)}>
          {clock(sentAt, locale)}
        </time>
        {outbound && <DeliveryMark message={message} />}
        {decision && <WhyButton decision={decision} open={whyOpen} onClick={() => onWhy(message.id)} />}
      </p>
      {troubled && (
        <div className="message-trouble" data-status={status}>
          <p>
            <strong>{t(`message.trouble.${status}`)}</strong> {error}
          </p>
          {status !== 'waiting' && (
            <p className="muted">
              {t(`message.advice.${status}`)}{' '}
              {text !== null && (
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
