import { useTranslation } from 'react-i18next'
import type { ScheduledPost } from '#core/publishing/schemas.ts'
import { clock } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { PlatformIcon } from '../../ui/platforms.tsx'
import { toneOf } from '../../ui/status.tsx'

/** A post as the calendar shows it: when, where, what, and by colour how it stands. */
export function PostEvent({ post }: { post: ScheduledPost }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const platforms = [...new Set(post.targets.map(({ platform }) => platform))]
  return (
    <span
      className="post-event"
      data-testid="post-event"
      data-status={post.status}
      data-tone={toneOf(post.status)}
    >
      <span className="post-event-head">
        <time dateTime={post.publishAt}>{clock(post.publishAt, locale)}</time>
        {platforms.map((platform) => (
          <PlatformIcon key={platform} platform={platform} size={13} />
        ))}
        <span className="post-event-status">{t(`post.status.${post.status}`)}</span>
      </span>
      <span className="post-event-text">{post.text}</span>
    </span>
  )
}
