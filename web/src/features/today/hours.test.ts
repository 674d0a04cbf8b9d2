import { describe, expect, it } from 'vitest'
import { everyHour } from './hours.ts'

describe('the hours of the chart', () => {
  const wrote = { at: '2026-11-21T09:00:00.000Z', machine: 2, person: 1, open: 0 }

  it('are all there, from the beginning to now, with what happened in each', () => {
    const hours = everyHour([wrote], '2026-11-20T23:00:00.000Z', Date.parse('2026-11-21T10:20:00Z'))
    expect(hours).toHaveLength(12)
    expect(hours[10]).toEqual(wrote)
    expect(hours.reduce((sum, { machine, person, open }) => sum + machine + person + open, 0)).toBe(3)
    expect(hours.at(-1)?.at).toBe('2026-11-21T10:00:00.000Z')
  })

  it('begin on the hour for who lives half an hour off', () => {
    expect(everyHour([], '2026-11-20T18:30:00.000Z', Date.parse('2026-11-20T19:10:00Z'))).toMatchObject([
      { at: '2026-11-20T18:00:00.000Z' },
      { at: '2026-11-20T19:00:00.000Z' },
    ])
  })
})
