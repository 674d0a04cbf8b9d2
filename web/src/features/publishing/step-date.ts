import { Temporal } from 'temporal-polyfill'

const STEP = { month: { months: 1 }, week: { weeks: 1 }, list: { months: 1 } } as const

/** The date one view further, or back. */
export function stepDate(date: string, view: keyof typeof STEP, steps: 1 | -1): string {
  const from = Temporal.PlainDate.from(date)
  return (steps === 1 ? from.add(STEP[view]) : from.subtract(STEP[view])).toString()
}
