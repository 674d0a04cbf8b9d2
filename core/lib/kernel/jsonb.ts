import { type SQL, sql } from 'drizzle-orm'

/** Returns a text as Postgres can store it: replaces NUL and unpaired surrogates with the replacement character. */
export const storable = (text: string): string => text.replaceAll('\u0000', '\ufffd').toWellFormed()

/**
 * Returns a value as a jsonb parameter. All its texts are made storable, whatever platforms and models have written into
 * them.
 */
export const jsonb = (value: unknown): SQL =>
  sql`${JSON.stringify(value, (_key, one: unknown) => (typeof one === 'string' ? storable(one) : one))}::jsonb`
