import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScheduledPost } from '#core/publishing/schemas.ts'
import { viewerZone } from '../../../lib/format.ts'
import { useLocale } from '../../../lib/use-locale.ts'
import { RepeatIcon } from '../../../ui/icons.tsx'
import { LabelMarks } from '../../../ui/label.tsx'
import { PlatformIcon } from '../../../ui/platforms.tsx'
import { toneOf } from '../../../ui/status.tsx'
import { clockTime } from '../times.ts'
import { wallIn } from '../wall-time.ts'
import './post-event.css'

/** A post in the calendar: time, platforms, text, and its state by colour. */
export const PostEvent = memo(function PostEvent({ post }: { post: ScheduledPost }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const platforms = [...new Set(post.targets.map(({ platform }) => platform))]
  return (
    <span
      className="post-event"
      data-testid="post-event"
      data-post={post.id}
      data-status={post.status}
      data-tone={toneOf(post.status)}
      title={post.text}
    >
      <span className="post-event-head">
        <time dateTime={post.publishAt}>{clockTime(wallIn(post, viewerZone()), locale)}</time>
        {platforms.map((platform) => (
          <PlatformIcon key={platform} platform={platform} size={12} />
        ))}
        {post.seriesId && (
          <span className="post-event-repeat" role="img" aria-label={t('series.part')}>
            <RepeatIcon size={12} />
          </span>
        )}
        <LabelMarks labels={post.labels} />
        <span className="post-event-status">{t(`post.status.${post.status}`)}</span>
      </span>
      <span className="post-event-text" dir="auto">
        {post.text}
      </span>
    </span>
  )
})
