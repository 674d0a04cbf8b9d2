import * as z from 'zod'
import { fromBase64, toBase64Url } from '../secrets/crypto.ts'
import { AppError } from './errors.ts'
import { idSchema, instantSchema } from './schemas.ts'

const cursorSchema = z.tuple([instantSchema, idSchema])

/** The position after which a list sorted by (time, id) continues. */
export interface Position {
  at: Date
  id: string
}

export interface Page<T> {
  items: T[]
  nextCursor: string | null
}

export const encodeCursor = ({ at, id }: Position): string =>
  toBase64Url(new TextEncoder().encode(JSON.stringify([at.toISOString(), id])))

export function decodeCursor(cursor: string | undefined): Position | null {
  if (cursor === undefined) return null
  try {
    const bytes = fromBase64(cursor.replaceAll('-', '+').replaceAll('_', '/'))
    const [at, id] = cursorSchema.parse(
      JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes)),
    )
    return { at: new Date(at), id }
  } catch (cause) {
    const error = new AppError('invalid', 'invalid_input', 'The cursor is not one that this list gave.', [
      { path: 'cursor', message: 'Leave it out to start from the beginning.' },
    ])
    error.cause = cause
    throw error
  }
}

/** Makes a page of `limit` items from up to `limit + 1` rows; the extra row tells that there is a next page. */
export function pageOfRows<Row, T>(
  rows: readonly Row[],
  limit: number,
  position: (row: Row) => Position,
  toItem: (row: Row) => T,
): Page<T> {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map(toItem),
    nextCursor: rows.length > limit && last !== undefined ? encodeCursor(position(last)) : null,
  }
}
