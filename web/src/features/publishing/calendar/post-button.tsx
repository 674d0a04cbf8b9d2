import type { CSSProperties, PointerEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScheduledPost } from '#core/publishing/schemas.ts'
import { useLocale } from '../../../lib/use-locale.ts'
import type { Rest } from './fit-days.ts'
import { PostEvent } from './post-event.tsx'
import { dayName } from './views.ts'
import { walk } from './walk.ts'

/** The props of both grids. */
export interface GridActs {
  onOpen: (id: string) => void
  onPress: (post: ScheduledPost, event: PointerEvent) => void
  onPick: (wallTime: string) => void
  onRest: (day: string, button: HTMLElement) => void
}

interface PostProps extends Pick<GridActs, 'onOpen' | 'onPress'> {
  post: ScheduledPost
  dragged: boolean
  style?: CSSProperties
}

/** A post in a grid, which can be opened, dragged and left by arrow keys. */
export function PostButton({ post, dragged, style, onOpen, onPress }: PostProps) {
  return (
    <button
      type="button"
      className="post-event-shell"
      data-dragged={dragged || undefined}
      style={style}
      onClick={() => onOpen(post.id)}
      onPointerDown={(event) => onPress(post, event)}
      onKeyDown={(event) => walk(event.currentTarget, event.key) && event.preventDefault()}
    >
      <PostEvent post={post} />
    </button>
  )
}

interface RestProps extends Pick<GridActs, 'onRest'> {
  rest: Rest
  /** Unique among the buttons of its day. */
  id: string
  style?: CSSProperties
}

/** A button “2 more” for the posts that do not fit. */
export function RestButton({ rest, id, style, onRest }: RestProps) {
  const { t } = useTranslation()
  return (
    <button
      type="button"
      className="post-event-shell"
      style={style}
      onClick={(event) => onRest(rest.day, event.currentTarget)}
      onKeyDown={(event) => walk(event.currentTarget, event.key) && event.preventDefault()}
    >
      <span className="day-rest" data-testid="day-rest" data-day={rest.day} data-rest={id}>
        {t('calendar.more', { count: rest.count })}
      </span>
    </button>
  )
}

/** The free place of a day, behind its posts, for the mouse. On the keyboard, N begins a post. */
export function FreePlace({ day, onPick }: { day: string; onPick: (event: React.MouseEvent) => void }) {
  const { t } = useTranslation()
  const locale = useLocale()
  return (
    <button
      type="button"
      tabIndex={-1}
      className="free-place"
      aria-label={t('calendar.newOn', { day: dayName(day, locale) })}
      onClick={onPick}
    />
  )
}
