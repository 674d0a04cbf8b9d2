import { Button, Textarea } from '@mantine/core'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CommentInThread } from '#core/comments/schemas.ts'
import { useCommands } from '../../ui/commands.ts'
import { CheckIcon, SendIcon } from '../../ui/icons.tsx'
import { notifyFailed } from '../../ui/notify.tsx'
import { FormFailure, useErrorWords } from '../../ui/states.tsx'
import { useChangeComment, useHide, useLike, useReply } from './api.ts'

interface ActsProps {
  comment: CommentInThread
  onDone: () => void
}

/** The field to answer in, and what else can be done to a comment. What its platform does not have is not offered. */
export function CommentActs({ comment, onDone }: ActsProps) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const { id, can, status, decision } = comment
  const suggestion = status === 'open' ? (decision?.suggestion ?? '') : ''
  const [text, setText] = useState(suggestion)
  const field = useRef<HTMLTextAreaElement>(null)
  const reply = useReply(id)
  const like = useLike(id)
  const hide = useHide(id)
  const change = useChangeComment(id)
  const failed = { onError: (error: unknown) => notifyFailed(words(error)) }
  const send = (inPrivate: boolean) =>
    text.trim() !== '' && reply.mutate({ text, inPrivate }, { onSuccess: onDone })
  const close = () => change.mutate({ status: 'closed' }, { ...failed, onSuccess: onDone })
  useActKeys({
    answer: () => field.current?.focus(),
    close,
    like: can.includes('like') ? () => like.mutate(undefined, failed) : null,
  })
  return (
    <footer className="comments-acts">
      {can.includes('reply') && (
        <>
          <Textarea
            ref={field}
            autosize
            minRows={2}
            maxRows={8}
            aria-label={t('comments.answer')}
            placeholder={t('comments.answer')}
            description={suggestion && text === suggestion ? t('comments.suggested') : undefined}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) send(false)
            }}
          />
          <FormFailure error={reply.error} />
        </>
      )}
      <div className="form-actions">
        {can.includes('reply') && (
          <Button
            leftSection={<SendIcon size={16} />}
            disabled={text.trim() === ''}
            loading={reply.isPending}
            onClick={() => send(false)}
          >
            {t('comments.send')}
          </Button>
        )}
        {can.includes('private_reply') && (
          <Button variant="default" disabled={text.trim() === ''} onClick={() => send(true)}>
            {t('comments.sendPrivately')}
          </Button>
        )}
        {status !== 'closed' && (
          <Button variant="default" leftSection={<CheckIcon size={16} />} onClick={close}>
            {t('comments.close')}
          </Button>
        )}
        {status === 'closed' && (
          <Button variant="default" onClick={() => change.mutate({ status: 'open' }, failed)}>
            {t('comments.reopen')}
          </Button>
        )}
        {can.includes('like') && (
          <Button variant="default" onClick={() => like.mutate(undefined, failed)}>
            {t('comments.like')}
          </Button>
        )}
        {can.includes('hide') && (
          <Button variant="default" onClick={() => hide.mutate(true, failed)}>
            {t('comments.hide')}
          </Button>
        )}
        {can.includes('unhide') && (
          <Button variant="default" onClick={() => hide.mutate(false, failed)}>
            {t('comments.unhide')}
          </Button>
        )}
      </div>
    </footer>
  )
}

interface Keys {
  answer: () => void
  close: () => void
  like: (() => void) | null
}

/** Offers the keys of the queue: answer, close, like. */
function useActKeys({ answer, close, like }: Keys) {
  const { t } = useTranslation()
  const latest = useRef({ answer, close, like })
  latest.current = { answer, close, like }
  const hasLike = like !== null
  const commands = useMemo(
    () => [
      { id: 'comment-answer', label: t('comments.answer'), key: 'r', run: () => latest.current.answer() },
      { id: 'comment-close', label: t('comments.close'), key: 'e', run: () => latest.current.close() },
      ...(hasLike
        ? [{ id: 'comment-like', label: t('comments.like'), key: 'l', run: () => latest.current.like?.() }]
        : []),
    ],
    [t, hasLike],
  )
  useCommands(commands)
}
