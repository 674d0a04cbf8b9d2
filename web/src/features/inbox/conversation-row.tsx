import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Conversation } from '#core/inbox/schemas.ts'
import { duration, fullTime, shortTime } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { PersonIcon } from '../../ui/icons.tsx'
import { LabelMarks } from '../../ui/label.tsx'
import { AskedStatus } from './asked-status.tsx'
import { customerName, isUnanswered } from './names.ts'
import { selection, useSelected } from './selection.ts'

interface RowProps {
  /** Its place in the list, and its top in pixels: only rows in sight are drawn. */
  index: number
  top: number
  count: number
  measure: (row: HTMLLIElement | null) => void
  conversation: Conversation
  open: boolean
  now: number
}

export const ConversationRow = memo(function ConversationRow(props: RowProps) {
  const { index, top, count, measure, conversation, open, now } = props
  const { t } = useTranslation()
  const locale = useLocale()
  const { lastMessage, lastMessageAt, heldBy, escalation, unread } = conversation
  const name = customerName(conversation, t('inbox.unknownContact'))
  const unanswered = isUnanswered(conversation)
  const who = escalation?.assignedTo?.name ?? heldBy?.name
  return (
    <li
      ref={measure}
      className="conversation-item"
      data-index={index}
      aria-posinset={index + 1}
      aria-setsize={count}
      style={{ transform: `translateY(${top}px)` }}
    >
      <input
        type="checkbox"
        className="conversation-check"
        aria-label={name}
        checked={useSelected().has(conversation.id)}
        onChange={() => selection.toggle(conversation.id)}
      />
      <Link
        to="/inbox/$conversationId"
        params={{ conversationId: conversation.id }}
        search={(search) => search}
        className="conversation-row"
        data-testid="conversation-row"
        data-open={open || undefined}
        data-unread={unread || undefined}
        aria-current={open ? 'true' : undefined}
      >
        <Avatar name={name} platform={conversation.platform} />
        <span className="conversation-lines">
          <span className="conversation-line">
            <span className="conversation-name">{name}</span>
            <time dateTime={lastMessageAt} title={fullTime(lastMessageAt, locale)}>
              {shortTime(lastMessageAt, now, locale, t('time.now'))}
            </time>
          </span>
          <span className="conversation-line">
            <span className="conversation-snippet">
              {lastMessage?.direction === 'outbound' && (
                <span className="muted">{t(`inbox.by.${lastMessage.author}`)} </span>
              )}
              {lastMessage?.text ??
                t('message.noText', {
                  context: lastMessage?.type ?? 'system',
                  type: lastMessage?.type ?? '',
                })}
            </span>
            <LabelMarks labels={conversation.labels} />
            {heldBy && (
              <span className="held-mark" role="img" aria-label={t('inbox.heldBy', { name: heldBy.name })}>
                <PersonIcon size={15} />
              </span>
            )}
            {unread ? (
              <span className="unread-mark" role="img" aria-label={t('inbox.unread')} />
            ) : (
              unanswered && <span className="unanswered-mark" role="img" aria-label={t('inbox.unanswered')} />
            )}
          </span>
          {escalation && (
            <span className="conversation-line conversation-asked">
              <AskedStatus
                reason={escalation.reason}
                answered={escalation.answeredAt !== null}
                theirTurn={unanswered}
              />
              <span className="conversation-who-has">{who ?? t('today.nobodyYet')}</span>
              <time dateTime={escalation.createdAt}>
                {duration(now - Date.parse(escalation.createdAt), locale)}
              </time>
            </span>
          )}
        </span>
      </Link>
    </li>
  )
})
