import { Button, TextInput } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Medium, ShownMedium } from '#core/media/schemas.ts'
import { AlertIcon, AttachIcon, ChevronUpIcon, CloseIcon } from '../../../ui/icons.tsx'
import { Attached } from '../../inbox/attachment-tray.tsx'
import type { AttachmentProblem } from '../../media/attachment-problem.ts'
import type { Attachments } from '../../media/use-attachments.ts'
import { useProblemWords } from '../../media/use-problem-words.ts'
import { MediumPicture } from '../post-media.tsx'
import './media-field.css'

interface MediaProps {
  media: ShownMedium[]
  /** The files being uploaded to the library. */
  attachments: Attachments
  /** True while files are dragged over the form. */
  over: boolean
  problem: AttachmentProblem | null
  error: string | null
  onChange: (media: ShownMedium[]) => void
  /** Further places to take media from. */
  more: ReactNode
}

/** Returns a file of the library as one of a post. */
export const toShown = ({
  id,
  sha256: _,
  createdAt: _at,
  duration: _lasts,
  ...medium
}: Medium): ShownMedium => ({
  ...medium,
  mediaId: id,
})

/**
 * The media of a post: chosen, dropped or pasted, in order, each with an alternative text. A file takes the same room during
 * its upload and after, and the first one takes that of the hint, so that nothing below moves.
 */
export function MediaField({ media, attachments, over, problem, error, onChange, more }: MediaProps) {
  const { t } = useTranslation()
  const problemWords = useProblemWords()
  const picker = useRef<HTMLInputElement>(null)
  const { list, add, remove } = attachments
  const arrived = list.find(({ medium }) => medium !== null)
  useEffect(() => {
    if (!arrived?.medium) return
    const { medium, key } = arrived
    if (!media.some(({ mediaId }) => mediaId === medium.id)) onChange([...media, toShown(medium)])
    remove(key)
  }, [arrived, media, onChange, remove])
  const describe = (mediaId: string, altText: string) =>
    onChange(media.map((one) => (one.mediaId === mediaId ? { ...one, altText: altText || null } : one)))

  return (
    <section className="media-field" data-over={over || undefined} aria-label={t('compose.media.title')}>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label={t('compose.media.add')}
        data-testid="post-media-input"
        onChange={({ currentTarget }) => {
          add([...(currentTarget.files ?? [])])
          // Allow the same file to be picked again.
          currentTarget.value = ''
        }}
      />
      <Button
        size="xs"
        variant="default"
        leftSection={<AttachIcon size={14} />}
        onClick={() => picker.current?.click()}
      >
        {over ? t('compose.media.drop') : t('compose.media.add')}
      </Button>
      {more}
      {media.length + list.length === 0 ? (
        <p className="media-field-empty">{t('compose.media.hint')}</p>
      ) : (
        <ol>
          {media.map((one, index) => (
            <li key={one.mediaId} data-testid="post-medium">
              <span className="media-field-picture">
                <MediumPicture medium={one} />
              </span>
              <TextInput
                size="xs"
                aria-label={t('compose.media.alt', { name: one.fileName })}
                placeholder={t('compose.media.altHint')}
                value={one.altText ?? ''}
                maxLength={1000}
                onChange={({ currentTarget }) => describe(one.mediaId, currentTarget.value)}
              />
              <button
                type="button"
                className="media-field-act"
                aria-label={t('compose.media.earlier', { name: one.fileName })}
                disabled={index === 0}
                onClick={() => onChange(media.with(index, media[index - 1] ?? one).with(index - 1, one))}
              >
                <ChevronUpIcon size={14} />
              </button>
              <button
                type="button"
                className="media-field-act"
                aria-label={t('attach.remove', { name: one.fileName })}
                onClick={() => onChange(media.filter(({ mediaId }) => mediaId !== one.mediaId))}
              >
                <CloseIcon size={14} />
              </button>
            </li>
          ))}
          {list.map((one) => (
            <Attached key={one.key} one={one} attachments={attachments} />
          ))}
        </ol>
      )}
      {problem && (
        <p className="field-error media-field-problem" role="alert">
          <AlertIcon size={15} />
          {problemWords(problem)}
        </p>
      )}
      {error && <p className="field-error">{error}</p>}
    </section>
  )
}
