import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Today } from '#core/today/schemas.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { Status, toneOf } from '../../ui/status.tsx'
import { wallClock } from './day.ts'
import { Platforms } from './waiting.tsx'

/** Lists the day's posts by time, including those that have gone out. */
export function GoesOut({ posts }: { posts: Today['goesOut'] }) {
  const { t } = useTranslation()
  const locale = useLocale()
  return (
    <section className="panel" aria-label={t('today.goesOut')} data-testid="goes-out">
      <h2>
        <Link to="/calendar">{t('today.goesOut')}</Link>
        {posts.total > 0 && <span className="count">{posts.total}</span>}
      </h2>
      {posts.total === 0 && (
        <p className="muted">
          {t('today.nothingGoesOut')} <Link to="/calendar">{t('today.plan')}</Link>
        </p>
      )}
      <ol className="row-list">
        {posts.items.map(({ id, text, status, publishAt, localTime, targets }) => (
          <li key={id}>
            <Link to="/calendar" search={{ post: id }} className="goes-out-line" data-status={status}>
              <time
                dateTime={publishAt}
                title={`${wallClock(localTime, locale)} ${localTime.slice('yyyy-mm-ddThh:mm:ss'.length)}`}
              >
                {wallClock(localTime, locale)}
              </time>
              <span className="goes-out-text" dir="auto">
                {text}
              </span>
              <span className="goes-out-foot">
                <Platforms targets={targets} />
                <span className="goes-out-accounts">{targets.map(({ name }) => name).join(', ')}</span>
                <Status tone={toneOf(status)}>{t(`post.status.${status}`)}</Status>
              </span>
            </Link>
          </li>
        ))}
      </ol>
      {posts.total > posts.items.length && (
        <Link to="/calendar" className="waiting-more">
          {t('today.more', { count: posts.total - posts.items.length })}
        </Link>
      )}
    </section>
  )
}
