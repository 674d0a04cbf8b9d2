import FullCalendar, { type CalendarRef, type EventDisplayInfo } from '@fullcalendar/react'
import dayGridPlugin from '@fullcalendar/react/daygrid'
import interactionPlugin from '@fullcalendar/react/interaction'
import frenchLocale from '@fullcalendar/react/locales/fr'
import classicThemePlugin from '@fullcalendar/react/themes/classic'
import timeGridPlugin from '@fullcalendar/react/timegrid'
import '@fullcalendar/react/skeleton.css'
import '@fullcalendar/react/themes/classic/theme.css'
import '@fullcalendar/react/themes/classic/palette.css'
import { useElementSize } from '@mantine/hooks'
import { useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScheduledPost } from '#core/publishing/schemas.ts'
import { viewerZone } from '../../../lib/format.ts'
import { useLocale } from '../../../lib/use-locale.ts'
import { shiftedBy, wallBetween, wallIn, wallOf } from '../wall-time.ts'
import { fitDays, type Rest } from './fit-days.ts'
import { PostEvent } from './post-event.tsx'
import { dayOf } from './views.ts'

type GridView = 'month' | 'week'
const NAMES: Record<GridView, string> = { month: 'dayGridMonth', week: 'timeGridWeek' }
const PLUGINS = [dayGridPlugin, timeGridPlugin, interactionPlugin, classicThemePlugin]
const LOCALES = [frenchLocale]
const MORNING = 'T09:00'
const WALL_TIME_LENGTH = '2026-11-20T09:00'.length

/** Heights in pixels of what stands in a month (calendar.css). */
const WEEKDAYS = 30
const DAY_HEAD = 28
const LINE = 22
const FEWEST_LINES = 2

/** As high as a post is drawn in the week, where it has no length of its own. */
const DRAWN_MS = 45 * 60_000

/** Posts side by side in one hour of the week; the others stand behind “more”. */
const SIDE_BY_SIDE = 3

interface GridProps {
  view: GridView
  /** A local date, `2026-11-20`. */
  date: string
  today: string
  /** How many weeks the month is shown in. */
  weeks: number
  posts: readonly ScheduledPost[]
  onOpen: (id: string) => void
  /** False when it was refused. */
  onMove: (post: ScheduledPost, localTime: string) => boolean
  /** A free place was chosen: the wall time there. */
  onPick: (wallTime: string) => void
  /** “2 more” was chosen. */
  onRest: (day: string, anchor: DOMRect) => void
}

export default function CalendarGrid({
  view,
  date,
  today,
  weeks,
  posts,
  onOpen,
  onMove,
  onPick,
  onRest,
}: GridProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const calendar = useRef<CalendarRef>(null)
  const { ref: frame, height } = useElementSize()
  const perDay = Math.max(FEWEST_LINES, Math.floor(((height - WEEKDAYS) / weeks - DAY_HEAD) / LINE))
  const events = useMemo(() => {
    if (view === 'week') return posts.map(eventOf)
    const { shown, rests } = fitDays(posts, { perDay, today, timeZone: viewerZone() })
    return [...shown.map(eventOf), ...rests.map(restOf)]
  }, [view, posts, perDay, today])

  // The calendar renders while React does: told in the next turn, it may change its own state. It is asked after each
  // render, since what it was told while it was busy it may not have heard.
  useEffect(() => {
    const turn = setTimeout(() => {
      const api = calendar.current?.getApi()
      if (api && !shows(api.view, view, date)) api.changeView(NAMES[view], date)
    })
    return () => clearTimeout(turn)
  })

  return (
    <div ref={frame} className="calendar-grid" data-view={view}>
      <FullCalendar
        ref={calendar}
        plugins={PLUGINS}
        initialView={NAMES[view]}
        initialDate={date}
        locales={LOCALES}
        locale={locale}
        headerToolbar={false}
        height="100%"
        firstDay={1}
        fixedWeekCount={false}
        nowIndicator
        dayMaxEvents={false}
        eventMaxStack={SIDE_BY_SIDE}
        allDaySlot={false}
        scrollTime="07:00:00"
        eventInteractive
        eventDurationEditable={false}
        editable
        eventDisplay="block"
        eventOrder="start,order"
        events={events}
        eventClass="post-event-shell"
        eventContent={({ event }: EventDisplayInfo) => {
          const { post, rest } = event.extendedProps as Extended
          if (post) return <PostEvent post={post} />
          return (
            <span className="day-rest" data-testid="day-rest" data-day={rest?.day}>
              {t('calendar.more', { count: rest?.count ?? 0 })}
            </span>
          )
        }}
        eventClick={({ event, el }) => {
          const { post, rest } = event.extendedProps as Extended
          if (post) onOpen(post.id)
          if (rest) onRest(rest.day, el.getBoundingClientRect())
        }}
        eventDrop={({ event, revert }) => {
          const { post } = event.extendedProps as Extended
          if (!post || !event.start || !onMove(post, movedTo(post, event.start))) revert()
        }}
        dateClick={({ dateStr, allDay }) =>
          onPick(allDay ? dateStr + MORNING : dateStr.slice(0, WALL_TIME_LENGTH))
        }
        moreLinkContent={({ num }) => t('calendar.more', { count: num })}
        moreLinkClick={({ date: at, jsEvent }) => {
          const { target } = jsEvent
          if (target instanceof Element)
            onRest(dayOf(at.toISOString(), viewerZone()), target.getBoundingClientRect())
        }}
      />
    </div>
  )
}

/** Of the calendar's own view. */
interface ShownView {
  type: string
  currentStart: Date
  currentEnd: Date
}

function shows({ type, currentStart, currentEnd }: ShownView, view: GridView, date: string): boolean {
  const noon = new Date(`${date}T12:00`)
  return type === NAMES[view] && currentStart <= noon && noon < currentEnd
}

interface Extended {
  post?: ScheduledPost
  rest?: Rest
}

const eventOf = (post: ScheduledPost, order: number) => ({
  id: post.id,
  title: post.text,
  start: wallIn(post, viewerZone()),
  end: endOf(wallIn(post, viewerZone())),
  extendedProps: { post, order } satisfies Extended & { order: number },
})

/** Never beyond its day: late in the evening it would stand in the next one as well. */
function endOf(start: string): string {
  const end = shiftedBy(start, DRAWN_MS)
  return end.slice(0, 10) === start.slice(0, 10) ? end : `${start.slice(0, 10)}T23:59:59`
}

/** As far on its own clock as it was dragged on the viewer's. */
function movedTo(post: ScheduledPost, to: Date): string {
  const shown = new Date(to.getTime() - to.getTimezoneOffset() * 60_000).toISOString()
  return shiftedBy(wallOf(post.localTime), wallBetween(wallIn(post, viewerZone()), wallOf(shown)))
}

/** After whatever the day holds. */
const restOf = ({ day, count }: Rest) => ({
  id: `rest:${day}`,
  title: '',
  start: `${day}T23:59:59`,
  end: `${day}T23:59:59.999`,
  startEditable: false,
  extendedProps: { rest: { day, count }, order: Number.MAX_SAFE_INTEGER } satisfies Extended & {
    order: number
  },
})
