import { describe, expect, it } from 'vitest'
import { admit, type Standing, tomorrow } from './admit.ts'

const NOW = new Date('2027-03-15T08:00:00Z')
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)
const standing: Standing = {
  kind: 'comment',
  status: 'queued',
  isByHand: false,
  dueAt: NOW,
  countedOn: '2027-03-15',
  hasText: true,
  hasConsent: true,
  autoEngages: true,
  machinesPaused: false,
  way: 'api',
  lastActAt: null,
}

describe('an action that somebody takes up', () => {
  it.each<[string, Partial<Standing>, string]>([
    ['that is due is done', {}, 'go'],
    ['that waits for its account is done once its time comes', { status: 'waiting' }, 'go'],
    ['that is being done is left alone', { status: 'sending' }, 'nothing'],
    ['that is done is left alone', { status: 'sent' }, 'nothing'],
    ['of unknown outcome is left alone', { status: 'unknown' }, 'nothing'],
    ['that failed is left alone', { status: 'failed' }, 'nothing'],
    ['that was taken back is left alone', { status: 'cancelled' }, 'nothing'],
    ['that a person was handed is left alone', { status: 'waiting', isByHand: true }, 'nothing'],
    ['that is not due is left alone', { dueAt: later(1) }, 'nothing'],
    ['while machines are paused is left alone', { machinesPaused: true }, 'nothing'],
    [
      'without consent is taken back, even before its time',
      { hasConsent: false, dueAt: later(90) },
      'cancel',
    ],
    ['of a member who has switched it off is taken back', { autoEngages: false }, 'cancel'],
    ['on a platform that forbids it is taken back', { way: 'refused' }, 'cancel'],
    ['half an hour before its time is written', { hasText: false, dueAt: later(30) }, 'write'],
    ['earlier than that is not written', { hasText: false, dueAt: later(31) }, 'nothing'],
    ['that is a like needs no words', { kind: 'like', hasText: false }, 'go'],
    ['where there is no API is handed to a person', { way: 'by_hand' }, 'by_hand'],
    ['too soon after another of its member is put off', { lastActAt: later(-1) }, 'later'],
    ['two minutes after another is done', { lastActAt: later(-2) }, 'go'],
    ['whose place is of another day needs one of today', { countedOn: '2027-03-14' }, 'recount'],
  ])('%s', (_what, more, kind) => {
    expect(admit({ ...standing, ...more }, NOW, 0.5).kind).toBe(kind)
  })

  it('is put off by two to twelve minutes after the last', () => {
    const at = (share: number) => admit({ ...standing, lastActAt: later(-1) }, NOW, share)
    expect(at(0)).toEqual({ kind: 'later', at: later(1) })
    expect(at(1)).toEqual({ kind: 'later', at: later(11) })
  })

  it('for which the day is full comes back in the first hour of the next', () => {
    expect(tomorrow(new Date('2027-12-31T23:59:59Z'), 0).toISOString()).toBe('2028-01-01T00:00:00.000Z')
    expect(tomorrow(NOW, 1).toISOString()).toBe('2027-03-16T01:00:00.000Z')
  })
})
