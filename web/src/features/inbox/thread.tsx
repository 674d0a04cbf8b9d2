import { useVirtualizer } from '@tanstack/react-virtual'
import { useLayoutEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Message } from '#core/inbox/schemas.ts'
import { dayLabel, sameDay } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { useNow } from '../../lib/use-now.ts'
import { More } from '../../ui/more.tsx'
import { MessageBubble } from './message-bubble.tsx'
import type { Outgoing } from './outgoing.ts'
import { OutgoingBubble } from './outgoing-bubble.tsx'
import { type Shown, withReactions } from './reactions.ts'

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
  onSendAgain: (messageId: string) => void
}

const TOGETHER_MS = 5 * 60_000

/** Estimated height of a row before it is drawn. */
const ROW_PX = 76
const OVERSCAN = 10
const MORE_PX = 52

type Row =
  | ({ key: string; kind: 'message'; before: Message | undefined } & Shown)
  | { key: string; kind: 'outgoing'; one: Outgoing }

/**
 * The messages of a conversation. It draws only those in sight, starts at the newest, follows new ones while the reader is at
 * the end, and keeps its place when earlier messages are read.
 */
export function Thread(props: ThreadProps) {
  const { messages, outgoing, hasEarlier, loadingEarlier, loadEarlier } = props
  const { whyId, onWhy, onRetry, onWriteAgain, onSendAgain } = props
  const { t } = useTranslation()
  const locale = useLocale()
  const now = useNow(60_000)
  const scroller = useRef<HTMLElement>(null)
  const rows = useMemo(
    (): Row[] => [
      ...withReactions(messages).map((shown, index, all) => ({
        key: shown.message.id,
        kind: 'message' as const,
        ...shown,
        before: all[index - 1]?.message,
      })),
      ...outgoing.map((one) => ({ key: one.key, kind: 'outgoing' as const, one })),
    ],
    [messages, outgoing],
  )
  const windowed = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => rows[index]?.key ?? index,
    anchorTo: 'end',
    followOnAppend: true,
    overscan: OVERSCAN,
    // The button for earlier messages is no row: the message below it keeps its place.
    paddingStart: hasEarlier ? 12 + MORE_PX : 12,
    paddingEnd: 20,
  })
  useLayoutEffect(() => windowed.scrollToEnd(), [windowed])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
    <section className="thread" aria-label={t('inbox.messages')} tabIndex={0} ref={scroller}>
      {messages.length === 0 && outgoing.length === 0 && (
        <p className="thread-empty">{t('inbox.noMessages')}</p>
      )}
      <div className="thread-content" style={{ height: windowed.getTotalSize() }}>
        <More has={hasEarlier} loading={loadingEarlier} load={loadEarlier} label={t('inbox.earlier')} />
        {windowed.getVirtualItems().map(({ index, start }) => {
          const row = rows[index]
          return (
            row && (
              <div
                key={row.key}
                ref={windowed.measureElement}
                data-index={index}
                className="thread-row"
                style={{ transform: `translateY(${start}px)` }}
              >
                {row.kind === 'message' && (
                  <>
                    {isNewDay(row) && <div className="day">{dayLabel(row.message.sentAt, now, locale)}</div>}
                    <MessageBubble
                      message={row.message}
                      follows={
                        !isNewDay(row) && row.before !== undefined && together(row.before, row.message)
                      }
                      whyOpen={whyId === row.message.id}
                      onWhy={onWhy}
                      onWriteAgain={onWriteAgain}
                      reactions={row.reactions}
                      onRetry={onSendAgain}
                    />
                  </>
                )}
                {row.kind === 'outgoing' && (
                  <OutgoingBubble one={row.one} onRetry={onRetry} onWriteAgain={onWriteAgain} />
                )}
              </div>
            )
          )
        })}
      </div>
    </section>
  )
}

const isNewDay = ({ message, before }: Extract<Row, { kind: 'message' }>): boolean =>
  !before || !sameDay(new Date(before.sentAt), new Date(message.sentAt))

const together = (before: Message, message: Message): boolean =>
  before.author === message.author &&
  before.authorName === message.authorName &&
  Date.parse(message.sentAt) - Date.parse(before.sentAt) < TOGETHER_MS
