import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { matches, readCrons, startCron } from './cron.ts'
import { root } from './settings.ts'

describe('matches', () => {
  const sunday = '2026-11-22T02:00:00Z'
  test.each([
    ['* * * * *', '2026-11-20T10:31:59Z', true],
    ['*/5 * * * *', '2026-11-20T10:35:00Z', true],
    ['*/5 * * * *', '2026-11-20T10:36:00Z', false],
    ['5 */2 * * *', '2026-11-20T10:05:00Z', true],
    ['5 */2 * * *', '2026-11-20T11:05:00Z', false],
    ['0 2 * * SUN', sunday, true],
    ['0 2 * * 1', sunday, true],
    ['0 2 * * 2', sunday, false],
    ['0 3 1 * *', '2026-12-01T03:00:00Z', true],
    ['0 3 1 * *', '2026-12-02T03:00:00Z', false],
    ['0 2 1 * SUN', sunday, true],
    ['10-20/5 1,2 * JAN-MAR *', '2026-02-03T02:15:00Z', true],
    ['10-20/5 1,2 * JAN-MAR *', '2026-02-03T02:16:00Z', false],
    ['30/10 * * * *', '2026-02-03T02:50:00Z', true],
  ])('%s at %s: %s', (cron, time, expected) => {
    expect(matches(cron, new Date(time))).toBe(expected)
  })

  test.each(['* * * *', '60 * * * *', '0 2 * * 0', '0 0 L * *'])(
    '%s is refused, as Cloudflare refuses it',
    (cron) => {
      expect(() => matches(cron, new Date(sunday))).toThrow()
    },
  )
})

describe('readCrons', () => {
  test('reads a list over several lines, without its comments', () => {
    expect(
      readCrons(
        '[triggers]\ncrons = [\n  "* * * * *", # each minute\n  # "1 1 1 1 *",\n  "0 2 * * SUN",\n]\n',
      ),
    ).toEqual(['* * * * *', '0 2 * * SUN'])
  })

  test('the crons of this project are expressions that the ticker understands', () => {
    const crons = readCrons(readFileSync(join(root, 'wrangler.toml'), 'utf8'))
    expect(crons).toContain('* * * * *')
    for (const cron of crons) expect(matches(cron, new Date())).toBeTypeOf('boolean')
  })
})

describe('startCron', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: new Date('2026-11-20T10:00:30Z') })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('fires each expression once in its minutes, with the minute as its time', () => {
    const fired: string[] = []
    const stop = startCron(['* * * * *', '*/2 * * * *'], (cron, time) =>
      fired.push(`${cron} ${time.toISOString()}`),
    )
    vi.advanceTimersByTime(2 * 60_000)
    stop()
    vi.advanceTimersByTime(5 * 60_000)
    expect(fired).toEqual([
      '* * * * * 2026-11-20T10:01:00.000Z',
      '* * * * * 2026-11-20T10:02:00.000Z',
      '*/2 * * * * 2026-11-20T10:02:00.000Z',
    ])
  })
})
