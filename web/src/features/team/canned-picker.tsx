import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type KeyboardEvent, type RefObject, useImperativeHandle, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type CannedReply, repliesForQuery } from './team-api.ts'
import './team.css'

const SHOWN = 6

interface PickerProps {
  conversationId: string
  /** What was typed after `/`. */
  sought: string
  /** Gets a key of the field first; answers whether it was for this list. */
  keys: RefObject<((event: KeyboardEvent) => boolean) | null>
  /** `from` and `to`: the first part that is still to be filled in, to be selected. */
  onPick: (text: string, missing: { from: number; to: number } | null) => void
}

/** The canned replies that a shortcut may mean, above the field of a message. */
export default function CannedPicker({ conversationId, sought, keys, onPick }: PickerProps) {
  const { t } = useTranslation()
  const { data } = useQuery(repliesForQuery(conversationId))
  const [at, setAt] = useState(0)
  const found = matching(data ?? [], sought).slice(0, SHOWN)
  const active = Math.min(at, found.length - 1)
  const pick = ({ filled, text }: CannedReply) => {
    const put = filled?.text ?? text
    const [missing] = filled?.missing ?? []
    const from = missing === undefined ? -1 : put.indexOf(`{${missing}}`)
    onPick(put, from < 0 ? null : { from, to: from + `{${missing}}`.length })
  }
  useImperativeHandle(keys, () => (event: KeyboardEvent) => {
    const reply = found[active]
    if (!reply) return false
    if (event.key === 'ArrowDown') setAt((active + 1) % found.length)
    else if (event.key === 'ArrowUp') setAt((active + found.length - 1) % found.length)
    else if (event.key === 'Enter' || event.key === 'Tab') pick(reply)
    else return false
    event.preventDefault()
    return true
  })
  if (!data) return null
  return (
    <div className="canned" data-testid="canned">
      {found.length === 0 ? (
        <p className="muted">
          {t('team.noMatch', { sought })} <Link to="/replies">{t('team.newReply')}</Link>
        </p>
      ) : (
        <div role="listbox" aria-label={t('team.picker')}>
          {found.map((reply, index) => (
            <button
              key={reply.id}
              type="button"
              role="option"
              aria-selected={index === active}
              tabIndex={-1}
              className="canned-row"
              onClick={() => pick(reply)}
            >
              <strong>/{reply.shortcut}</strong>
              <span dir="auto">{reply.filled?.text ?? reply.text}</span>
            </button>
          ))}
        </div>
      )}
    </div>
  )
}

/** Returns the replies whose shortcut begins with the words, then those that hold them. */
function matching(replies: readonly CannedReply[], sought: string): CannedReply[] {
  const words = sought.toLowerCase()
  const begins = replies.filter(({ shortcut }) => shortcut.startsWith(words))
  const holds = replies.filter(
    (reply) => !begins.includes(reply) && `${reply.shortcut} ${reply.text}`.toLowerCase().includes(words),
  )
  return [...begins, ...holds]
}
