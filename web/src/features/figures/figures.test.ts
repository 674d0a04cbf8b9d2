import { describe, expect, it } from 'vitest'
import { bucketOf, changeOf, daysOf, firstOf, metricOf, shownOf, written } from './figures.ts'

describe('an address of figures', () => {
  it('with what is not known shows the usual', () => {
    expect(daysOf({ days: '31' })).toBe(30)
    expect(shownOf({ show: 'everything' })).toBe('turns')
    expect(metricOf({ metric: 'secrets' })).toBe('turns')
  })

  it('of a long time shows weeks or months', () => {
    expect([7, 30, 90, 365].map(bucketOf)).toEqual(['day', 'day', 'week', 'month'])
  })

  it('counts its days to the last one, across months and leap days', () => {
    expect(firstOf('2028-03-01', 2)).toBe('2028-02-29')
    expect(firstOf('2026-03-29', 1)).toBe('2026-03-29')
  })
})

it('a value is written in its own unit, and a dash where nothing was counted', () => {
  expect(written('turns', 1_204, 'en')).toBe('1,204')
  expect(written('autoReplyRate', 0.667, 'en')).toBe('67%')
  expect(written('firstResponse', 90, 'en')).toBe('1 min')
  expect(written('resolution', null, 'en')).toBe('–')
})

it('a change is a part of what was before, and nothing of nothing', () => {
  expect(changeOf(15, 10)).toBe(0.5)
  expect(changeOf(15, 0)).toBeNull()
  expect(changeOf(null, 10)).toBeNull()
})
