import { describe, expect, it } from 'vitest'
import type { Outcome } from '#core/lib/platform/connector.ts'
import { MAX_ATTEMPTS, settle } from '#core/lib/platform/retry.ts'
import { createScheduledPostSchema, targetStatusSchema } from '../schemas.ts'
import { afterAttempt, afterStep, hintDelayMs, resolvableFrom, textProblem } from './attempts.ts'

const now = new Date('2026-03-29T00:59:00Z')
const later = new Date('2026-03-29T01:30:00Z')

describe('after a step that takes its files in, a target', () => {
  const lost: Outcome = { kind: 'unknown', reason: 'The call broke off. It may have been done: look there.' }
  const given = { publishAt: later, now, jitter: 0.5 }

  it('is tried again where the answer was lost, and sends nobody to look for what cannot be seen', () => {
    expect(afterStep(lost, { ...given, attempts: 1 })).toMatchObject({
      status: 'waiting',
      waitingReason: 'preparing',
      run: 'failed',
      error: expect.stringContaining('Nothing was published.'),
    })
  })
  it('has failed after the last try, with the same reason', () => {
    const { status, error } = afterStep(lost, { ...given, attempts: MAX_ATTEMPTS })
    expect(status).toBe('failed')
    expect(error).toContain('Nothing was published.')
    expect(error).not.toContain('look there')
  })
})

describe('after a call, a target', () => {
  const table: [Outcome, number, object][] = [
    [
      { kind: 'sent', id: '1', url: 'https://t.me/x/1' },
      1,
      { status: 'sent', externalId: '1', url: 'https://t.me/x/1', run: 'success' },
    ],
    [{ kind: 'accepted', id: '2' }, 1, { status: 'sent', externalId: '2', url: null, run: 'success' }],
    [
      { kind: 'unknown', reason: 'No answer.' },
      1,
      { status: 'unknown', error: 'No answer.', run: 'unknown' },
    ],
    [
      { kind: 'limited', until: later, scope: 'account' },
      1,
      { status: 'waiting', waitingReason: 'limited', dueAt: later, run: 'failed' },
    ],
    [
      { kind: 'reauth', reason: 'Revoked.' },
      1,
      { status: 'waiting', waitingReason: 'reauth', error: 'Revoked.', run: 'failed' },
    ],
    [
      { kind: 'rejected', reason: 'Too long.', code: '400', advice: 'Shorten it.' },
      1,
      { status: 'failed', error: 'Too long. Shorten it.', run: 'failed' },
    ],
    [
      { kind: 'retry', reason: 'Refused.' },
      1,
      { status: 'queued', dueAt: new Date(now.getTime() + 30_000), run: 'failed' },
    ],
    [
      { kind: 'retry', reason: 'Refused.' },
      4,
      { status: 'queued', dueAt: new Date(now.getTime() + 240_000), run: 'failed' },
    ],
    [
      { kind: 'retry', reason: 'Refused.' },
      MAX_ATTEMPTS,
      { status: 'failed', error: 'Refused. Tried 5 times.', run: 'failed' },
    ],
  ]
  it.each(table)('%j on attempt %i', (outcome, attempts, expected) => {
    expect(afterAttempt(settle(outcome, attempts, now, 0))).toMatchObject(expected)
  })

  it('of unknown outcome is never queued again, whatever the attempt', () => {
    for (let attempts = 1; attempts < 10; attempts++) {
      expect(afterAttempt(settle({ kind: 'unknown', reason: '' }, attempts, now, 0.5)).status).toBe('unknown')
    }
  })
})

describe('a hint', () => {
  it('is held back to five seconds before the time, and never for less than nothing', () => {
    expect(hintDelayMs(new Date(now.getTime() + 65_000), now)).toBe(60_000)
    expect(hintDelayMs(new Date(now.getTime() + 3_000), now)).toBe(0)
    expect(hintDelayMs(new Date(now.getTime() - 3_000), now)).toBe(0)
  })
})

describe('a text', () => {
  const rules = (maxLength: number, count: 'graphemes' | 'utf16') => ({ text: { maxLength, count } })
  it('that is too long is refused for the target that cannot take it, and only for that', () => {
    const text = 'x'.repeat(11)
    expect(textProblem(text, { name: 'Short', rules: rules(10, 'utf16') })).toEqual({
      code: 'text_length',
      message: 'Short takes 10 characters; this text has 11.',
    })
    expect(textProblem(text, { name: 'Long', rules: rules(11, 'utf16') })).toBeNull()
  })
})

describe('what a person may say of a target', () => {
  it('is never said of one that the machine is sending or has sent', () => {
    for (const outcome of ['sent', 'send_again', 'cancelled'] as const) {
      for (const status of targetStatusSchema.options.filter((s) =>
        ['queued', 'sending', 'sent', 'cancelled', 'deleted'].includes(s),
      )) {
        expect(resolvableFrom(outcome)).not.toContain(status)
      }
    }
  })
})

describe('the input of a post', () => {
  const post = {
    text: 'Hi',
    accountIds: ['0190a000-0000-7000-8000-000000000001'],
    publishAt: '2026-03-29T02:30:00+02:00',
  }
  it('takes a time with any offset and keeps it in UTC', () => {
    expect(createScheduledPostSchema.parse(post)).toMatchObject({
      publishAt: '2026-03-29T00:30:00.000Z',
      timezone: 'UTC',
    })
  })
  it.each([
    [{ publishAt: '2026-03-29T02:30:00' }],
    [{ publishAt: 'tomorrow' }],
    [{ timezone: 'Mars/Olympus' }],
    [{ accountIds: [] }],
    [{ text: '   ' }],
    [{ rrule: '' }],
    [{ status: 'published' }],
  ])('refuses %j', (change) => {
    expect(createScheduledPostSchema.safeParse({ ...post, ...change }).success).toBe(false)
  })
})
