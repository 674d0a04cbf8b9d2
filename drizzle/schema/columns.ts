import { customType, timestamp, uuid } from 'drizzle-orm/pg-core'
import { newId } from '#core/lib/kernel/ids.ts'

/** Millisecond precision, as in JavaScript: a cursor made of a Date finds its row again. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })

/** UUIDv7, made by the application so that a row and its references can be written in one trip. */
export const id = () => uuid('id').primaryKey().$defaultFn(newId)

export const createdAt = () => instant('created_at').notNull().defaultNow()

/** A trigger keeps `updated_at`. */
export const timestamps = () => ({
  createdAt: createdAt(),
  updatedAt: instant('updated_at').notNull().defaultNow(),
})

export const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' })

/** A string of bits of a fixed length, written as zeros and ones. */
export const bits = (name: string, length: number) =>
  customType<{ data: string }>({ dataType: () => `bit(${length})` })(name)
