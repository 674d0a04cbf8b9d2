import { type CSSProperties, lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MessageMedium } from '#core/inbox/schemas.ts'
import { fileUrl } from '../../lib/file-url.ts'
import { fileSize } from '../../lib/format.ts'
import { loadLaterWords } from '../../lib/i18n.ts'
import { said } from '../../lib/server-words.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { AlertIcon, ClockIcon, DocumentIcon, DownloadIcon } from '../../ui/icons.tsx'

const Lightbox = lazy(async () => {
  await loadLaterWords()
  return import('./lightbox.tsx')
})

/** Shows or plays the files of a message in place; says why a file is missing. */
export function MessageMedia({ media }: { media: readonly MessageMedium[] }) {
  const pictures = media.filter(isPicture)
  const [open, setOpen] = useState<number | null>(null)
  return (
    <div className="media" data-count={Math.min(media.length, 4)}>
      {media.map((one) => (
        <Medium
          key={one.id}
          one={one}
          alone={media.length === 1}
          onOpen={() => setOpen(pictures.indexOf(one))}
        />
      ))}
      {open !== null && (
        <Suspense>
          <Lightbox pictures={pictures} start={open} onClose={() => setOpen(null)} />
        </Suspense>
      )}
    </div>
  )
}

const isPicture = ({ kind, url }: MessageMedium): boolean => kind === 'image' && url !== null

function Medium({ one, alone, onOpen }: { one: MessageMedium; alone: boolean; onOpen: () => void }) {
  const { t } = useTranslation()
  const { kind, mimeType, status, url, width, height } = one
  const name = one.fileName ?? t(`media.kind.${kind}`)
  // If the browser cannot draw a picture, offer it as a file.
  const [broken, setBroken] = useState(false)
  if (status !== 'stored' || url === null) return <NotHere one={one} name={name} />
  const src = fileUrl(url)
  if (broken) return <FileCard one={one} name={name} src={src} />
  if (kind === 'image') {
    return (
      <button
        type="button"
        className="medium-picture"
        aria-label={t('media.open', { name })}
        data-testid="medium-image"
        onClick={onOpen}
      >
        <img
          src={src}
          alt=""
          onError={() => setBroken(true)}
          loading="lazy"
          // Several pictures have equal places; a single one has the place that it will fill.
          style={alone ? placeOf(width, height) : undefined}
        />
      </button>
    )
  }
  if (kind === 'sticker' && mimeType?.startsWith('image/'))
    return (
      <img className="medium-sticker" src={src} alt={name} loading="lazy" onError={() => setBroken(true)} />
    )
  if (kind === 'video' || kind === 'sticker') {
    return (
      // biome-ignore lint/a11y/useMediaCaption: what a contact sends comes without captions
      <video
        className="medium-video"
        style={{ aspectRatio: width && height ? `${width} / ${height}` : '16 / 9' }}
        src={src}
        controls={true}
        preload="metadata"
        aria-label={name}
        playsInline={true}
      />
    )
  }
  if (kind === 'audio' || kind === 'voice') {
    return (
      <figure className="medium-sound">
        <figcaption>{name}</figcaption>
        {/* biome-ignore lint/a11y/useMediaCaption: what a contact sends comes without captions */}
        <audio src={src} controls={true} preload="metadata" aria-label={name} />
      </figure>
    )
  }
  return <FileCard one={one} name={name} src={src} />
}

/** The maximum height of a picture in the style sheet. */
const PICTURE_MAX_PX = 320
const UNKNOWN = { width: 240, height: 180 }

/** Reserves the place of a picture before it loads, so that the thread does not jump. An unknown size gets a usual one. */
export function placeOf(width: number | null, height: number | null): CSSProperties {
  const known = width !== null && height !== null && width > 0 && height > 0
  const size = known ? { width, height } : UNKNOWN
  const shown = Math.min(size.width, Math.round((PICTURE_MAX_PX * size.width) / size.height))
  return {
    width: shown,
    aspectRatio: `${size.width} / ${size.height}`,
    ...(known ? {} : { objectFit: 'contain' }),
  }
}

function FileCard({ one, name, src }: { one: MessageMedium; name: string; src: string }) {
  const { t } = useTranslation()
  const locale = useLocale()
  return (
    <a
      className="medium-file"
      href={src}
      download={one.fileName ?? true}
      aria-label={t('media.save', { name })}
    >
      <DocumentIcon size={22} />
      <span className="medium-words">
        <strong>{name}</strong>
        {one.sizeBytes !== null && <span className="muted">{fileSize(one.sizeBytes, locale)}</span>}
      </span>
      <DownloadIcon size={16} />
    </a>
  )
}

function NotHere({ one, name }: { one: MessageMedium; name: string }) {
  const { t } = useTranslation()
  const failed = one.status === 'failed'
  return (
    <div className="medium-file" data-status={one.status} data-testid={`medium-${one.status}`}>
      {failed ? <AlertIcon size={20} /> : <ClockIcon size={20} />}
      <span className="medium-words">
        <strong>{name}</strong>
        <span className="muted">{failed ? t('media.failed') : t('media.pending')}</span>
        {one.error && <span className="medium-why">{said(one.error)}</span>}
      </span>
    </div>
  )
}
