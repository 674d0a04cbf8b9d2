export interface Occurrence {
  /** ISO 8601 with the zone's offset, as the server gives it. */
  at: string
  /** The wall time there: `2026-03-29T09:00:00`. */
  wall: string
  note: Note | null
  /** Set if somebody added it to the rule: its local time as added. */
  added: string | null
}

/** `forward`: the time does not exist on that day. `changed`: clocks have changed since the occurrence before. */
export type Note = { kind: 'forward'; wanted: string } | { kind: 'changed' }

/** A local time that somebody added, and its moment. */
export interface AddedDate {
  wall: string
  at: string
}

const WALL_LENGTH = 'yyyy-mm-ddThh:mm:ss'.length
const DATE_LENGTH = 'yyyy-mm-dd'.length

/**
 * Adds notes about daylight saving to occurrences. `clock` is the time of day of every occurrence, such as `09:00`; null for
 * rules that set the times themselves.
 */
export function withNotes(
  items: readonly string[],
  clock: string | null,
  dates: readonly AddedDate[] = [],
): Occurrence[] {
  return items.map((at, index) => {
    const wall = at.slice(0, WALL_LENGTH)
    const added = dates.find((date) => Date.parse(date.at) === Date.parse(at))?.wall ?? null
    const before = items[index - 1]
    const changed = before !== undefined && before.slice(WALL_LENGTH) !== at.slice(WALL_LENGTH)
    // An added date has its own time.
    const pushed = added === null && clock !== null && !wall.slice(DATE_LENGTH + 1).startsWith(clock)
    const note: Note | null = pushed
      ? { kind: 'forward', wanted: clock }
      : changed
        ? { kind: 'changed' }
        : null
    return { at, wall, note, added }
  })
}

/** Returns the added dates that lie beyond the listed ones. */
export const beyond = (listed: readonly Occurrence[], dates: readonly AddedDate[]): Occurrence[] =>
  dates
    .filter(({ wall }) => listed.every(({ added }) => added !== wall))
    .map(({ wall, at }) => ({ at, wall, note: null, added: wall }))

/** Tests whether a rule sets the time of day itself: rules of hours, minutes or seconds do. */
export const setsOwnTimes = (rrule: string): boolean =>
  /FREQ=(?:HOURLY|MINUTELY|SECONDLY)|BY(?:HOUR|MINUTE|SECOND)=/i.test(rrule)
