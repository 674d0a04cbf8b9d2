import { ActionIcon, Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Content, ContentCategory } from '#core/characters/schemas.ts'
import { TrashIcon } from '../../ui/icons.tsx'
import { notifyFailed } from '../../ui/notify.tsx'
import { useErrorWords } from '../../ui/states.tsx'
import { useChangeContent } from './content-api.ts'
import { ContentFacts, ContentQuality, ContentStates, ContentThumb, nameOf } from './content-view.tsx'
import { RejectDialog } from './reject-dialog.tsx'
import { useDecisions } from './use-decisions.tsx'
import './media.css'

const CATEGORIES = ['post', 'story', 'reel', 'short', 'message'] as const satisfies readonly ContentCategory[]

interface ContentRowProps {
  content: Content
  mayWrite: boolean
  onRemove: () => void
}

/** One of a character’s media, with everything that people decide about it. */
export function ContentRow({ content, mayWrite, onRemove }: ContentRowProps) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const change = useChangeContent()
  const { decideAbout, isPending } = useDecisions()
  const [rejecting, setRejecting] = useState(false)
  const { id, approvalStatus, isNsfw, contentCategory, rejectionReason } = content
  const failed = { onError: (error: unknown) => notifyFailed(words(error)) }
  return (
    <li data-testid="content">
      <ContentThumb content={content} />
      <div className="content-about">
        <strong dir="auto">{nameOf(content)}</strong>
        <ContentStates content={content} />
        <ContentFacts content={content} />
        {rejectionReason && (
          <span dir="auto">{t('characters.media.because', { reason: rejectionReason })}</span>
        )}
        <ContentQuality content={content} />
        {mayWrite && (
          <div className="character-acts content-acts">
            {approvalStatus !== 'approved' && (
              <Button size="xs" loading={isPending} onClick={() => decideAbout([content], 'approved')}>
                {t('characters.media.approve')}
              </Button>
            )}
            {approvalStatus !== 'rejected' && (
              <Button size="xs" variant="default" onClick={() => setRejecting(true)}>
                {t('characters.media.reject')}
              </Button>
            )}
            <NativeSelect
              size="xs"
              aria-label={t('characters.media.category.label')}
              value={contentCategory ?? ''}
              data={[
                { value: '', label: t('characters.media.category.none') },
                ...CATEGORIES.map((one) => ({ value: one, label: t(`characters.media.category.${one}`) })),
              ]}
              onChange={(event) => {
                const chosen = CATEGORIES.find((one) => one === event.currentTarget.value)
                change.mutate({ id, contentCategory: chosen ?? null }, failed)
              }}
            />
            <Button
              size="xs"
              variant="subtle"
              color="gray"
              onClick={() => change.mutate({ id, isNsfw: !isNsfw }, failed)}
            >
              {t(isNsfw ? 'characters.media.unflag' : 'characters.media.flag')}
            </Button>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('characters.media.remove', { name: nameOf(content) })}
              onClick={onRemove}
            >
              <TrashIcon size={15} />
            </ActionIcon>
          </div>
        )}
      </div>
      {rejecting && (
        <RejectDialog
          count={1}
          onReject={(reason) => decideAbout([content], 'rejected', reason)}
          onClose={() => setRejecting(false)}
        />
      )}
    </li>
  )
}
