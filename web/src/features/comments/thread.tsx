import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Comment, CommentAction } from '#core/comments/schemas.ts'
import { said } from '../../lib/server-words.ts'
import { notifyFailed } from '../../ui/notify.tsx'
import { useErrorWords } from '../../ui/states.tsx'
import { Status, toneOf } from '../../ui/status.tsx'
import { useChangeAction } from './api.ts'
import { When } from './comment-row.tsx'

interface ThreadProps {
  thread: readonly Comment[]
  /** The comment that is looked at. */
  id: string
  mayAnswer: boolean
}

/** Shows a thread, answers below what they answer, with what is on its way to the platform. */
export function Thread({ thread, id, mayAnswer }: ThreadProps) {
  const { t } = useTranslation()
  return (
    <ol className="comments-thread" aria-label={t('comments.thread')}>
      {thread.map((comment) => (
        <li
          key={comment.id}
          data-here={comment.id === id || undefined}
          data-own={comment.isOwn || undefined}
          style={{ marginInlineStart: `${Math.min(depthOf(comment, thread), MAX_DEPTH) * STEP_PX}px` }}
        >
          <p className="comments-row-head">
            <strong dir="auto">{comment.author.name}</strong>
            {comment.author.handle && <span className="muted">{comment.author.handle}</span>}
            <When at={comment.postedAt} />
            {comment.likes !== null && comment.likes > 0 && (
              <span className="muted">{t('comments.likes', { count: comment.likes })}</span>
            )}
            {comment.url && (
              <a href={comment.url} target="_blank" rel="noreferrer">
                {t('comments.there')}
              </a>
            )}
          </p>
          <p className="comments-text" dir="auto">
            {comment.text}
          </p>
          {comment.formerTexts.length > 0 && (
            <p className="muted">{t('comments.changed', { text: comment.formerTexts.at(-1) })}</p>
          )}
          {comment.actions.filter(isShown).map((action) => (
            <Act key={action.id} action={action} mayAnswer={mayAnswer} />
          ))}
        </li>
      ))}
    </ol>
  )
}

const MAX_DEPTH = 4
const STEP_PX = 16

function depthOf({ parentExternalId }: Comment, thread: readonly Comment[]): number {
  const parent = thread.find(({ externalId }) => externalId === parentExternalId)
  return parent ? 1 + depthOf(parent, thread) : 0
}

/** A reply that is there stands in the thread as a comment of its own. */
const isShown = ({ kind, status }: CommentAction) => !(kind === 'reply' && status === 'sent')

function Act({ action, mayAnswer }: { action: CommentAction; mayAnswer: boolean }) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const change = useChangeAction()
  const { id, kind, text, status, error, author, authorName } = action
  const to = (next: 'queued' | 'cancelled' | 'sent') =>
    change.mutate({ id, status: next }, { onError: (failure) => notifyFailed(words(failure)) })
  const offer = (next: 'queued' | 'cancelled' | 'sent', label: string) => (
    <Button size="compact-xs" variant="default" loading={change.isPending} onClick={() => to(next)}>
      {label}
    </Button>
  )
  return (
    <div className="comments-act" data-testid="comment-action">
      <p className="comments-row-head">
        <strong>{t(`comments.kind.${kind}`)}</strong>
        <span className="muted">{author === 'machine' ? t('comments.assistant') : authorName}</span>
        <Status tone={toneOf(status)}>{t(`comments.action.${status}`)}</Status>
      </p>
      {text && (
        <p className="comments-text" dir="auto">
          {text}
        </p>
      )}
      {error && <p className="comments-problem">{said(error)}</p>}
      {mayAnswer && (
        <p className="comments-act-buttons">
          {status === 'failed' && offer('queued', t('comments.again'))}
          {(status === 'queued' || status === 'waiting') && offer('cancelled', t('comments.cancel'))}
          {status === 'unknown' && offer('sent', t('comments.wasDone'))}
          {status === 'unknown' && offer('cancelled', t('comments.wasNotDone'))}
        </p>
      )}
    </div>
  )
}
