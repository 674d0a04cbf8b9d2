import { describe, expect, it } from 'vitest'
import { following, fromRrule, type Preset, presetRule, type Repeat, toRrule } from './repeat.ts'

const START = '2026-11-24T09:00' // The fourth Tuesday of its month.
const PARIS = 'Europe/Paris'
const repeat = (preset: Preset, rule: Partial<Repeat['rule']> = {}, raw = ''): Repeat => ({
  preset,
  rule: { ...presetRule(preset, START), ...rule },
  raw,
})

describe('what is chosen in the builder is the rule that the standard means', () => {
  it.each<[string, Repeat, string | null]>([
    ['nothing', repeat('none'), null],
    ['every day', repeat('daily'), 'FREQ=DAILY'],
    ['weekdays', repeat('weekdays'), 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'],
    ['weekly', repeat('weekly'), 'FREQ=WEEKLY;BYDAY=TU'],
    ['on the fourth Tuesday', repeat('monthly'), 'FREQ=MONTHLY;BYDAY=4TU'],
    ['on the 24th', repeat('monthlyDay'), 'FREQ=MONTHLY;BYMONTHDAY=24'],
    [
      'every two weeks, days in any order, ten times',
      repeat('custom', { interval: 2, days: ['TH', 'MO'], ends: { kind: 'after', count: 10 } }),
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;COUNT=10',
    ],
    [
      'until the end of a day as the server knows it, in winter',
      repeat('daily', { ends: { kind: 'on', date: '2026-12-31' } }),
      'FREQ=DAILY;UNTIL=20261231T235959',
    ],
    [
      'and in summer',
      repeat('daily', { ends: { kind: 'on', date: '2027-07-14' } }),
      'FREQ=DAILY;UNTIL=20270714T235959',
    ],
    [
      'raw, with the name of the property',
      repeat('raw', {}, 'RRULE:FREQ=YEARLY;BYWEEKNO=20'),
      'FREQ=YEARLY;BYWEEKNO=20',
    ],
  ])('%s', (_name, given, rrule) => expect(toRrule(given, START)).toBe(rrule))

  it('a start in a fifth week means the last', () => {
    const start = '2026-09-29T09:00'
    expect(toRrule({ ...repeat('monthly'), rule: presetRule('monthly', start) }, start)).toBe(
      'FREQ=MONTHLY;BYDAY=-1TU',
    )
  })
})

describe('a rule is shown as it was chosen', () => {
  it.each<[string, Preset]>([
    ['FREQ=DAILY', 'daily'],
    ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', 'weekdays'],
    ['FREQ=WEEKLY;BYDAY=TU;COUNT=4', 'weekly'],
    ['FREQ=WEEKLY', 'custom'],
    ['FREQ=MONTHLY;BYDAY=4TU', 'monthly'],
    ['FREQ=MONTHLY;BYMONTHDAY=24', 'monthlyDay'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;UNTIL=20261231T225959Z', 'custom'],
    ['FREQ=YEARLY;BYWEEKNO=20', 'raw'],
    ['FREQ=MONTHLY;BYDAY=MO,2TU', 'raw'],
    ['FREQ=MONTHLY;BYMONTHDAY=13', 'raw'],
    ['FREQ=HOURLY', 'raw'],
  ])('%s', (rrule, preset) => {
    const shown = fromRrule(rrule, START, PARIS)
    expect(shown.preset).toBe(preset)
    if (preset !== 'custom') expect(toRrule(shown, START)).toBe(rrule)
  })

  it.each(['20261231T235959', '20261231', '20261231T225959Z'])(
    'keeps the day on which it ends, for the server to resolve: %s',
    (until) => {
      const rule = 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;UNTIL='
      const shown = fromRrule(rule + until, START, PARIS)
      expect(shown.rule.ends).toEqual({ kind: 'on', date: '2026-12-31' })
      expect(toRrule(shown, START)).toBe(`${rule}20261231T235959`)
    },
  )
})

describe('when the day that it begins on changes', () => {
  const NEXT_DAY = '2026-11-25T09:00'

  it('its weekday goes along', () => {
    const moved = following(repeat('custom', { days: ['TU'] }), START, NEXT_DAY)
    expect(toRrule(moved, NEXT_DAY)).toBe('FREQ=WEEKLY;BYDAY=WE')
  })

  it('its place in the month goes along', () => {
    const monthly = repeat('custom', { freq: 'MONTHLY', monthly: { kind: 'weekday', nth: 4, day: 'TU' } })
    expect(toRrule(following(monthly, START, '2026-12-02T09:00'), '2026-12-02T09:00')).toBe(
      'FREQ=MONTHLY;BYDAY=1WE',
    )
  })

  it('days that were chosen stay', () => {
    const chosen = repeat('custom', { days: ['MO', 'TH'] })
    expect(following(chosen, START, NEXT_DAY)).toEqual(chosen)
  })
})
