import { describe, expect, it } from 'vitest'
import { type Standing, standingOf } from './rules.ts'

const NOW = new Date('2026-11-20T12:00:00.000Z')
const ago = (ms: number) => new Date(NOW.getTime() - ms)
const MINUTE_MS = 60_000
const FIVE_MINUTES_MS = 5 * MINUTE_MS

/** Returns a healthy standing with the given differences. */
const standing = (part: Partial<Standing>): Standing => ({
  oldestJobAt: null,
  lastTickAt: ago(20_000),
  installedAt: ago(24 * 60 * MINUTE_MS),
  deadLetters: 0,
  ...part,
})

describe('the standing of the installation', () => {
  it.each<[when: string, part: Partial<Standing>, status: string, queues: string, cron: string]>([
    ['nothing waits and cron ticks', {}, 'up', 'up', 'up'],
    ['a job is due in half a minute', { oldestJobAt: ago(-30_000) }, 'up', 'up', 'up'],
    ['a job has been due for exactly five minutes', { oldestJobAt: ago(FIVE_MINUTES_MS) }, 'up', 'up', 'up'],
    [
      'a job has been due a moment longer',
      { oldestJobAt: ago(FIVE_MINUTES_MS + 1) },
      'degraded',
      'behind',
      'up',
    ],
    ['cron ticked exactly five minutes ago', { lastTickAt: ago(FIVE_MINUTES_MS) }, 'up', 'up', 'up'],
    ['cron ticked a moment longer ago', { lastTickAt: ago(FIVE_MINUTES_MS + 1) }, 'degraded', 'up', 'silent'],
    [
      'both stand still',
      { oldestJobAt: ago(60 * MINUTE_MS), lastTickAt: ago(60 * MINUTE_MS) },
      'degraded',
      'behind',
      'silent',
    ],
    ['nobody has made a workspace yet', { lastTickAt: null, installedAt: null }, 'up', 'up', 'up'],
    [
      'the first workspace is a minute old and cron has not ticked yet',
      { lastTickAt: null, installedAt: ago(MINUTE_MS) },
      'up',
      'up',
      'up',
    ],
    [
      'the first workspace is six minutes old and cron has never ticked',
      { lastTickAt: null, installedAt: ago(6 * MINUTE_MS) },
      'degraded',
      'up',
      'silent',
    ],
    [
      'a workspace is old but cron ticked just now',
      { lastTickAt: ago(0), installedAt: ago(365 * 24 * 60 * MINUTE_MS) },
      'up',
      'up',
      'up',
    ],
    ['a clock runs ahead and the tick is in the future', { lastTickAt: ago(-MINUTE_MS) }, 'up', 'up', 'up'],
  ])('when %s', (_when, part, status, queues, cron) => {
    expect(standingOf(standing(part), NOW)).toEqual({
      status,
      parts: { worker: 'up', database: 'up', queues, cron },
      deadLetters: 0,
    })
  })

  it('tells of dead letters, which alone make nothing worse', () => {
    expect(standingOf(standing({ deadLetters: 7 }), NOW)).toMatchObject({ status: 'up', deadLetters: 7 })
  })
})
