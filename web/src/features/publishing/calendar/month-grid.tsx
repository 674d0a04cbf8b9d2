import { useMemo } from 'react'
import type { ScheduledPost } from '#core/publishing/schemas.ts'
import { viewerZone } from '../../../lib/format.ts'
import { useLocale } from '../../../lib/use-locale.ts'
import { dayIn } from '../wall-time.ts'
import { fitDays } from './fit-days.ts'
import { FreePlace, type GridActs, PostButton, RestButton } from './post-button.tsx'
import type { Drag } from './use-drag.ts'
import { dayName, dayNumber, MORNING, type Range, weekdayName } from './views.ts'

/** Heights in pixels of the parts of a month (calendar-grid.css). */
const WEEKDAYS = 30
const DAY_HEAD = 28
const LINE = 22
const FEWEST_LINES = 2

interface MonthProps extends GridActs {
  today: string
  range: Range
  posts: readonly ScheduledPost[]
  drag: Drag | null
  /** Height of the whole grid, in pixels. */
  height: number
}

export function MonthGrid({
  today,
  range,
  posts,
  drag,
  height,
  onOpen,
  onPress,
  onPick,
  onRest,
}: MonthProps) {
  const locale = useLocale()
  const { days, first, last } = range
  const weeks = days.length / 7
  const perDay = Math.max(FEWEST_LINES, Math.floor(((height - WEEKDAYS) / weeks - DAY_HEAD) / LINE))
  const { byDay, rests } = useMemo(() => {
    const timeZone = viewerZone()
    const { shown, rests } = fitDays(posts, { perDay, today, timeZone })
    return { byDay: Map.groupBy(shown, (post) => dayIn(post, timeZone)), rests }
  }, [posts, perDay, today])
  return (
    <div
      className="month"
      data-scroller
      style={{ gridTemplateRows: `auto repeat(${weeks}, minmax(auto, 1fr))` }}
    >
      {days.slice(0, 7).map((day) => (
        <span key={day} className="weekday" aria-hidden="true">
          {weekdayName(day, locale)}
        </span>
      ))}
      {days.map((day) => {
        const rest = rests.find((one) => one.day === day)
        return (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset is for what is filled in.
          <div
            key={day}
            role="group"
            aria-label={dayName(day, locale)}
            className="month-day"
            data-date={day}
            data-outside={day < first || day > last || undefined}
            data-today={day === today || undefined}
            data-over={drag?.wall?.startsWith(day) || undefined}
          >
            <FreePlace day={day} onPick={() => onPick(day + MORNING)} />
            <span className="day-number" aria-hidden="true">
              {dayNumber(day)}
            </span>
            {byDay.get(day)?.map((post) => (
              <PostButton
                key={post.id}
                post={post}
                dragged={drag?.post.id === post.id}
                onOpen={onOpen}
                onPress={onPress}
              />
            ))}
            {rest && <RestButton rest={rest} id={day} onRest={onRest} />}
          </div>
        )
      })}
    </div>
  )
}
