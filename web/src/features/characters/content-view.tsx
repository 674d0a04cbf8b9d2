import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Content } from '#core/characters/schemas.ts'
import { fileUrl } from '../../lib/file-url.ts'
import { duration, fileSize, percent, shortDateTime } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { AttachIcon } from '../../ui/icons.tsx'
import { Status } from '../../ui/status.tsx'

export const APPROVAL_TONES = { pending: 'warning', approved: 'success', rejected: 'danger' } as const

/** Shows a medium small, without what plays. What is NSFW is blurred. */
export function ContentThumb({ content }: { content: Content }) {
  const { medium, text, thumbnailUrl, contentType, isNsfw } = content
  const picture = thumbnailUrl ?? (contentType === 'image' ? medium?.url : undefined)
  return (
    <span className="content-thumb" data-veiled={isNsfw || undefined}>
      {picture ? (
        <img src={fileUrl(picture)} alt="" loading="lazy" />
      ) : contentType === 'video' && medium ? (
        <video src={fileUrl(medium.url)} muted preload="metadata" aria-label={nameOf(content)} />
      ) : text !== null ? (
        <span dir="auto">{text}</span>
      ) : (
        <AttachIcon size={20} />
      )}
    </span>
  )
}

/** Shows a medium large. What is NSFW is shown when somebody asks for it. */
export function ContentLarge({ content }: { content: Content }) {
  const { t } = useTranslation()
  const { medium, text, contentType, isNsfw } = content
  const [unveiled, setUnveiled] = useState(false)
  const veiled = isNsfw && !unveiled
  const name = nameOf(content)
  return (
    <div className="content-large" data-veiled={veiled || undefined}>
      {text !== null && <blockquote dir="auto">{text}</blockquote>}
      {medium && contentType === 'image' && <img src={fileUrl(medium.url)} alt={medium.altText ?? name} />}
      {medium && contentType === 'video' && (
        // biome-ignore lint/a11y/useMediaCaption: people judge a file that may have no words, and for which nobody has captions
        <video src={fileUrl(medium.url)} controls preload="metadata" aria-label={name} />
      )}
      {medium && contentType === 'audio' && (
        // biome-ignore lint/a11y/useMediaCaption: people judge a file that may have no words, and for which nobody has captions
        <audio src={fileUrl(medium.url)} controls preload="metadata" aria-label={name} />
      )}
      {veiled && (
        <button type="button" className="content-unveil" onClick={() => setUnveiled(true)}>
          {t('characters.media.unveil')}
        </button>
      )}
    </div>
  )
}

/** A medium's name for people: that of its file, or how its text begins. */
export const nameOf = ({ medium, text }: Content): string =>
  medium?.fileName ?? (text && text.length > 40 ? `${text.slice(0, 40)}…` : (text ?? ''))

/** The states of a medium. */
export function ContentStates({ content }: { content: Content }) {
  const { t } = useTranslation()
  const { approvalStatus, isNsfw, duplicateOf } = content
  return (
    <span className="content-states">
      <Status tone={APPROVAL_TONES[approvalStatus]}>
        {t(`characters.media.approval.${approvalStatus}`)}
      </Status>
      {isNsfw && <Status tone="danger">{t('characters.media.nsfw')}</Status>}
      {duplicateOf && <Status tone="warning">{t('characters.media.duplicate')}</Status>}
    </span>
  )
}

/** What is known of a medium, on one line. */
export function ContentFacts({ content }: { content: Content }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { contentType, contentCategory, medium, text, timesUsed, lastUsedAt, origin, comparedBy } = content
  const facts = [
    t(`characters.media.type.${contentType}`),
    contentCategory && t(`characters.media.category.${contentCategory}`),
    text !== null && t('characters.media.letters', { count: [...text].length }),
    medium && fileSize(medium.sizeBytes, locale),
    medium?.width && medium.height && `${medium.width} × ${medium.height}`,
    medium?.duration && duration(medium.duration * 1000, locale),
    t(`characters.media.origin.${origin}`),
    contentType === 'image' && comparedBy === 'bytes' && t('characters.media.byBytes'),
    lastUsedAt
      ? t('characters.media.used', { count: timesUsed, at: shortDateTime(lastUsedAt, locale) })
      : t('characters.media.unused'),
  ]
  return <span className="muted content-facts">{facts.filter(Boolean).join(' · ')}</span>
}

/** The score of a medium, and what it is made of. */
export function ContentQuality({ content }: { content: Content }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { qualityScore, quality, generation } = content
  return (
    <details className="content-quality">
      <summary>{t('characters.media.quality', { score: percent(qualityScore, locale) })}</summary>
      <ul>
        {quality.map(({ check, points, most, value }) => (
          <li key={check}>
            {t(`characters.media.check.${check}`)}
            {value === null ? '' : ` (${value})`}:{' '}
            {t('characters.media.points', { points: percent(points, locale), most: percent(most, locale) })}
          </li>
        ))}
      </ul>
      <p className="muted">{t('characters.media.qualityHint')}</p>
      {generation && (
        <dl className="content-origin">
          <dt>{t('characters.media.askedFor')}</dt>
          <dd dir="auto">{generation.prompt}</dd>
          <dt>{t('characters.media.madeWith')}</dt>
          <dd>{generation.model ?? t('characters.media.card')}</dd>
          <dt>{t('characters.media.told')}</dt>
          <dd dir="auto">{generation.assembled}</dd>
        </dl>
      )}
    </details>
  )
}
