import { Button, CopyButton, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScheduledPost, Target } from '#core/publishing/schemas.ts'
import { fileUrl } from '../../../lib/file-url.ts'
import { FormFailure, fieldError } from '../../../ui/states.tsx'
import { contentOn } from '../variants.ts'
import { useResolveTarget } from './api.ts'

/** Hands a post to the person who publishes it: its text to copy, its files to save, and where it is once it is done. */
export function ByHand({ post, target }: { post: ScheduledPost; target: Target }) {
  const { t } = useTranslation()
  const [link, setLink] = useState('')
  const resolve = useResolveTarget(post.id)
  const url = link.trim()
  const targetId = target.id
  const { text, media } = contentOn(post, target.accountId)
  return (
    <div className="resolve" data-testid="by-hand">
      <div className="resolve-acts">
        <CopyButton value={target.text ?? text}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {t(copied ? 'byHand.copied' : 'byHand.copy')}
            </Button>
          )}
        </CopyButton>
        {media.map(({ mediaId, fileName, url: address }) => (
          <Button
            key={mediaId}
            component="a"
            variant="default"
            href={fileUrl(address)}
            download={fileName}
            title={fileName}
            classNames={{ label: 'by-hand-file' }}
          >
            {t('byHand.save')} {fileName}
          </Button>
        ))}
      </div>
      <TextInput
        type="url"
        inputMode="url"
        aria-label={t('byHand.link')}
        placeholder={t('byHand.link')}
        value={link}
        onChange={(event) => setLink(event.currentTarget.value)}
        error={fieldError(resolve.error, 'url')}
      />
      <div className="resolve-acts">
        <Button
          disabled={resolve.isPending}
          onClick={() => resolve.mutate({ targetId, outcome: 'sent', ...(url === '' ? {} : { url }) })}
        >
          {t('byHand.done')}
        </Button>
        <Button
          variant="light"
          color="red"
          disabled={resolve.isPending}
          onClick={() => resolve.mutate({ targetId, outcome: 'cancelled' })}
        >
          {t('byHand.not')}
        </Button>
      </div>
      <FormFailure error={resolve.error} />
    </div>
  )
}
