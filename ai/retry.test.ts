import { expect, test } from 'vitest'
import type { FailureKind } from './failure.ts'
import { nextStep } from './retry.ts'

const step = (
  kind: FailureKind,
  over: { retryAfterMs?: number; tries?: number; leftMs?: number; jitter?: number } = {},
) => {
  const { retryAfterMs = null, tries = 1, leftMs = 60_000, jitter = 1 } = over
  return nextStep({ kind, retryAfterMs }, { tries, leftMs, jitter })
}

test.each<[FailureKind, string]>([
  ['unavailable', 'again'],
  ['timeout', 'again'],
  ['limited', 'again'],
  ['exhausted', 'next'],
  ['unauthorized', 'next'],
  ['unknown_model', 'next'],
  ['rejected', 'next'],
  ['truncated', 'next'],
  ['malformed', 'next'],
  ['unsupported', 'next'],
  ['refused', 'stop'],
])('after %s: %s', (kind, expected) => {
  expect(step(kind).do).toBe(expected)
})

test('waits double, are spread by half of themselves, and end after three tries', () => {
  expect(step('unavailable', { tries: 1, jitter: 1 })).toEqual({ do: 'again', waitMs: 500 })
  expect(step('unavailable', { tries: 1, jitter: 0 })).toEqual({ do: 'again', waitMs: 250 })
  expect(step('unavailable', { tries: 2, jitter: 1 })).toEqual({ do: 'again', waitMs: 1000 })
  expect(step('unavailable', { tries: 3, jitter: 1 })).toEqual({ do: 'next' })
})

test('the provider’s own word is a wait’s least length', () => {
  expect(step('limited', { retryAfterMs: 7000 })).toEqual({ do: 'again', waitMs: 7000 })
  expect(step('limited', { retryAfterMs: 10 })).toEqual({ do: 'again', waitMs: 500 })
})

test('no wait leaves less than a second for the try after it', () => {
  expect(step('limited', { retryAfterMs: 7000, leftMs: 8000 })).toEqual({ do: 'again', waitMs: 7000 })
  expect(step('limited', { retryAfterMs: 7000, leftMs: 7999 })).toEqual({ do: 'next' })
  expect(step('unavailable', { leftMs: 0 })).toEqual({ do: 'next' })
})
