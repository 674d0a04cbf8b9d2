import FullCalendar, { type CalendarRef, type EventDisplayInfo } from '@fullcalendar/react'
import dayGridPlugin from '@fullcalendar/react/daygrid'
import interactionPlugin from '@fullcalendar/react/interaction'
import listPlugin from '@fullcalendar/react/list'
import frenchLocale from '@fullcalendar/react/locales/fr'
import classicThemePlugin from '@fullcalendar/react/themes/classic'
import timeGridPlugin from '@fullcalendar/react/timegrid'
import '@fullcalendar/react/skeleton.css'
import '@fullcalendar/react/themes/classic/theme.css'
import '@fullcalendar/react/themes/classic/palette.css'
import { useEffect, useMemo, useRef } from 'react'
import type { ScheduledPost } from '#core/publishing/schemas.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { PostEvent } from './post-event.tsx'
import { isEditable } from './post-rules.ts'

export const VIEWS = ['month', 'week', 'list'] as const
export type View = (typeof VIEWS)[number]
export const isView = (value: unknown): value is View => VIEWS.includes(value as View)

const NAMES: Record<View, string> = { month: 'dayGridMonth', week: 'timeGridWeek', list: 'listMonth' }
const PLUGINS = [dayGridPlugin, timeGridPlugin, listPlugin, interactionPlugin, classicThemePlugin]
const LOCALES = [frenchLocale]
const MORNING = 'T09:00'

export interface Range {
  from: string
  to: string
  title: string
}

interface GridProps {
  view: View
  /** A local date, `2026-11-20`. */
  date: string
  posts: ScheduledPost[]
  loading: boolean
  onRange: (range: Range) => void
  onOpen: (id: string) => void
  onMove: (post: ScheduledPost, publishAt: string, takeBack: () => void) => void
  /** A free place was chosen: the wall time there. */
  onPick: (wallTime: string) => void
}

export function CalendarGrid({ view, date, posts, loading, onRange, onOpen, onMove, onPick }: GridProps) {
  const locale = useLocale()
  const calendar = useRef<CalendarRef>(null)
  const events = useMemo(
    () =>
      posts.map((post) => ({
        id: post.id,
        title: post.text,
        start: post.publishAt,
        startEditable: isEditable(post),
        extendedProps: { post },
      })),
    [posts],
  )
  // The calendar renders while React does: told in the next turn, it may change its own state.
  useEffect(() => {
    const turn = setTimeout(() => calendar.current?.getApi().changeView(NAMES[view], date))
    return () => clearTimeout(turn)
  }, [view, date])

  return (
    <div className="calendar-grid" data-view={view} aria-busy={loading}>
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
        nowIndicator
        dayMaxEvents
        allDaySlot={false}
        scrollTime="07:00:00"
        defaultTimedEventDuration="00:30:00"
        eventInteractive
        eventDurationEditable={false}
        editable
        noEventsText=""
        eventDisplay="block"
        listItemEventBeforeClass="list-dot"
        events={events}
        eventClass="post-event-shell"
        eventContent={(info: EventDisplayInfo) => <PostEvent post={postOf(info.event)} />}
        datesSet={({ start, end, view: { title } }) =>
          onRange({ from: start.toISOString(), to: end.toISOString(), title })
        }
        eventClick={({ event }) => onOpen(event.id)}
        eventDrop={({ event, revert }) => {
          if (event.start) onMove(postOf(event), event.start.toISOString(), revert)
        }}
        dateClick={({ dateStr, allDay }) =>
          onPick(allDay ? dateStr + MORNING : dateStr.slice(0, MORNING_LENGTH))
        }
      />
    </div>
  )
}

const MORNING_LENGTH = '2026-11-20T09:00'.length

const postOf = ({ extendedProps }: { extendedProps: Record<string, unknown> }): ScheduledPost =>
  extendedProps.post as ScheduledPost
