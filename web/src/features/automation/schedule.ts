import type { TriggerConfig } from '#core/automation/schemas.ts'

export const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const
export type Day = (typeof DAYS)[number]

export interface DaySchedule {
  days: Day[]
  /** `09:00`, on the wall. */
  time: string
}

/** Reads a schedule as days of the week and a time; null for one that says more than that. */
export function daysOf({ rrule = '', start = '' }: TriggerConfig): DaySchedule | null {
  const time = start.slice(11, 16)
  if (rrule === 'FREQ=DAILY') return { days: [...DAYS], time }
  const named = /^FREQ=WEEKLY;BYDAY=([A-Z,]+)$/.exec(rrule)?.[1]?.split(',')
  const days = DAYS.filter((day) => named?.includes(day))
  return named && days.length === named.length ? { days, time } : null
}

/** Writes days of the week and a time as a schedule that begins on a date, `2027-03-15`. */
export const configOf = ({ days, time }: DaySchedule, date: string) => ({
  rrule: days.length === DAYS.length ? 'FREQ=DAILY' : `FREQ=WEEKLY;BYDAY=${days.join(',')}`,
  start: `${date}T${time}`,
})
