import { useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScheduledPost } from '#core/publishing/schemas.ts'
import { viewerZone } from '../../../lib/format.ts'
import { useLocale } from '../../../lib/use-locale.ts'
import { PlusIcon } from '../../../ui/icons.tsx'
import { dayIn } from '../wall-time.ts'
import { PostEvent } from './post-event.tsx'
import { dayName } from './views.ts'
import { walk } from './walk.ts'
import './post-list.css'

interface ListProps {
  posts: readonly ScheduledPost[]
  today: string
  /** True if today is in the range: it is then shown and scrolled to, even without posts. */
  holdsToday: boolean
  onOpen: (id: string) => void
  onNew: (day: string) => void
  /** Those that are ticked, and what ticking does; null for those who may not change posts. */
  ticked: ReadonlySet<string>
  onTick: ((id: string) => void) | null
}

/** Tests whether a post can be ticked: an occurrence that has not been made is no post yet. */
export const isTickable = ({ computed }: Pick<ScheduledPost, 'computed'>): boolean => !computed

/** Lists the range day by day, scrolled to today. */
export function PostList({ posts, today, holdsToday, onOpen, onNew, ticked, onTick }: ListProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const days = useMemo(() => {
    const byDay = Map.groupBy(posts, (post) => dayIn(post, viewerZone()))
    if (holdsToday && !byDay.has(today)) byDay.set(today, [])
    return [...byDay].sort(([a], [b]) => (a < b ? -1 : 1))
  }, [posts, today, holdsToday])
  const list = useRef<HTMLDivElement>(null)
  const come = useRef(false)
  useEffect(() => {
    if (come.current || days.length === 0) return
    come.current = true
    list.current?.querySelector('[data-today]')?.scrollIntoView({ block: 'start' })
  }, [days])
  return (
    <div className="post-list" ref={list} data-walk>
      {days.map(([day, ofDay]) => (
        <section key={day} className="post-list-day" data-today={day === today || undefined}>
          <header>
            <h3>
              {dayName(day, locale)}
              {day === today && <span className="post-list-today">{t('calendar.today')}</span>}
            </h3>
            {day >= today && (
              <button
                type="button"
                className="post-list-new"
                aria-label={t('calendar.newOn', { day: dayName(day, locale) })}
                onClick={() => onNew(day)}
              >
                <PlusIcon size={16} />
              </button>
            )}
          </header>
          {ofDay.length === 0 && <p className="post-list-none">{t('calendar.nothingToday')}</p>}
          {ofDay.map((post) => (
            <div key={post.id} className="post-list-row">
              {onTick && (
                <input
                  type="checkbox"
                  className="post-list-tick"
                  aria-label={t('sorting.bulk.tick', { text: post.text.slice(0, 60) })}
                  checked={ticked.has(post.id)}
                  disabled={!isTickable(post)}
                  onChange={() => onTick(post.id)}
                />
              )}
              <button
                type="button"
                className="bare-button event-button"
                onClick={() => onOpen(post.id)}
                onKeyDown={(event) => walk(event.currentTarget, event.key) && event.preventDefault()}
              >
                <PostEvent post={post} />
              </button>
            </div>
          ))}
        </section>
      ))}
    </div>
  )
}
