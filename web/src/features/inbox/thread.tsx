import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { Message } from '#core/inbox/schemas.ts'
import { dayLabel, sameDay } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { useNow } from '../../lib/use-now.ts'
import { More } from '../../ui/more.tsx'
import { MessageBubble } from './message-bubble.tsx'
import type { Outgoing } from './outgoing.ts'
import { OutgoingBubble } from './outgoing-bubble.tsx'

interface ThreadProps {
  /** Oldest first. */
  messages: readonly Message[]
  outgoing: readonly Outgoing[]
  hasEarlier: boolean
  loadingEarlier: boolean
  loadEarlier: () => void
  whyId: string | null
  onWhy: (messageId: string) => void
  onRetry: (one: Outgoing) => void
  onWriteAgain: (text: string) => void
}

const TOGETHER_MS = 5 * 60_000

/** The scroller is upside down, its content is not: it starts at the newest and keeps its place when earlier ones are read. */
export function Thread(props: ThreadProps) {
  const { messages, outgoing, hasEarlier, loadingEarlier, loadEarlier, whyId, onWhy, onRetry, onWriteAgain } =
    props
  const { t } = useTranslation()
  const locale = useLocale()
  const now = useNow(60_000)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
    <section className="thread" aria-label={t('inbox.messages')} tabIndex={0}>
      <div className="thread-content">
        <More has={hasEarlier} loading={loadingEarlier} load={loadEarlier} label={t('inbox.earlier')} />
        {messages.length === 0 && outgoing.length === 0 && (
          <p className="thread-empty">{t('inbox.noMessages')}</p>
        )}
        {messages.map((message, index) => {
          const before = messages[index - 1]
          const newDay = !before || !sameDay(new Date(before.sentAt), new Date(message.sentAt))
          return (
            <Fragment key={message.id}>
              {newDay && <div className="day">{dayLabel(message.sentAt, now, locale)}</div>}
              <MessageBubble
                message={message}
                follows={!newDay && before !== undefined && together(before, message)}
                whyOpen={whyId === message.id}
                onWhy={onWhy}
                onWriteAgain={onWriteAgain}
              />
            </Fragment>
          )
        })}
        {outgoing.map((one) => (
          <OutgoingBubble key={one.key} one={one} onRetry={onRetry} onWriteAgain={onWriteAgain} />
        ))}
      </div>
    </section>
  )
}

const together = (before: Message, message: Message): boolean =>
  before.author === message.author &&
  before.authorName === message.authorName &&
  Date.parse(message.sentAt) - Date.parse(before.sentAt) < TOGETHER_MS
