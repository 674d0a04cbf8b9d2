import { describe, expect, it } from 'vitest'
import {
  addDays,
  addMonths,
  daysBetween,
  isDay,
  lastOfMonth,
  startOfWeek,
  weekStartOf,
} from './plain-date.ts'

describe('a day', () => {
  it('is moved by days over the ends of months, years and leap days', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(addDays('2028-03-01', -1)).toBe('2028-02-29')
  })
  it('is moved by months to the last day of a shorter one', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28')
    expect(addMonths('2028-01-31', 1)).toBe('2028-02-29')
    expect(addMonths('2026-01-31', -2)).toBe('2025-11-30')
    expect(addMonths('2026-11-15', 14)).toBe('2028-01-15')
  })
  it('is one that exists', () => {
    const texts = ['2026-11-20', '2026-02-29', '2026-13-01', '20261120', '', 'tomorrow']
    expect(texts.map(isDay)).toEqual([true, false, false, false, false, false])
  })
})

describe('weeks and months', () => {
  it('begin where the reader’s part of the world has them begin', () => {
    const tags = ['en-US', 'en-GB', 'fr-FR', 'fr-CA', 'ar-EG', 'fr', 'en']
    expect(tags.map(weekStartOf)).toEqual([7, 1, 1, 7, 6, 1, 1])
    // 20 November 2026 is a Friday.
    expect([7, 1, 6].map((start) => startOfWeek('2026-11-20', start))).toEqual([
      '2026-11-15',
      '2026-11-16',
      '2026-11-14',
    ])
    expect([7, 1].map((start) => startOfWeek('2026-11-22', start))).toEqual(['2026-11-22', '2026-11-16'])
  })
  it('hold all their days', () => {
    expect(daysBetween('2026-02-27', '2026-03-02')).toEqual([
      '2026-02-27',
      '2026-02-28',
      '2026-03-01',
      '2026-03-02',
    ])
    expect(lastOfMonth('2028-02-10')).toBe('2028-02-29')
  })
})
