import { describe, expect, it } from 'vitest'
import { AppError } from '#core/lib/kernel/errors.ts'
import type { Manifest } from '#core/lib/platform/manifest.ts'
import { checkForm, checkSetUp, keptOf, secretOf } from './rules.ts'

const field = (key: string, more: object = {}) =>
  ({ in: 'credentials', key, label: key, hint: '', secret: false, ...more }) as const
const manifest: Manifest = {
  id: 'made_up',
  name: 'Made Up',
  icon: 'M0 0',
  vars: { apiUrl: { key: 'MADE_UP_URL', default: 'https://api.example' }, secrets: [] },
  connect: [
    {
      kind: 'fields',
      fields: [
        field('handle', {
          in: 'externalId',
          key: 'externalId',
          pattern: { regex: '@\\w+', problem: 'An @.' },
        }),
        field('password', { secret: true }),
        field('server', { optional: true }),
        field('shown', { optional: true, choices: [{ value: 'all', label: 'Everyone' }] }),
      ],
    },
  ],
}
const caught = (run: () => void): unknown => {
  try {
    run()
  } catch (error) {
    return error
  }
  return null
}
const faults = (externalId: string, credentials: Record<string, string>) => {
  const error = caught(() => checkForm(manifest, { externalId, credentials }))
  return error instanceof AppError ? error.fields.map(({ path }) => path) : error
}

describe('the form that connects an account', () => {
  it.each<[string, string, Record<string, string>, string[] | null]>([
    ['is taken when it is whole', '@us', { password: 'p', server: 's' }, null],
    ['may leave out what is optional', '@us', { password: 'p' }, null],
    ['may not leave out what is not', '@us', { server: 's' }, ['credentials.password']],
    [
      'has nothing that the platform does not ask for',
      '@us',
      { password: 'p', pin: '1' },
      ['credentials.pin'],
    ],
    ['takes one of the choices', '@us', { password: 'p', shown: 'all' }, null],
    ['takes no value beside the choices', '@us', { password: 'p', shown: 'al' }, ['credentials.shown']],
    ['matches a pattern whole', 'us@us', { password: 'p' }, ['externalId']],
    [
      'is told of all its faults',
      'us',
      { pin: '1' },
      ['credentials.pin', 'externalId', 'credentials.password'],
    ],
    ['has no field of every object', '@us', { password: 'p', constructor: 'x' }, ['credentials.constructor']],
    [
      'takes no key twice by another name',
      '@us',
      { password: 'p', externalId: '@me' },
      ['credentials.externalId'],
    ],
  ])('%s', (_what, externalId, credentials, paths) => {
    expect(faults(externalId, credentials)).toEqual(paths)
  })

  it('keeps all but its secrets when an account is connected anew, and asks for those', () => {
    expect(keptOf(manifest, { password: 'old', server: 's', strange: 'x' })).toEqual({ server: 's' })
    expect(secretOf(manifest)).toBe('credentials.password')
  })
})

it('a platform that lacks a secret takes no account, and says what its operator has to do', () => {
  checkSetUp({ manifest, missing: [] })
  const missing = [{ key: 'MADE_UP_SECRET', how: 'Copy it from the console.' }]
  expect(caught(() => checkSetUp({ manifest, missing }))).toMatchObject({
    kind: 'conflict',
    code: 'platform_not_set_up',
    message: expect.stringContaining('MADE_UP_SECRET: Copy it from the console.'),
  })
})
