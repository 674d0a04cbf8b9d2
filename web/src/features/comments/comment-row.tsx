import { useTranslation } from 'react-i18next'
import type { Comment } from '#core/comments/schemas.ts'
import { fullTime, shortTime } from '../../lib/format.ts'
import { said } from '../../lib/server-words.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { useNow } from '../../lib/use-now.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Status, type Tone } from '../../ui/status.tsx'

interface RowProps {
  comment: Comment
  open?: boolean
  onOpen: () => void
}

/** A comment as a line of the queue, with the decision on it. */
export function CommentRow({ comment, open = false, onOpen }: RowProps) {
  const { author, platform, text, decision } = comment
  return (
    <li className="comments-row" data-testid="comment-row" data-open={open || undefined}>
      <button type="button" className="bare-button" onClick={onOpen} aria-current={open || undefined}>
        <Avatar name={author.name} platform={platform} small />
        <span className="comments-row-body">
          <span className="comments-row-head">
            <strong dir="auto">{author.name}</strong>
            <When at={comment.postedAt} />
            <State comment={comment} />
          </span>
          <span className="comments-row-text" dir="auto">
            {text}
          </span>
          {decision && <span className="comments-row-why">{said(decision.reason)}</span>}
        </span>
      </button>
    </li>
  )
}

export function When({ at }: { at: string }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const now = useNow(60_000)
  return (
    <time dateTime={at} title={fullTime(at, locale)}>
      {shortTime(at, now, locale, t('comments.now'))}
    </time>
  )
}

const TONES: Record<Comment['status'], Tone> = {
  new: 'info',
  open: 'warning',
  answered: 'success',
  closed: 'neutral',
}

export function State({ comment: { status, hidden, actions } }: { comment: Comment }) {
  const { t } = useTranslation()
  const last = actions.at(-1)
  const troubled = last !== undefined && ['failed', 'unknown'].includes(last.status)
  return (
    <span className="comments-state">
      {hidden && <span className="comments-mark">{t('comments.hidden')}</span>}
      {troubled ? (
        <Status tone="danger">{t(`comments.action.${last.status as 'failed' | 'unknown'}`)}</Status>
      ) : (
        <Status tone={TONES[status]}>{t(`comments.status.${status}`)}</Status>
      )}
    </span>
  )
}
