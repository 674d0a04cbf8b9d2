import { describe, expect, it } from 'vitest'
import { usageOf } from './usage.ts'

const headers = (limit: string, remaining: string, reset: string, policy: string) =>
  new Headers({
    'ratelimit-limit': limit,
    'ratelimit-remaining': remaining,
    'ratelimit-reset': reset,
    'ratelimit-policy': policy,
  })

describe('how far a limit is used', () => {
  it('is told of requests and of points, each by its name', () => {
    expect(usageOf(headers('3000', '2999', '1796000000', '3000;w=300'))).toEqual([
      { scope: 'account', name: 'requests_usage', usedPercent: 100 / 3000 },
    ])
    expect(usageOf(headers('5000', '1250', '1796000000', '5000;w=3600'))).toEqual([
      { scope: 'account', name: 'points_usage', usedPercent: 75 },
    ])
  })

  it('says until when nothing is taken, where nothing is left', () => {
    expect(usageOf(headers('5000', '0', '1796000000', '5000;w=3600'))).toMatchObject([
      { usedPercent: 100, blockedUntil: new Date('2026-11-30T00:53:20Z') },
    ])
  })

  it.each([
    ['no headers', new Headers()],
    ['a limit that is no number', headers('many', '1', '1', '')],
    ['a limit of nothing', headers('0', '0', '1', '')],
    ['no remainder', headers('5000', '', '1', '')],
  ])('is not told by %s', (_what, given) => {
    expect(usageOf(given)).toEqual([])
  })
})
