import * as z from 'zod'

/** An id: a UUID of any version; ours are UUIDv7. */
export const idSchema = z.uuid().meta({ examples: ['0190d3c8-7a10-7c3e-9b1f-2f6a1c0d4e01'] })

/** An instant, ISO 8601 in UTC with `Z`. JavaScript accepts the year 0; the calendar and Postgres do not have it. */
export const instantSchema = z.iso
  .datetime({ offset: false })
  .refine((instant) => !instant.startsWith('0000'), 'There was no year 0.')
  .meta({ examples: ['2027-03-15T08:00:00Z'] })

/** The range of times that clients may give: every part of the system can calculate with them. */
const FIRST_MS = Date.UTC(1970, 0, 1)
const AFTER_LAST_MS = Date.UTC(2200, 0, 1)
/** Accepts an invalid time too, so that it is reported as invalid only and not as out of range as well. */
const inReckoning = (at: string) => !(Date.parse(at) < FIRST_MS || Date.parse(at) >= AFTER_LAST_MS)
const OUT_OF_RECKONING = 'Choose a time between the years 1970 and 2199.'
export const dateParameterSchema = instantSchema.refine(inReckoning, OUT_OF_RECKONING)
/** The same, but with any UTC offset; converted to UTC. */
export const anyOffsetSchema = z.iso
  .datetime({ offset: true })
  .refine(inReckoning, OUT_OF_RECKONING)
  .transform((at) => new Date(at).toISOString())

/** Returns the schema of a change: some of the fields, and at least one. */
export const changes = <T extends z.ZodRawShape>(fields: T) =>
  z
    .strictObject(fields)
    .partial()
    .refine((change) => Object.keys(change).length > 0, 'Nothing to change.')

/** Query parameters of every list: the page size, and the position to continue from. */
export const pageQuerySchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(500).optional(),
})

/** Returns the schema of a list's answer. `nextCursor` is null on the last page. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() })

/** The id of a platform. The platforms are defined by their folders: core knows none by name. */
export const platformSchema = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,29}$/, 'The id of a platform, as /v1/platforms lists them.')
  .meta({ examples: ['reddit'] })
export type Platform = string

/** An IANA time zone that this runtime knows. */
export const timezoneSchema = z.string().refine(isTimeZone, 'Name an IANA time zone, such as Europe/Paris.')

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
