import { afterEach, describe, expect, it, vi } from 'vitest'
import { keepNoticeSeconds, NOTICE_SECONDS, noticeSeconds } from './notice-time.ts'

afterEach(() => void vi.unstubAllGlobals())

describe('the time that a notice stands', () => {
  it.each([
    [null, 6],
    ['20', 20],
    ['60', 60],
    ['7', 6],
    ['soon', 6],
  ])('of a browser that remembers %j is %i seconds', (kept, seconds) => {
    vi.stubGlobal('localStorage', { getItem: () => kept })
    expect(noticeSeconds()).toBe(seconds)
  })

  it('can be made ten times as long, and is remembered', () => {
    const kept = new Map<string, string>()
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
    })
    const longest = Math.max(...NOTICE_SECONDS)
    keepNoticeSeconds(longest)
    expect(noticeSeconds()).toBe(longest)
    expect(longest).toBeGreaterThanOrEqual(10 * NOTICE_SECONDS[0])
  })
})
