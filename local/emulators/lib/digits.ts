import { randomInt } from 'node:crypto'

/** So many digits, of which the first is no zero. */
export const digits = (count: number): string =>
  Array.from({ length: count }, (_, place) => randomInt(place === 0 ? 1 : 0, 10)).join('')
