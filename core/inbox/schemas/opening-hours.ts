import * as z from 'zod'
import { idSchema } from '#core/lib/kernel/schemas.ts'

export const timeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time of day, such as 09:00.')

const isZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    // The runtime does not know this zone.
    return false
  }
}

/** The name of a time zone that the runtime knows, such as `Europe/Paris`. */
export const zoneSchema = z.string().max(64).refine(isZone, 'No time zone that is known here.')

/** The hours in which people answer, in the local time of one zone. A day may occur more than once, for a break at noon. */
export const openingHoursSchema = z
  .strictObject({
    timezone: zoneSchema,
    times: z
      .array(
        z
          .strictObject({
            day: z.int().min(1).max(7).describe('1 is Monday.'),
            from: timeSchema,
            to: timeSchema.describe('23:59 is the end of the day.'),
          })
          .refine(({ from, to }) => from < to, { path: ['to'], message: 'It closes after it opens.' }),
      )
      .min(1)
      .max(28),
    holidays: z
      .array(z.strictObject({ date: z.iso.date(), name: z.string().trim().max(100).default('') }))
      .max(100)
      .refine((days) => new Set(days.map(({ date }) => date)).size === days.length, 'A day occurs twice.')
      .optional()
      .describe('Days on which nobody answers, whatever the day of the week; without them, none.'),
  })
  .meta({ id: 'OpeningHours' })
export type OpeningHours = z.infer<typeof openingHoursSchema>

/** The hours of one account, in place of the workspace’s. */
export const accountHoursSchema = z
  .strictObject({
    accountId: idSchema,
    hours: openingHoursSchema.nullable().describe('Null: people always answer there.'),
  })
  .meta({ id: 'AccountHours' })
export type AccountHours = z.infer<typeof accountHoursSchema>

export const outsideHoursSchema = z.enum(['answer', 'away'])
export type OutsideHours = z.infer<typeof outsideHoursSchema>
