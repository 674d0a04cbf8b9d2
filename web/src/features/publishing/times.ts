import { viewerZone } from '../../lib/format.ts'
import { wallTimeOf } from './zoned-time.ts'

/** “Tue, 24 Nov, 09:00”, for the viewer. */
export const dayAndTime = (at: string, locale: string): string =>
  format(at, locale, viewerZone(), {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  })

/** “Tuesday 24 November at 09:00”; the year where it is another one. */
export const longTime = (at: string, locale: string, timeZone: string): string =>
  format(at, locale, timeZone, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    ...(new Date(at).getFullYear() === new Date().getFullYear() ? {} : { year: 'numeric' }),
    ...(wallTimeOf(at, timeZone).length > 'yyyy-mm-ddThh:mm'.length ? { second: '2-digit' } : {}),
  })

/** “Tue, 24 Nov 2026, 09:00”, in its own zone: one line of a list. */
export const listTime = (at: string, locale: string, timeZone: string): string =>
  format(at, locale, timeZone, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  })

/** “09:00”, or with its day where it is another one than in the post's zone. */
export function besideIt(at: string, locale: string, timeZone: string): string {
  const here = viewerZone()
  const sameDay = wallTimeOf(at, here).slice(0, 10) === wallTimeOf(at, timeZone).slice(0, 10)
  return sameDay ? format(at, locale, here, { hour: '2-digit', minute: '2-digit' }) : dayAndTime(at, locale)
}

/** Whether clocks in both zones show the same at that moment: then one of them is enough. */
export const sameClock = (at: string, a: string, b: string): boolean =>
  wallTimeOf(at, a) === wallTimeOf(at, b)

const format = (at: string, locale: string, timeZone: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(locale, { ...options, timeZone }).format(new Date(at))
