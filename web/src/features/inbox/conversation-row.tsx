import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Conversation } from '#core/inbox/schemas.ts'
import { fullTime, shortTime } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { PersonIcon } from '../../ui/icons.tsx'
import { Status } from '../../ui/status.tsx'
import { customerName, isUnanswered } from './names.ts'

interface RowProps {
  conversation: Conversation
  open: boolean
  now: number
}

export const ConversationRow = memo(function ConversationRow({ conversation, open, now }: RowProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { lastMessage, lastMessageAt, heldBy, status } = conversation
  const name = customerName(conversation, t('inbox.unknownContact'))
  const unanswered = isUnanswered(conversation)
  return (
    <li className="conversation-item">
      <Link
        to="/inbox/$conversationId"
        params={{ conversationId: conversation.id }}
        search={(search) => search}
        className="conversation-row"
        data-testid="conversation-row"
        data-open={open || undefined}
        data-unanswered={unanswered || undefined}
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
              {lastMessage?.text ?? t('message.noText', { type: lastMessage?.type ?? '' })}
            </span>
            {heldBy && (
              <span className="held-mark" role="img" aria-label={t('inbox.heldBy', { name: heldBy.name })}>
                <PersonIcon size={15} />
              </span>
            )}
            {status === 'escalated' && <Status tone="warning">{t('conversation.status.escalated')}</Status>}
            {unanswered && <span className="unanswered-mark" role="img" aria-label={t('inbox.unanswered')} />}
          </span>
        </span>
      </Link>
    </li>
  )
})
