import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Target } from '#core/publishing/schemas.ts'
import { ExternalIcon } from '../../ui/icons.tsx'
import { PlatformIcon } from '../../ui/platforms.tsx'
import { FormFailure, fieldError } from '../../ui/states.tsx'
import { Status, toneOf } from '../../ui/status.tsx'
import { useResolveTarget } from './api.ts'
import { asksAPerson } from './post-rules.ts'

export function PostTarget({ postId, target }: { postId: string; target: Target }) {
  const { t } = useTranslation()
  const { accountName, platform, status, waitingReason, url, error } = target
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
      {waitingReason && <p className="target-reason">{t(`target.waiting.${waitingReason}`)}</p>}
      {error && <p className="cell-error">{error}</p>}
      {asksAPerson(target) && <Resolve postId={postId} target={target} />}
    </li>
  )
}

/** The machine does not guess: the person looks on the platform and says what is there. */
function Resolve({ postId, target }: { postId: string; target: Target }) {
  const { t } = useTranslation()
  const [link, setLink] = useState('')
  const resolve = useResolveTarget(postId)
  const say = (outcome: 'sent' | 'send_again' | 'cancelled') =>
    resolve.mutate({
      targetId: target.id,
      outcome,
      ...(outcome === 'sent' && link.trim() !== '' ? { url: link.trim() } : {}),
    })
  const unknown = target.status === 'unknown'
  return (
    <div className="resolve">
      <p>{t(unknown ? 'resolve.unknown' : 'resolve.late')}</p>
      {unknown && (
        <TextInput
          size="xs"
          type="url"
          aria-label={t('resolve.link')}
          placeholder={t('resolve.link')}
          value={link}
          onChange={(event) => setLink(event.currentTarget.value)}
          error={fieldError(resolve.error, 'url')}
        />
      )}
      <div className="resolve-acts">
        <Button variant="default" disabled={resolve.isPending} onClick={() => say('sent')}>
          {t('resolve.sent')}
        </Button>
        <Button variant="default" disabled={resolve.isPending} onClick={() => say('send_again')}>
          {t(unknown ? 'resolve.sendAgain' : 'resolve.sendNow')}
        </Button>
        <Button variant="light" color="red" disabled={resolve.isPending} onClick={() => say('cancelled')}>
          {t('resolve.cancel')}
        </Button>
      </div>
      <FormFailure error={resolve.error} />
    </div>
  )
}
