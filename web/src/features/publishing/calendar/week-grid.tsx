import { type CSSProperties, useEffect, useMemo, useRef } from 'react'
import type { ScheduledPost } from '#core/publishing/schemas.ts'
import { viewerZone } from '../../../lib/format.ts'
import { useLocale } from '../../../lib/use-locale.ts'
import { useNow } from '../../../lib/use-now.ts'
import { clockTime } from '../times.ts'
import { browserWall, dayIn, wallIn } from '../wall-time.ts'
import { FreePlace, type GridActs, PostButton, RestButton } from './post-button.tsx'
import type { Drag } from './use-drag.ts'
import { dayName, dayNumber, type Range, weekdayName } from './views.ts'
import { clockOf, DRAWN_MINUTES, layOut, minuteOf } from './week-layout.ts'

const DAY_MINUTES = 24 * 60
const HOURS = Array.from({ length: 24 }, (_, hour) => hour)
/** Minutes of the day that a week scrolls to, unless now is outside of them, and the margin above. */
const WORKING_DAY = { from: 7 * 60, to: 18 * 60 }
const MINUTES_BEFORE = 15
/** A click begins a post at the half hour that it hits. */
const PICK_MINUTES = 30
/** Number of posts side by side; the others are behind “more”. */
const SIDE_BY_SIDE = { wide: 3, narrow: 2 }

interface WeekProps extends GridActs {
  date: string
  today: string
  range: Range
  posts: readonly ScheduledPost[]
  drag: Drag | null
  narrow: boolean
}

export function WeekGrid({ date, today, range, posts, drag, narrow, onPick, ...acts }: WeekProps) {
  const locale = useLocale()
  const scroller = useRef<HTMLDivElement>(null)
  const holdsToday = range.days.includes(today)
  useEffect(() => {
    const box = scroller.current
    const column = box?.querySelector<HTMLElement>(`[data-date="${date}"]`)
    if (!box || !column) return
    // On a narrow screen, scroll to the days of the date.
    const left = narrow ? column.offsetLeft - Number.parseInt(getComputedStyle(box).scrollPaddingLeft, 10) : 0
    box.scrollTo(left, (column.offsetHeight * firstMinute(holdsToday)) / DAY_MINUTES)
  }, [date, narrow, holdsToday])
  const byDay = useMemo(() => Map.groupBy(posts, (post) => dayIn(post, viewerZone())), [posts])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by the keyboard too.
    <div className="week" ref={scroller} data-scroller tabIndex={0}>
      <span className="week-corner" />
      {range.days.map((day) => (
        <span key={day} className="weekday" aria-hidden="true" data-today={day === today || undefined}>
          {weekdayName(day, locale)} <b>{dayNumber(day)}</b>
        </span>
      ))}
      <div className="week-hours" aria-hidden="true">
        {HOURS.map((hour) => (
          <span key={hour}>{hour > 0 && clockTime(`${date}T${clockOf(hour * 60)}`, locale)}</span>
        ))}
      </div>
      {range.days.map((day) => (
        <WeekDay
          key={day}
          day={day}
          isToday={day === today}
          posts={byDay.get(day) ?? NONE}
          drag={drag}
          most={SIDE_BY_SIDE[narrow ? 'narrow' : 'wide']}
          onPick={onPick}
          {...acts}
        />
      ))}
    </div>
  )
}

function firstMinute(holdsToday: boolean): number {
  const now = minuteNow()
  const working = WORKING_DAY.from <= now && now <= WORKING_DAY.to
  return (holdsToday && !working ? now - 60 : WORKING_DAY.from) - MINUTES_BEFORE
}

const minuteNow = (): number => minuteOf(browserWall(new Date().toISOString(), viewerZone()))

const NONE: ScheduledPost[] = []

interface DayProps extends GridActs {
  day: string
  isToday: boolean
  posts: readonly ScheduledPost[]
  drag: Drag | null
  most: number
}

function WeekDay({ day, isToday, posts, drag, most, onOpen, onPress, onPick, onRest }: DayProps) {
  const locale = useLocale()
  const placed = useMemo(
    () => layOut(posts, (post) => minuteOf(wallIn(post, viewerZone())), most),
    [posts, most],
  )
  const drop = drag?.wall?.startsWith(day) ? drag.wall : null
  const pick = ({ currentTarget, clientY }: React.MouseEvent) => {
    const { top, height } = currentTarget.getBoundingClientRect()
    const minute = ((clientY - top) / height) * DAY_MINUTES
    const within = Math.min(Math.max(minute, 0), DAY_MINUTES - 1)
    onPick(`${day}T${clockOf(Math.floor(within / PICK_MINUTES) * PICK_MINUTES)}`)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for what is filled in.
    <div
      role="group"
      aria-label={dayName(day, locale)}
      className="week-day"
      data-date={day}
      data-hours
      data-today={isToday || undefined}
    >
      <FreePlace day={day} onPick={pick} />
      {isToday && <NowLine />}
      {placed.map(({ items, top, lane, lanes, more }) => {
        const style = placeOf(top, lane, lanes)
        if (more) {
          const id = `${day} ${top}`
          return (
            <RestButton key={id} id={id} rest={{ day, count: items.length }} style={style} onRest={onRest} />
          )
        }
        return items.map((post) => (
          <PostButton
            key={post.id}
            post={post}
            dragged={drag?.post.id === post.id}
            style={style}
            onOpen={onOpen}
            onPress={onPress}
          />
        ))
      })}
      {drop !== null && (
        <span
          className="drop-mark"
          style={placeOf(Math.min(minuteOf(drop), DAY_MINUTES - DRAWN_MINUTES), 0, 1)}
        >
          {clockTime(drop, locale)}
        </span>
      )}
    </div>
  )
}

const share = (part: number, of: number): string => `${(100 * part) / of}%`

const placeOf = (top: number, lane: number, lanes: number): CSSProperties => ({
  top: share(top, DAY_MINUTES),
  height: share(DRAWN_MINUTES, DAY_MINUTES),
  left: share(lane, lanes),
  width: share(1, lanes),
})

function NowLine() {
  // Redraw the line as time passes.
  useNow()
  return <span className="now-line" style={{ top: share(minuteNow(), DAY_MINUTES) }} />
}
