import { describe, expect, it } from 'vitest'
import { afterDiscard, TRIED_FOR_MS } from './discards.ts'

const now = new Date('2026-12-01T12:00:00Z')
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const of = (attempts: number, sinceMs = 0) => ({ attempts, since: new Date(now.getTime() - sinceMs), now })
const waitOf = (attempts: number) => {
  const after = afterDiscard({ kind: 'unknown', reason: 'No answer.' }, of(attempts))
  return after.kind === 'again' ? after.dueAt.getTime() - now.getTime() : null
}

describe('what is taken away from a platform', () => {
  it('is done with once the platform says so, and left where it refuses for good', () => {
    expect(afterDiscard({ kind: 'sent', id: '1' }, of(1))).toEqual({ kind: 'done' })
    const refused = { kind: 'rejected', code: 'x', reason: 'It is not yours.', advice: '' } as const
    expect(afterDiscard(refused, of(1))).toEqual({ kind: 'given_up', error: 'It is not yours.' })
  })

  it('is tried again later and later, but each day, whatever is not known', () => {
    expect([1, 2, 5].map(waitOf)).toEqual([2, 4, 32].map((minutes) => minutes * 60_000))
    expect([11, 12, 40, 2_000].map(waitOf)).toEqual([DAY_MS, DAY_MS, DAY_MS, DAY_MS])
    const until = new Date(now.getTime() + 5 * HOUR_MS)
    expect(afterDiscard({ kind: 'limited', until, scope: 'credential' }, of(1))).toMatchObject({
      kind: 'again',
      dueAt: until,
    })
  })

  it('is given up after a month', () => {
    const away = { kind: 'reauth', reason: 'Connect it again.' } as const
    expect(afterDiscard(away, of(30, TRIED_FOR_MS))).toMatchObject({ kind: 'again' })
    expect(afterDiscard(away, of(31, TRIED_FOR_MS + 1))).toEqual({
      kind: 'given_up',
      error: 'Connect it again.',
    })
  })
})
