import { Button, NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ListenedPost } from '#core/listening/schemas/posts.ts'
import { shortDateTime } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { ExternalIcon } from '../../ui/icons.tsx'
import { notifyDone, notifyFailed } from '../../ui/notify.tsx'
import { PlatformIcon } from '../../ui/platforms.tsx'
import { useErrorWords } from '../../ui/states.tsx'
import { useCorrectPost, useLeaveOut, useMute, usePutBack, useUnmute } from './api.ts'
import { TONES } from './feeling.tsx'
import { PostUses } from './post-uses.tsx'
import { POLARITIES } from './project-search.ts'

interface RowProps {
  projectId: string
  post: ListenedPost
  mayListen: boolean
}

/** A post that a project heard: how it feels and why, its numbers, and what can be said of it. */
export function PostRow({ projectId, post, mayListen }: RowProps) {
  const { t } = useTranslation()
  const { text, polarity, corrected, sentimentReasons, engagement, score, scoreTrend } = post
  const reasons = sentimentReasons.map(({ text }) => `“${text}”`).join(', ')
  return (
    <li className="heard-post" data-testid="heard-post">
      <PostHead post={post} />
      <p className="heard-text" dir="auto">
        {text}
      </p>
      <p className="heard-meta">
        <span className="status" data-tone={TONES[polarity]}>
          {t(`listening.polarity.${polarity}`)}
        </span>
        <span>
          {corrected
            ? t('listening.byPerson')
            : reasons === ''
              ? t('listening.noReason')
              : t('listening.because', { reasons })}
        </span>
        <span>{t('listening.engagement', { count: engagement })}</span>
        {score !== null && (
          <span title={t('listening.scoreHint')}>
            {t('listening.score', { score })}
            {scoreTrend !== null &&
              scoreTrend !== 0 &&
              ` (${scoreTrend > 0 ? '↑' : '↓'} ${Math.abs(Math.round(scoreTrend))})`}
          </span>
        )}
      </p>
      {mayListen && <Acts projectId={projectId} post={post} />}
      <PostUses projectId={projectId} post={post} mayListen={mayListen} />
    </li>
  )
}

export function PostHead({ post: { platform, author, postedAt, url } }: { post: ListenedPost }) {
  const { t } = useTranslation()
  const locale = useLocale()
  return (
    <p className="heard-head">
      <PlatformIcon platform={platform} />
      <strong dir="auto">{author ?? t('listening.nobody')}</strong>
      <time dateTime={postedAt}>{shortDateTime(postedAt, locale)}</time>
      {url && (
        <a href={url} target="_blank" rel="noreferrer" className="heard-open">
          {t('listening.open')} <ExternalIcon size={14} />
        </a>
      )}
    </p>
  )
}

/** What people say of a post; each can be taken back. */
function Acts({
  projectId,
  post: { id, author, platform, polarity, corrected },
}: Omit<RowProps, 'mayListen'>) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const onError = (error: unknown) => notifyFailed(words(error))
  const correct = useCorrectPost(projectId)
  const leaveOut = useLeaveOut(projectId)
  const putBack = usePutBack(projectId)
  const mute = useMute(projectId)
  const unmute = useUnmute(projectId)
  const undo = (act: () => void) => ({ label: t('action.undo'), undo: act })
  return (
    <div className="heard-acts">
      <NativeSelect
        size="xs"
        aria-label={t('listening.correct')}
        value={polarity}
        disabled={correct.isPending}
        onChange={(event) => {
          const chosen = POLARITIES.find((one) => one === event.currentTarget.value)
          if (chosen) correct.mutate({ postId: id, polarity: chosen }, { onError })
        }}
        data={POLARITIES.map((value) => ({ value, label: t(`listening.polarity.${value}`) }))}
      />
      {corrected && (
        <Button
          size="xs"
          variant="subtle"
          onClick={() => correct.mutate({ postId: id, polarity: null }, { onError })}
        >
          {t('listening.takeBack')}
        </Button>
      )}
      <Button
        size="xs"
        variant="default"
        loading={leaveOut.isPending}
        onClick={() =>
          leaveOut.mutate(id, {
            onError,
            onSuccess: () =>
              notifyDone(
                t('listening.isLeftOut'),
                undo(() => putBack.mutate(id, { onError })),
              ),
          })
        }
      >
        {t('listening.leaveOut')}
      </Button>
      {author !== null && (
        <Button
          size="xs"
          variant="default"
          loading={mute.isPending}
          onClick={() =>
            mute.mutate(
              { platform, username: author },
              {
                onError,
                onSuccess: (muted) =>
                  notifyDone(
                    t('listening.isMuted', { name: author }),
                    undo(() => unmute.mutate(muted.id, { onError })),
                  ),
              },
            )
          }
        >
          {t('listening.mute')}
        </Button>
      )}
    </div>
  )
}
