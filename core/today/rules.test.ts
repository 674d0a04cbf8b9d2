import { describe, expect, it } from 'vitest'
import { dayOf, nextStep, shareByMachine } from './rules.ts'

const now = new Date('2026-11-21T14:30:00Z')

describe('the day', () => {
  it('is the viewer’s, from midnight to midnight, with yesterday before it', () => {
    const day = dayOf({ from: '2026-11-20T23:00:00.000Z', to: '2026-11-21T23:00:00.000Z' }, now)
    expect(day).toMatchObject({
      from: new Date('2026-11-20T23:00:00Z'),
      to: new Date('2026-11-21T23:00:00Z'),
      since: new Date('2026-11-19T23:00:00Z'),
    })
  })

  it('is the one in UTC where nobody says otherwise', () => {
    expect(dayOf({}, now)).toMatchObject({
      from: new Date('2026-11-21T00:00:00Z'),
      to: new Date('2026-11-22T00:00:00Z'),
    })
  })

  it.each([
    ['Europe/Paris', '2026-11-21', '2026-11-20T23:00:00Z', '2026-11-21T23:00:00Z', '2026-11-19T23:00:00Z'],
    [
      'Pacific/Kiritimati',
      '2026-11-22',
      '2026-11-21T10:00:00Z',
      '2026-11-22T10:00:00Z',
      '2026-11-20T10:00:00Z',
    ],
    ['Asia/Kolkata', '2026-11-21', '2026-11-20T18:30:00Z', '2026-11-21T18:30:00Z', '2026-11-19T18:30:00Z'],
  ])('in %s is %s, resolved here', (timezone, date, from, to, since) => {
    expect(dayOf({ timezone }, now)).toEqual({
      timezone,
      date,
      from: new Date(from),
      to: new Date(to),
      since: new Date(since),
    })
  })

  it('is as long as the zone’s clocks make it, and begins where midnight is skipped', () => {
    const hours = (timezone: string, at: string) => {
      const { from, to } = dayOf({ timezone }, new Date(at))
      return [from.toISOString(), (to.getTime() - from.getTime()) / 3_600_000]
    }
    expect(hours('Europe/Paris', '2026-10-25T12:00:00Z')).toEqual(['2026-10-24T22:00:00.000Z', 25])
    expect(hours('Europe/Paris', '2026-03-29T12:00:00Z')).toEqual(['2026-03-28T23:00:00.000Z', 23])
    expect(hours('Africa/Cairo', '2026-04-24T12:00:00Z')).toEqual(['2026-04-23T22:00:00.000Z', 23])
  })

  it('has 25 hours where clocks go back, and never a week', () => {
    const from = '2026-10-24T22:00:00.000Z'
    expect(dayOf({ from, to: '2026-10-25T23:00:00.000Z' }, now).to).toEqual(new Date('2026-10-25T23:00:00Z'))
    for (const to of [from, '2026-10-24T21:00:00.000Z', '2026-10-31T22:00:00.000Z'])
      expect(() => dayOf({ from, to }, now)).toThrow('not a day')
  })
})

describe('the share that a machine answered', () => {
  const hour = (machine: number, person: number, open = 0) => ({ at: '', machine, person, open })
  it('is of what was answered: what nobody answered is nobody’s', () => {
    expect(shareByMachine([hour(3, 1, 9), hour(0, 0, 4)])).toBe(0.75)
  })
  it('is unknown where nothing was answered', () => {
    expect(shareByMachine([hour(0, 0, 4)])).toBeNull()
    expect(shareByMachine([])).toBeNull()
  })
})

describe('the next step', () => {
  it('is an account, then knowledge, then a first message; then none', () => {
    const none = { account: false, document: false, conversation: false }
    expect(nextStep(none)).toBe('connect_account')
    expect(nextStep({ ...none, account: true })).toBe('add_knowledge')
    expect(nextStep({ ...none, account: true, document: true })).toBe('first_message')
    expect(nextStep({ ...none, account: true, conversation: true })).toBeNull()
  })
})
