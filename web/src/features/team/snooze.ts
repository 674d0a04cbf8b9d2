export const SNOOZES = ['hour', 'evening', 'tomorrow', 'monday'] as const
export type Snooze = (typeof SNOOZES)[number]

const EVENING = 18
const MORNING = 9
const MONDAY = 1

/** Returns when each choice ends, in the time zone of the person who chooses; `evening` only while there is time until then. */
export function snoozesAt(now: Date): { name: Snooze; until: Date }[] {
  const at = (days: number, hour: number) =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour)
  const toMonday = (MONDAY - now.getDay() + 7) % 7 || 7
  const evening = at(0, EVENING)
  const until: Record<Snooze, Date | null> = {
    hour: new Date(now.getTime() + 3_600_000),
    evening: evening.getTime() - now.getTime() > 3_600_000 ? evening : null,
    tomorrow: at(1, MORNING),
    monday: toMonday === 1 ? null : at(toMonday, MORNING),
  }
  return SNOOZES.flatMap((name) => {
    const end = until[name]
    return end ? [{ name, until: end }] : []
  })
}
