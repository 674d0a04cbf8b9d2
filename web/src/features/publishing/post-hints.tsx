import { useTranslation } from 'react-i18next'
import type { ScheduledPost } from '#core/publishing/schemas.ts'
import { fullTime, shortDateTime, viewerZone } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { useNow } from '../../lib/use-now.ts'
import { AlertIcon, ClockIcon } from '../../ui/icons.tsx'
import { clashes, type Planned } from './post-rules.ts'

interface HintsProps {
  planned: Planned
  timezone: string
  posts: readonly ScheduledPost[]
}

/** What somebody would like to know before they press the button; none of it stops them. */
export function Hints({ planned, timezone, posts }: HintsProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const now = useNow()
  if (planned.publishAt === '') return null
  const past = Date.parse(planned.publishAt) < now
  return (
    <ul className="hints">
      {timezone !== viewerZone() && (
        <li>
          <ClockIcon size={15} /> {t('post.forYou', { at: fullTime(planned.publishAt, locale) })}
        </li>
      )}
      {past && (
        <li data-tone="warning">
          <AlertIcon size={15} /> {t('post.past')}
        </li>
      )}
      {clashes(planned, posts).map(({ kind, post }) => (
        <li key={post.id} data-tone="warning">
          <AlertIcon size={15} />
          {t(`post.clash.${kind}`, { at: shortDateTime(post.publishAt, locale) })}
        </li>
      ))}
    </ul>
  )
}
