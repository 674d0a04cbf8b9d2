/** Formats a day without the time, in the viewer's zone: “3 Nov 2026”. */
export const dayOf = (at: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' }).format(new Date(at))
