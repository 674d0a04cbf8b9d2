import { describe, expect, it } from 'vitest'
import { afterFailure, afterPage, itemOf, PAGES_MAX, type Progress } from './collection.ts'

const now = new Date('2026-03-10T12:00:00Z')
const at = (time: string) => new Date(`2026-03-${time}:00Z`)
const post = (time: string) => ({
  id: time,
  author: 'ada',
  text: 'x',
  postedAt: at(time),
  url: null,
  metrics: {},
})
const page = (times: readonly string[], nextCursor: string | null) => ({
  kind: 'page' as const,
  posts: times.map(post),
  nextCursor,
})
const fresh: Progress = { seenUntil: null, newest: null, pages: 0, quiet: 0 }

describe('a run', () => {
  it('goes on page by page until it reaches what was seen before, with two hours to spare', () => {
    const run = { ...fresh, seenUntil: at('10T08:00') }
    const first = afterPage(run, page(['10T11:00', '10T07:00'], 'next'), { created: 2, now })
    expect(first).toEqual({ done: false, cursor: 'next', newest: at('10T11:00'), pages: 1 })
    const last = afterPage({ ...run, newest: at('10T11:00'), pages: 1 }, page(['10T05:59'], 'more'), {
      created: 0,
      now,
    })
    expect(last).toMatchObject({ done: true, seenUntil: at('10T11:00'), quiet: 0 })
  })

  it('ends when there are no more pages, and after twenty of them', () => {
    expect(afterPage(fresh, page(['10T11:00'], null), { created: 1, now }).done).toBe(true)
    expect(
      afterPage({ ...fresh, pages: PAGES_MAX - 1 }, page(['10T11:00'], 'x'), { created: 1, now }).done,
    ).toBe(true)
  })

  it('never believes a post of the future, which would hide what comes until then', () => {
    expect(afterPage(fresh, page(['20T11:00'], null), { created: 1, now })).toMatchObject({ seenUntil: now })
  })

  it('that finds nothing new comes less and less often, and at once again when something is said', () => {
    const due = (quiet: number, created: number) => {
      const step = afterPage({ ...fresh, quiet }, page([], null), { created, now })
      return step.done ? (step.dueAt.getTime() - now.getTime()) / 60_000 : null
    }
    expect([due(0, 1), due(0, 0), due(1, 0), due(9, 0), due(9, 3)]).toEqual([15, 30, 60, 360, 15])
  })
})

describe('a failure', () => {
  it('waits as the platform says, or longer each time, and for a day where the platform says no', () => {
    const minutes = (outcome: Parameters<typeof afterFailure>[0], failures = 0) =>
      (afterFailure(outcome, failures, now).dueAt.getTime() - now.getTime()) / 60_000
    expect(minutes({ kind: 'limited', until: at('10T12:07'), scope: 'account' })).toBe(7)
    expect([0, 1, 2, 20].map((n) => minutes({ kind: 'retry', reason: '' }, n))).toEqual([1, 2, 4, 360])
    expect(minutes({ kind: 'rejected', reason: '', code: '', advice: '' })).toBe(1440)
    expect(minutes({ kind: 'no_account' })).toBe(60)
  })
})

it('a post without words is left out', () => {
  expect(itemOf('bluesky', { ...post('10T11:00'), text: ' \n' })).toBeNull()
  expect(itemOf('bluesky', post('10T11:00'))).toEqual({
    platform: 'bluesky',
    externalId: '10T11:00',
    author: 'ada',
    text: 'x',
    postedAt: '2026-03-10T11:00:00.000Z',
    hashtags: [],
    metrics: {},
  })
})
