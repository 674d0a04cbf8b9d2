/** Formats a date, `2026-11-21`: “Saturday, 21 November”. */
export const longDay = (date: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  }).format(new Date(`${date}T00:00:00Z`))

/** Formats the time of day that the server gives with its offset, `2026-11-21T09:00:00+01:00`, as it stands there: “09:00”. */
export const wallClock = (localTime: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'UTC',
  }).format(new Date(`${localTime.slice(0, 'yyyy-mm-ddThh:mm:ss'.length)}Z`))
