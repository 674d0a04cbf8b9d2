import { type SQL, sql } from 'drizzle-orm'

/** A text as Postgres can store it: NUL, and half of a surrogate pair, become the replacement character. */
export const storable = (text: string): string => text.replaceAll('\u0000', '\ufffd').toWellFormed()

/** A value as a parameter of the type jsonb. Whatever platforms and models have written into its texts, it can be stored. */
export const jsonb = (value: unknown): SQL =>
  sql`${JSON.stringify(value, (_key, one: unknown) => (typeof one === 'string' ? storable(one) : one))}::jsonb`
