import { describe, expect, it } from 'vitest'
import { adviceFor, toOutcome } from './errors.ts'

describe('an error of the Cloud API', () => {
  const now = new Date()
  const table = {
    retry: [1, 2, 131000, 131016, 133004, 131057],
    limited: [4, 80007, 80008, 130429, 131056, 131048, 131049, 130472, 368],
    reauth: [0, 190, 3, 10, 200, 250, 299, 131005],
    'rejected: a template is needed': [131047],
    'rejected: the recipient': [131026, 131030, 131050, 131021],
    'rejected: the request': [
      33, 100, 131008, 131009, 131051, 131052, 131053, 131060, 132000, 132001, 132005, 132007, 132012, 132015,
      132016, 132068, 132069,
    ],
    'rejected: the account': [131031, 131042, 131037, 130497, 133010, 133016],
    'rejected: a code that nobody has written down': [999999],
  }
  const rows = Object.entries(table).flatMap(([means, codes]) => codes.map((code) => [code, means] as const))

  it.each(rows)('%i means %s', (code, means) => {
    const outcome = toOutcome(code, 'The platform’s words', now)
    expect(outcome.kind).toBe(means.split(':')[0])
    if (outcome.kind === 'rejected' && code !== 999999)
      expect(outcome.advice).not.toBe('Correct it before sending again.')
    if (outcome.kind === 'rejected')
      expect(outcome).toMatchObject({
        code: String(code),
        reason: 'The platform’s words',
        advice: expect.stringMatching(/\w/),
      })
  })

  it.each([
    [4, 300, 'credential'],
    [80007, 300, 'credential'],
    [131056, 6, 'action'],
    [130429, 10, 'account'],
    [131049, 24 * 3600, 'action'],
    [130472, 24 * 3600, 'action'],
    [131048, 3600, 'account'],
  ])('%i waits %i seconds, for the %s', (code, seconds, scope) => {
    expect(toOutcome(code, '', now)).toEqual({
      kind: 'limited',
      until: new Date(now.getTime() + seconds * 1000),
      scope,
    })
  })

  it('of the closed window says to send a template', () => {
    expect(toOutcome(131047, '', now)).toMatchObject({ advice: expect.stringContaining('template') })
  })

  it('that a receipt tells comes with advice wherever a person can do something', () => {
    for (const code of [131047, 131026, 131049, 130472, 131048, 131050, 131053, 132015])
      expect(adviceFor(code)).toMatch(/\w/)
    expect(adviceFor(131000)).toBeUndefined()
    expect(adviceFor(999999)).toBeUndefined()
  })
})
