import { describe, expect, it } from 'vitest'
import { beyond, setsOwnTimes, withNotes } from './occurrence-notes.ts'

const notes = (items: string[], clock: string | null) => withNotes(items, clock).map(({ note }) => note)

describe('where daylight saving shows in a series, it is said', () => {
  it('a time that does not exist on its day has moved forward', () => {
    const items = ['2027-03-21T02:30:00+01:00', '2027-03-28T03:30:00+02:00', '2027-04-04T02:30:00+02:00']
    expect(notes(items, '02:30')).toEqual([null, { kind: 'forward', wanted: '02:30' }, null])
  })

  it('the local time stays when clocks change in between', () => {
    const items = ['2026-10-24T09:00:00+02:00', '2026-10-31T09:00:00+01:00', '2026-11-07T09:00:00+01:00']
    expect(notes(items, '09:00')).toEqual([null, { kind: 'changed' }, null])
  })

  it('a rule that sets its own times is not taken for moved', () => {
    expect(setsOwnTimes('FREQ=DAILY;BYHOUR=9,17')).toBe(true)
    expect(setsOwnTimes('FREQ=WEEKLY;BYDAY=TU')).toBe(false)
    expect(notes(['2026-11-24T09:00:00+01:00', '2026-11-24T17:00:00+01:00'], null)).toEqual([null, null])
  })
})

describe('a date that was added', () => {
  const items = ['2027-03-21T09:00:00+01:00', '2027-03-24T18:00:00+01:00', '2027-03-28T09:00:00+02:00']
  const wednesday = { wall: '2027-03-24T18:00:00', at: '2027-03-24T17:00:00Z' }

  it('is known by its moment among the times of the rule, and not taken for moved', () => {
    const listed = withNotes(items, '09:00', [wednesday])
    expect(listed.map(({ added, note }) => [added, note])).toEqual([
      [null, null],
      [wednesday.wall, null],
      [null, { kind: 'changed' }],
    ])
    expect(beyond(listed, [wednesday])).toEqual([])
  })

  it('stands at the end where it lies beyond what is listed', () => {
    const far = { wall: '2027-12-24T18:00:00', at: '2027-12-24T17:00:00Z' }
    expect(beyond(withNotes(items, '09:00', [wednesday, far]), [wednesday, far])).toEqual([
      { at: far.at, wall: far.wall, note: null, added: far.wall },
    ])
  })
})
