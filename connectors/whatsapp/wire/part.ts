import * as z from 'zod'

/** A part of another shape than we know is as if it were not there: the message around it must not be lost with it. */
export const part = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined)

/** Items of another shape are left out, not the list. */
export const listOf = <T extends z.ZodType>(item: T) =>
  part(
    z.array(z.unknown()).transform((items) =>
      items.flatMap((one) => {
        const parsed = item.safeParse(one)
        return parsed.success ? [parsed.data] : []
      }),
    ),
  )

/** Text, or a number that stands where text is meant. */
export const wireText = part(z.union([z.string(), z.number().transform(String)]))

/** A number, or text that is one, with a point or a comma. */
export const wireNumber = part(
  z.union([
    z.number(),
    z
      .string()
      .regex(/^\s*-?\d+(?:[.,]\d+)?\s*$/)
      .transform((one) => Number(one.replace(',', '.'))),
  ]),
)

/** Items of which each is read as far as it can be: none is left out. */
export const everyOf = <T extends z.ZodType>(item: T, unread: z.output<T>) =>
  part(z.array(z.unknown()).transform((items) => items.map((one) => item.safeParse(one).data ?? unread)))

/** Later than this in seconds is said in milliseconds: the year 5138. */
const SECONDS_MAX = 1e11

/** Unix time, as text or as a number, in seconds or in milliseconds, no further than a date can say. */
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
