import type { TFunction } from 'i18next'
import { expect, it } from 'vitest'
import { reasonOf } from './reason.ts'

const t = ((key: string) => key) as unknown as TFunction

it('is said in the reader’s language where a rule says all there is', () => {
  const decision = { matchedRule: 'asks_for_person' as const, reason: 'The contact asks for a person.' }
  expect(reasonOf(decision, t)).toBe('why.rules.asks_for_person.')
})

it('stays as the model put it where it says more than the rule', () => {
  const ungrounded = 'The answer says something that no source says: “We open at six”'
  expect(reasonOf({ matchedRule: 'ungrounded', reason: ungrounded }, t)).toBe(ungrounded)
  expect(reasonOf({ matchedRule: null, reason: 'The hours answer it.' }, t)).toBe('The hours answer it.')
})
