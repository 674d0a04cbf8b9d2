import { useElementSize } from '@mantine/hooks'
import type { CSSProperties } from 'react'
import type { ScheduledPost } from '#core/publishing/schemas.ts'
import { MonthGrid } from './month-grid.tsx'
import { PostEvent } from './post-event.tsx'
import { useDrag } from './use-drag.ts'
import type { Range, View } from './views.ts'
import { WeekGrid } from './week-grid.tsx'
import './calendar-grid.css'

/** Below this width, in pixels, a week shows three days at a time and is swiped. */
const NARROW = 620
const FEW_DAYS = 3

interface GridProps {
  view: Exclude<View, 'list'>
  /** A local date, `2026-11-20`. */
  date: string
  today: string
  range: Range
  posts: readonly ScheduledPost[]
  onOpen: (id: string) => void
  /** Moves a post. Returns false if that was refused. */
  onMove: (post: ScheduledPost, localTime: string) => boolean
  /** Called with the wall time of a chosen free place. */
  onPick: (wallTime: string) => void
  /** Called when “2 more” is chosen. */
  onRest: (day: string, button: HTMLElement) => void
}

/** A grid of a month or a week. Posts are dragged to another day or hour; arrow keys go from post to post. */
export function CalendarGrid({ view, date, today, range, posts, onOpen, onMove, onPick, onRest }: GridProps) {
  const { ref: frame, width, height } = useElementSize()
  const { drag, ghost, begin } = useDrag(onMove)
  const inSight = width > 0 && width < NARROW ? FEW_DAYS : 7
  const shared = { today, range, posts, drag, onOpen, onPick, onRest, onPress: begin }
  return (
    <div
      ref={frame}
      className="calendar-grid"
      data-view={view}
      data-walk
      data-dragging={drag !== null || undefined}
      style={{ '--days-in-sight': inSight } as CSSProperties}
    >
      {view === 'month' ? (
        <MonthGrid {...shared} height={height} />
      ) : (
        <WeekGrid {...shared} date={date} narrow={inSight < 7} />
      )}
      {drag && (
        <div ref={ghost} className="drag-ghost" aria-hidden="true">
          <PostEvent post={drag.post} />
        </div>
      )}
    </div>
  )
}
