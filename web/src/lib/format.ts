/** All times are shown in the viewer's zone; `locale` is the language of the dashboard. */

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

export const viewerZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

/** Formats a past time for a list, short but exact enough to act on: “5 min”, “14:32”, “Tue”, “3 Nov”. */
export function shortTime(at: string, now: number, locale: string, justNow: string): string {
  const then = new Date(at)
  const age = now - then.getTime()
  if (age < MINUTE) return justNow
  if (age < HOUR) return inUnits(Math.floor(age / MINUTE), 'minute', locale)
  if (sameDay(then, new Date(now))) return clock(at, locale)
  if (age < 6 * DAY) return format(then, locale, { weekday: 'short' })
  return format(then, locale, { day: 'numeric', month: 'short' })
}

export const clock = (at: string, locale: string): string =>
  format(new Date(at), locale, { hour: '2-digit', minute: '2-digit' })

export const clockWithSeconds = (at: string, locale: string): string =>
  format(new Date(at), locale, { hour: '2-digit', minute: '2-digit', second: '2-digit' })

/** Formats the exact moment: “Friday, 20 November, 14:32”. */
export const fullTime = (at: string, locale: string, timeZone = viewerZone()): string =>
  format(new Date(at), locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
    timeZoneName: 'short',
  })

export const fullDay = (date: string, locale: string): string =>
  format(new Date(date), locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })

export const shortDateTime = (at: string, locale: string): string =>
  format(new Date(at), locale, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })

export function dayLabel(at: string, now: number, locale: string): string {
  const then = new Date(at)
  const days = Math.round((startOfDay(new Date(now)) - startOfDay(then)) / DAY)
  if (days === 0 || days === 1) {
    const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-days, 'day')
    return relative.charAt(0).toLocaleUpperCase(locale) + relative.slice(1)
  }
  const year = then.getFullYear() === new Date(now).getFullYear() ? {} : ({ year: 'numeric' } as const)
  return format(then, locale, { weekday: 'long', day: 'numeric', month: 'long', ...year })
}

/** Formats the time left: “5 h 12 min”, “48 min”. Returns null once the time has come. */
export function remaining(until: string, now: number, locale: string): string | null {
  const left = Date.parse(until) - now
  if (left <= 0) return null
  const hours = Math.floor(left / HOUR)
  const minutes = Math.max(1, Math.floor((left % HOUR) / MINUTE))
  if (hours === 0) return inUnits(minutes, 'minute', locale)
  return hours >= 10
    ? inUnits(hours, 'hour', locale)
    : `${inUnits(hours, 'hour', locale)} ${inUnits(minutes, 'minute', locale)}`
}

/** Formats a duration in one unit: “12 s”, “48 min”, “5 h”, “3 d”. */
export function duration(ms: number, locale: string): string {
  const age = Math.max(0, ms)
  if (age < MINUTE) return inUnits(Math.round(age / 1000), 'second', locale)
  if (age < HOUR) return inUnits(Math.floor(age / MINUTE), 'minute', locale)
  if (age < 2 * DAY) return inUnits(Math.floor(age / HOUR), 'hour', locale)
  return inUnits(Math.floor(age / DAY), 'day', locale)
}

export function fileSize(bytes: number, locale: string): string {
  const [value, unit] =
    bytes < 1_000
      ? [bytes, 'byte']
      : bytes < 1_000_000
        ? [bytes / 1_000, 'kilobyte']
        : [bytes / 1_000_000, 'megabyte']
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: String(unit),
    unitDisplay: unit === 'byte' ? 'long' : 'short',
    maximumFractionDigits: Number(value) < 10 && unit !== 'byte' ? 1 : 0,
  }).format(Number(value))
}

/** Writes an amount in the currency's smallest unit, such as 2,900 cents. */
export function money({ amount, currency }: { amount: number; currency: string }, locale: string): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency: currency.toUpperCase() })
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
}

export const percent = (share: number, locale: string): string =>
  new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(share)

/** Returns two letters for an avatar, or the last two digits of a phone number. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  const letters = words.filter((word) => /^\p{L}/u.test(word)).map((word) => [...word][0] ?? '')
  if (letters.length > 0) return [letters[0], letters.length > 1 ? letters.at(-1) : ''].join('').toUpperCase()
  return name.replace(/\D/g, '').slice(-2) || '?'
}

export const sameDay = (a: Date, b: Date): boolean => startOfDay(a) === startOfDay(b)

const startOfDay = (date: Date): number =>
  new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()

const inUnits = (value: number, unit: string, locale: string): string =>
  new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(value)

const format = (date: Date, locale: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(locale, options).format(date)
