import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Target } from '#core/publishing/schemas.ts'
import { said } from '../../../lib/server-words.ts'
import { FormFailure, fieldError } from '../../../ui/states.tsx'
import { useResolveTarget } from './api.ts'

/** Asks a person who has looked on the platform whether the post is there, or what to do: the machine does not guess. */
export function Resolve({ postId, target }: { postId: string; target: Target }) {
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
    <div className="resolve" data-testid="resolve">
      <p>{t(unknown ? 'resolve.unknown' : 'resolve.late')}</p>
      {unknown && target.error && <p className="resolve-error">{said(target.error)}</p>}
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
        {unknown && (
          <Button variant="default" disabled={resolve.isPending} onClick={() => say('sent')}>
            {t('resolve.there')}
          </Button>
        )}
        <Button variant="default" disabled={resolve.isPending} onClick={() => say('send_again')}>
          {t(unknown ? 'resolve.notThere' : 'resolve.sendNow')}
        </Button>
        <Button variant="light" color="red" disabled={resolve.isPending} onClick={() => say('cancelled')}>
          {t(unknown ? 'resolve.leave' : 'post.cancel')}
        </Button>
      </div>
      <FormFailure error={resolve.error} />
    </div>
  )
}
