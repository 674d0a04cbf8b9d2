import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Run, ScheduledPost, Target } from '#core/publishing/schemas.ts'
import { said } from '../../../lib/server-words.ts'
import { ExternalIcon } from '../../../ui/icons.tsx'
import { PlatformIcon } from '../../../ui/platforms.tsx'
import { FormFailure } from '../../../ui/states.tsx'
import { Status, toneOf } from '../../../ui/status.tsx'
import { PostMedia } from '../post-media.tsx'
import { asksAPerson } from '../post-rules.ts'
import { useCancelTarget, useRetryTarget } from './api.ts'
import { ByHand } from './by-hand.tsx'
import { PostRuns } from './post-runs.tsx'
import { Resolve } from './resolve.tsx'

interface TargetProps {
  post: ScheduledPost
  target: Target
  runs: readonly Run[]
}

/** One account of a post: its state there, the reason, the attempts, and the acts of a person. */
export function PostTarget({ post, target, runs }: TargetProps) {
  const { t } = useTranslation()
  const { accountId, accountName, platform, status, waitingReason, url, error } = target
  const own = post.variants[accountId]
  return (
    <li className="target" data-testid="post-target" data-status={status}>
      <div className="target-head">
        <PlatformIcon platform={platform} />
        <span className="target-name">{accountName}</span>
        {url && (
          <a href={url} target="_blank" rel="noreferrer noopener" className="target-link">
            {t('post.see')} <ExternalIcon size={14} />
          </a>
        )}
        <Status tone={toneOf(status)}>{t(`target.status.${status}`)}</Status>
      </div>
      {own && (
        <div data-testid="own-content">
          {own.media && <PostMedia media={own.media} />}
          {own.text !== undefined && (
            <p className="post-text" dir="auto">
              {own.text}
            </p>
          )}
        </div>
      )}
      {waitingReason && post.status !== 'draft' && (
        <p className="target-reason">{t(`target.waiting.${waitingReason}`)}</p>
      )}
      {error && !asksAPerson(target) && <p className="cell-error">{said(error)}</p>}
      {waitingReason === 'by_hand' ? (
        <ByHand post={post} target={target} />
      ) : asksAPerson(target) ? (
        <Resolve postId={post.id} target={target} />
      ) : (
        <TargetActs post={post} target={target} />
      )}
      <PostRuns runs={runs} opened={status === 'failed' || status === 'unknown'} />
    </li>
  )
}

function TargetActs({ post, target: { id, status, waitingReason } }: Omit<TargetProps, 'runs'>) {
  const { t } = useTranslation()
  const retry = useRetryTarget(post.id)
  const cancel = useCancelTarget(post.id)
  const triable = status === 'failed' || (status === 'waiting' && waitingReason !== 'approval')
  // The last account is not cancelled alone, but with its post.
  const several = post.targets.filter((other) => other.status !== 'cancelled').length > 1
  const stoppable = several && !post.computed && (status === 'queued' || status === 'waiting')
  if (!triable && !stoppable) return null
  return (
    <div className="target-acts">
      {triable && (
        <Button
          variant="default"
          size="compact-xs"
          loading={retry.isPending}
          onClick={() => retry.mutate(id)}
        >
          {t('action.retry')}
        </Button>
      )}
      {stoppable && (
        <Button
          variant="subtle"
          color="red"
          size="compact-xs"
          loading={cancel.isPending}
          onClick={() => cancel.mutate(id)}
        >
          {t('post.cancelHere')}
        </Button>
      )}
      <FormFailure error={retry.error ?? cancel.error} />
    </div>
  )
}
