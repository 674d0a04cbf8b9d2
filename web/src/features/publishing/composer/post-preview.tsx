import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Account } from '#core/accounts/schemas.ts'
import type { ShownMedium } from '#core/media/schemas.ts'
import { initials } from '../../../lib/format.ts'
import { usePlatformName } from '../../../lib/platforms.ts'
import { PlatformIcon } from '../../../ui/platforms.tsx'
import { PostMedia } from '../post-media.tsx'
import { contentOn } from '../variants.ts'
import type { Writing } from './writing.ts'

interface PreviewProps {
  post: Pick<Writing, 'text' | 'media' | 'variants'>
  /** The publishing time as readers will see it, “09:00”. */
  clock: string
  accounts: readonly Account[]
}

/** Shows the post as readers will see it, once per platform, since accounts of one platform look alike, and once where it differs. */
export function PostPreview({ post, clock, accounts }: PreviewProps) {
  const { t } = useTranslation()
  const platformName = usePlatformName()
  const looks = Map.groupBy(accounts, ({ id, platform }) => (post.variants[id] ? id : platform))
  const firsts = [...looks].flatMap(([key, [first]]) =>
    first
      ? [
          {
            ...first,
            key,
            look: first.posts?.look ?? 'card',
            ...contentOn(post, first.id),
            own: key === first.id,
          },
        ]
      : [],
  )
  return (
    <section className="previews" aria-label={t('compose.preview')}>
      <h3>{t('compose.preview')}</h3>
      {firsts.length === 0 && <p className="muted">{t('compose.noPreview')}</p>}
      {firsts.map(({ key, platform, name, look, text, media, own }) => (
        <figure key={key} className="preview" data-look={look} data-testid="post-preview">
          <figcaption>
            <PlatformIcon platform={platform} size={13} /> {own ? name : platformName(platform)}
          </figcaption>
          <Body look={look} name={name} clock={clock} media={media}>
            {text === '' ? <span className="preview-empty">{t('post.textPlaceholder')}</span> : linked(text)}
          </Body>
        </figure>
      ))}
    </section>
  )
}

interface BodyProps {
  look: 'bubble' | 'card'
  name: string
  clock: string
  media: readonly ShownMedium[]
  children: ReactNode
}

function Body({ look, name, clock, media, children }: BodyProps) {
  const avatar = (
    <span className="preview-avatar" aria-hidden="true">
      {initials(name)}
    </span>
  )
  if (look === 'bubble')
    return (
      <div className="preview-channel">
        {avatar}
        <div className="preview-bubble">
          <strong>{name}</strong>
          <PostMedia media={media} />
          <p dir="auto">{children}</p>
          <span className="preview-clock">{clock}</span>
        </div>
      </div>
    )
  return (
    <div className="preview-card">
      <header>
        {avatar}
        <strong>{name}</strong>
        <span className="preview-clock">{clock}</span>
      </header>
      <PostMedia media={media} />
      <p dir="auto">{children}</p>
    </div>
  )
}

const LINK = /(https?:\/\/[^\s<>]+[^\s<>.,;:!?)\]}'"»”]|[#@][\p{L}\p{N}_]{2,})/gu

/** Colours addresses, tags and names as platforms do, without links: it is only a preview. */
function linked(text: string): ReactNode[] {
  return text.split(LINK).map((part, index) =>
    index % 2 === 1 ? (
      <span key={index} className="preview-link">
        {part}
      </span>
    ) : (
      part
    ),
  )
}
