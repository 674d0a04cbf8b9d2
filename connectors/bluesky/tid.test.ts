import { expect, it } from 'vitest'
import { newId } from '#core/lib/kernel/ids.ts'
import { tidOf } from './tid.ts'

const DIGITS = '234567abcdefghijklmnopqrstuvwxyz'
const microsOf = (tid: string) =>
  [...tid].reduce((bits, digit) => (bits << 5n) | BigInt(DIGITS.indexOf(digit)), 0n) >> 10n

it('the key of an intent is a timestamp identifier, the same each time', async () => {
  const id = newId()
  expect(await tidOf(id)).toBe(await tidOf(id))
  expect(await tidOf(id)).toMatch(/^[234567abcdefghij][234567a-z]{12}$/)
})

it('its time is that of the intent, to half an hour and never after it', async () => {
  const madeAt = Date.now()
  const at = Number(microsOf(await tidOf(newId()))) / 1000
  expect(at).toBeLessThanOrEqual(madeAt)
  expect(madeAt - at).toBeLessThan(40 * 60_000)
})

it('intents of one moment have different keys', async () => {
  const keys = await Promise.all(Array.from({ length: 2_000 }, () => tidOf(newId())))
  expect(new Set(keys).size).toBe(keys.length)
})
