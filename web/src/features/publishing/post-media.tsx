import type { CSSProperties } from 'react'
import type { ShownMedium } from '#core/media/schemas.ts'
import { fileUrl } from '../../lib/file-url.ts'
import { DocumentIcon } from '../../ui/icons.tsx'
import './post-media.css'

/** Shows the media of a post in small but recognisable size. */
export function PostMedia({ media }: { media: readonly ShownMedium[] }) {
  if (media.length === 0) return null
  return (
    <ul className="post-media" data-count={Math.min(media.length, 4)}>
      {media.map((one) => (
        <li key={one.mediaId}>
          <MediumPicture medium={one} />
        </li>
      ))}
    </ul>
  )
}

export function MediumPicture({ medium }: { medium: ShownMedium }) {
  const { kind, url, altText, fileName, width, height } = medium
  const source = fileUrl(url)
  // Reserve its place before it loads.
  const ratio = { '--ratio': width && height ? `${width} / ${height}` : '4 / 3' } as CSSProperties
  if (kind === 'image') return <img src={source} alt={altText ?? fileName} loading="lazy" style={ratio} />
  if (kind === 'video')
    return <video src={source} style={ratio} muted preload="metadata" aria-label={altText ?? fileName} />
  return (
    <span className="post-media-file">
      <DocumentIcon size={18} /> <span>{fileName}</span>
    </span>
  )
}
