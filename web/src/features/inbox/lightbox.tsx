import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MessageMedium } from '#core/inbox/schemas.ts'
import { fileUrl } from '../../lib/file-url.ts'
import { BackIcon, CloseIcon, DownloadIcon, ForwardIcon } from '../../ui/icons.tsx'

interface LightboxProps {
  pictures: readonly MessageMedium[]
  start: number
  onClose: () => void
}

/** Shows the pictures of a message as large as the screen allows; arrow keys go through them, Escape closes. */
export default function Lightbox({ pictures, start, onClose }: LightboxProps) {
  const { t } = useTranslation()
  const dialog = useRef<HTMLDialogElement>(null)
  const [at, setAt] = useState(Math.max(0, start))
  useEffect(() => dialog.current?.showModal(), [])
  const several = pictures.length > 1
  const step = (by: number) => setAt((now) => (now + by + pictures.length) % pictures.length)
  const picture = pictures[at]
  if (!picture?.url) return null
  const name = picture.fileName ?? t('lightbox.title')
  return (
    <dialog
      ref={dialog}
      className="lightbox"
      aria-label={name}
      onClose={onClose}
      onKeyDown={({ key }) => {
        if (several && key === 'ArrowRight') step(1)
        if (several && key === 'ArrowLeft') step(-1)
      }}
    >
      <header>
        <strong>{several ? `${name} · ${at + 1} / ${pictures.length}` : name}</strong>
        <a href={fileUrl(picture.url)} download={picture.fileName ?? true}>
          <DownloadIcon size={16} /> {t('lightbox.save')}
        </a>
        <button type="button" aria-label={t('action.close')} onClick={() => dialog.current?.close()}>
          <CloseIcon />
        </button>
      </header>
      {several && (
        <button
          type="button"
          className="lightbox-back"
          aria-label={t('lightbox.previous')}
          onClick={() => step(-1)}
        >
          <BackIcon size={22} />
        </button>
      )}
      <img src={fileUrl(picture.url)} alt={name} data-testid="lightbox-image" />
      {several && (
        <button type="button" className="lightbox-on" aria-label={t('lightbox.next')} onClick={() => step(1)}>
          <ForwardIcon size={22} />
        </button>
      )}
    </dialog>
  )
}
