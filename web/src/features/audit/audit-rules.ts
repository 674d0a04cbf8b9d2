/** The filters in the address of the audit page; days are in the viewer's zone. */
export interface AuditSearch {
  action?: string | undefined
  actor?: string | undefined
  since?: string | undefined
  until?: string | undefined
}

export type AuditFilter = Record<string, string>

/** Returns the API's filter: from the first moment of one day to the last of the other, in the viewer's zone. */
export function filterOf({ action, actor, since, until }: AuditSearch): AuditFilter {
  const from = dayStart(since)
  const to = dayStart(until, 1)
  return {
    ...(action ? { action } : {}),
    ...(actor ? { actor } : {}),
    ...(from ? { since: from } : {}),
    ...(to ? { until: to } : {}),
  }
}

/** Returns midnight before a day, or `later` days on; null for an invalid day. It counts days, since some have 23 hours. */
function dayStart(day: string | undefined, later = 0): string | null {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day ?? '') ?? []
  if (!year || !month || !date) return null
  const start = new Date(Number(year), Number(month) - 1, Number(date) + later)
  return Number.isNaN(start.getTime()) ? null : start.toISOString()
}

export interface Difference {
  name: string
  before: string | null
  after: string | null
}

/** Lists the fields that differ between before and after, by name. */
export function differences(
  before: Readonly<Record<string, unknown>> | null,
  after: Readonly<Record<string, unknown>> | null,
): Difference[] {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])
  return [...names]
    .map((name) => ({ name, before: shown(before?.[name]), after: shown(after?.[name]) }))
    .filter((difference) => before === null || after === null || difference.before !== difference.after)
}

function shown(value: unknown): string | null {
  if (value === undefined || value === null) return null
  if (typeof value === 'string') return value
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value.join(', ')
  return JSON.stringify(value)
}
