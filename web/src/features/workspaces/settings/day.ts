/** “3 Nov 2026”, in the viewer's zone: where the hour does not matter. */
export const dayOf = (at: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' }).format(new Date(at))
