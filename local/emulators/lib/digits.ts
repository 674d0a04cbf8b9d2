import { randomInt } from 'node:crypto'

/** Returns `count` random digits, the first of which is not zero. */
export const digits = (count: number): string =>
  Array.from({ length: count }, (_, place) => randomInt(place === 0 ? 1 : 0, 10)).join('')
