import * as z from 'zod'

/** A UUID of any version; ours are UUIDv7. */
export const idSchema = z.uuid()

/** An instant, ISO 8601 in UTC with `Z`. The year 0 is one of JavaScript's, not of the calendar, nor of Postgres. */
export const instantSchema = z.iso
  .datetime({ offset: false })
  .refine((instant) => !instant.startsWith('0000'), 'There was no year 0.')

/** Query parameters of every list: how many, and from where. */
export const pageQuerySchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(500).optional(),
})

/** The answer of every list. `nextCursor` is null on the last page. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() })

export const platformSchema = z.enum([
  'whatsapp',
  'instagram',
  'facebook',
  'telegram',
  'linkedin',
  'x',
  'youtube',
  'bluesky',
  'mastodon',
  'onlyfans',
])
export type Platform = z.infer<typeof platformSchema>
