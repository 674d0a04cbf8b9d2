import * as z from 'zod'

/** Treats a part of unknown shape as absent, so that the message around it is not lost. */
export const part = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined)

/** Drops items of unknown shape and keeps the rest of the list. */
export const listOf = <T extends z.ZodType>(item: T) =>
  part(
    z.array(z.unknown()).transform((items) =>
      items.flatMap((one) => {
        const parsed = item.safeParse(one)
        return parsed.success ? [parsed.data] : []
      }),
    ),
  )

/** Accepts a number where text is expected. */
export const wireText = part(z.union([z.string(), z.number().transform(String)]))

/** A number, or a number as text, with a decimal point or comma. */
export const wireNumber = part(
  z.union([
    z.number(),
    z
      .string()
      .regex(/^\s*-?\d+(?:[.,]\d+)?\s*$/)
      .transform((one) => Number(one.replace(',', '.'))),
  ]),
)

/** Keeps every item, and puts `unread` in the place of one of unknown shape. */
export const everyOf = <T extends z.ZodType>(item: T, unread: z.output<T>) =>
  part(z.array(z.unknown()).transform((items) => items.map((one) => item.safeParse(one).data ?? unread)))

/** A larger number than this (the year 5138 in seconds) is taken as milliseconds. */
const SECONDS_MAX = 1e11

/** Unix time as text or number, in seconds or milliseconds, within the range of a `Date`. */
export const wireSeconds = z
  .union([z.string().regex(/^\d{1,15}(?:\.\d+)?$/), z.number().min(0).max(8.64e15)])
  .transform(Number)
  .transform((time) => (time < SECONDS_MAX ? time : time / 1000))

export const wireError = z.object({
  code: z.union([
    z.number(),
    z
      .string()
      .regex(/^\d{1,9}$/)
      .transform(Number),
  ]),
  title: part(z.string()),
  message: part(z.string()),
  error_data: part(z.object({ details: part(z.string()) })),
})
export type WireError = z.infer<typeof wireError>
