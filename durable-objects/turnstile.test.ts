import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Turnstile } from './turnstile.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('lets so many in at a time, and the others in the order in which they came', async () => {
  const turnstile = new Turnstile(2)
  const inside: number[] = []
  const entered = [1, 2, 3, 4].map((n) => turnstile.enter(1_000).then(() => inside.push(n)))
  await Promise.all(entered.slice(0, 2))
  expect(inside).toEqual([1, 2])
  turnstile.leave()
  await entered[2]
  expect(inside).toEqual([1, 2, 3])
  turnstile.leave()
  await entered[3]
  expect(inside).toEqual([1, 2, 3, 4])
})

it('sends away who has waited for too long, and gives their place to nobody twice', async () => {
  const turnstile = new Turnstile(1)
  expect(await turnstile.enter(1_000)).toBe(true)
  const late = turnstile.enter(1_000)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(await late).toBe(false)
  turnstile.leave()
  expect(await turnstile.enter(0)).toBe(true)
  const next = turnstile.enter(1_000)
  turnstile.leave()
  expect(await next).toBe(true)
})
