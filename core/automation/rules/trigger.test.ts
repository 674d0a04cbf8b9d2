import { describe, expect, it } from 'vitest'
import { loopThrough } from './loops.ts'
import { fill, hashtagsOf, templateProblems } from './templates.ts'
import { firstFrom, readTrigger, takeDue } from './trigger.ts'
import { valuesAt } from './values.ts'

const NOW = new Date('2027-03-15T08:00:00Z')
const read = (config: object, type: 'schedule' | 'event' | 'manual' = 'schedule') =>
  readTrigger(type, config, { now: NOW, timezone: 'Europe/Paris' })
const schedule = (rrule: string, start = '2027-03-01T09:00') => {
  const { recurrence } = read({ rrule, start })
  if (!recurrence) throw new Error('It is a schedule.')
  return recurrence
}

describe('a trigger', () => {
  it('makes definite what was left out', () => {
    expect(read({ rrule: 'FREQ=DAILY' }).config).toEqual({
      rrule: 'FREQ=DAILY',
      start: '2027-03-15T09:00:00',
      timezone: 'Europe/Paris',
    })
  })

  it('names the field of what is wrong', () => {
    const paths = (config: object, type?: 'event') => read(config, type).errors.map(({ path }) => path)
    expect(paths({})).toEqual(['triggerConfig.rrule'])
    expect(paths({ rrule: 'FREQ=SOMETIMES' })).toEqual(['triggerConfig.rrule'])
    expect(paths({ rrule: 'FREQ=DAILY', start: 'soon' })).toEqual(['triggerConfig.start'])
    expect(paths({ rrule: 'FREQ=SECONDLY' })).toEqual(['triggerConfig.rrule'])
    expect(paths({}, 'event')).toEqual(['triggerConfig.event'])
  })
})

describe('a schedule', () => {
  it('begins with its first time that is not past, and counts those before', () => {
    expect(firstFrom(schedule('FREQ=DAILY;COUNT=20'), NOW)).toEqual({
      nextAt: new Date('2027-03-15T08:00:00Z'),
      nextCounted: 14,
    })
    expect(firstFrom(schedule('FREQ=DAILY;COUNT=3'), NOW).nextAt).toBeNull()
  })

  it('acts on the last of the times that have passed, and moves on behind it', () => {
    const due = { nextAt: new Date('2027-03-13T08:00:00Z'), nextCounted: 12 }
    expect(takeDue(schedule('FREQ=DAILY;COUNT=16'), due, NOW)).toEqual({
      at: NOW,
      missed: 2,
      next: { nextAt: new Date('2027-03-16T08:00:00Z'), nextCounted: 15 },
    })
    expect(takeDue(schedule('FREQ=DAILY;COUNT=15'), due, NOW).next.nextAt).toBeNull()
  })

  it('keeps its hour on the wall over a change of clocks', () => {
    const { next } = takeDue(
      schedule('FREQ=DAILY'),
      { nextAt: new Date('2027-03-27T08:00:00Z'), nextCounted: 0 },
      new Date('2027-03-27T08:00:30Z'),
    )
    expect(next.nextAt).toEqual(new Date('2027-03-28T07:00:00Z'))
  })
})

describe('templates', () => {
  const none = { promptTemplate: null, captionTemplate: null, hashtagTemplate: null }

  it('know their variables, and an event only where one comes', () => {
    const problems = (templates: object, type: 'schedule' | 'event') =>
      templateProblems({ ...none, ...templates }, type).map(({ path }) => path)
    expect(problems({ promptTemplate: '{{topic}} of {{ weekday }}' }, 'schedule')).toEqual([])
    expect(problems({ promptTemplate: 'About {{event}}' }, 'event')).toEqual([])
    expect(problems({ promptTemplate: 'About {{event}}' }, 'schedule')).toEqual(['promptTemplate'])
    expect(problems({ promptTemplate: 'So {{text}}' }, 'event')).toEqual(['promptTemplate'])
    expect(problems({ captionTemplate: '{{text}} {{hashtags}}' }, 'schedule')).toEqual([])
    expect(problems({ captionTemplate: 'Half {{text}' }, 'schedule')).toEqual(['captionTemplate'])
    expect(problems({ hashtagTemplate: '#{{constructor}}' }, 'schedule')).toEqual(['hashtagTemplate'])
  })

  it('are filled once: what a value says is no variable', () => {
    expect(fill('{{event}}\n\n{{hashtags}}\n\n\n\nBye', { event: '{{hashtags}} $&', hashtags: '' })).toBe(
      '{{hashtags}} $&\n\nBye',
    )
  })

  it('have topics that take turns, and the day of the zone in the language', () => {
    const of = {
      ...{ at: new Date('2027-03-14T23:30:00Z'), timezone: 'Europe/Paris', character: 'Mira' },
      ...{ topics: ['coffee', 'tea'], event: '', language: 'fr' as const },
    }
    expect(valuesAt({ ...of, turn: 3 })).toMatchObject({
      topic: 'tea',
      weekday: 'lundi',
      date: '15 mars 2027',
    })
    expect(valuesAt({ ...of, topics: [], turn: 3 }).topic).toBe('')
  })

  it('make hashtags of words', () => {
    expect(hashtagsOf(['slow coffee', 'Slow Coffee', 'thé', '2027', '', 'a', 'b'])).toEqual([
      '#SlowCoffee',
      '#Thé',
      '#A',
    ])
  })
})

describe('a loop of rules', () => {
  const rule = (id: string, from: string, to: string) => ({ id, name: id, from, to })

  it('is found through others, and alone', () => {
    expect(loopThrough(rule('a', 'x', 'x'), [])).toEqual(['a'])
    expect(loopThrough(rule('a', 'x', 'y'), [rule('b', 'y', 'z'), rule('c', 'z', 'x')])).toEqual([
      'a',
      'b',
      'c',
    ])
  })

  it('is none where the way does not come back', () => {
    expect(loopThrough(rule('a', 'x', 'y'), [rule('b', 'y', 'z'), rule('c', 'z', 'y')])).toBeNull()
    // The rule as it was is no other.
    expect(loopThrough(rule('a', 'x', 'y'), [rule('a', 'y', 'x')])).toBeNull()
  })
})
