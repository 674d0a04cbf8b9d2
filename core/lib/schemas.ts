import * as z from 'zod'

/** A UUID of any version; ours are UUIDv7. */
export const idSchema = z.uuid().meta({ examples: ['0190d3c8-7a10-7c3e-9b1f-2f6a1c0d4e01'] })

/** An instant, ISO 8601 in UTC with `Z`. The year 0 is one of JavaScript's, not of the calendar, nor of Postgres. */
export const instantSchema = z.iso
  .datetime({ offset: false })
  .refine((instant) => !instant.startsWith('0000'), 'There was no year 0.')
  .meta({ examples: ['2027-03-15T08:00:00Z'] })

/** A date that is asked for or given: in times of which everything here can reckon. */
const FIRST_MS = Date.UTC(1970, 0, 1)
const AFTER_LAST_MS = Date.UTC(2200, 0, 1)
/** What is no time at all is said to be none, and no more. */
const inReckoning = (at: string) => !(Date.parse(at) < FIRST_MS || Date.parse(at) >= AFTER_LAST_MS)
const OUT_OF_RECKONING = 'Choose a time between the years 1970 and 2199.'
export const dateParameterSchema = instantSchema.refine(inReckoning, OUT_OF_RECKONING)
/** The same with any offset, made an instant in UTC. */
export const anyOffsetSchema = z.iso
  .datetime({ offset: true })
  .refine(inReckoning, OUT_OF_RECKONING)
  .transform((at) => new Date(at).toISOString())

/** Query parameters of every list: how many, and from where. */
export const pageQuerySchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(500).optional(),
})

/** The answer of every list. `nextCursor` is null on the last page. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() })

/** Which platforms there are, their folders say: core knows none by name. */
export const platformSchema = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,29}$/, 'The id of a platform, as /v1/platforms lists them.')
  .meta({ examples: ['mastodon'] })
export type Platform = string
