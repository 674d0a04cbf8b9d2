import { describe, expect, it } from 'vitest'
import {
  decideByAge,
  decideByPlace,
  isBetweenPeople,
  nextPollAt,
  type Standing,
  withoutOwnName,
} from './rules.ts'

const NOON = new Date('2026-11-30T12:00:00Z')
const minutes = (count: number) => new Date(NOON.getTime() + count * 60_000)
const comment = (more: Partial<Standing> = {}): Standing => ({
  text: 'When do you open?',
  postedAt: NOON,
  authorId: 'ana',
  authorHandle: 'ana.test',
  watchedSince: NOON,
  parent: null,
  account: { name: 'bakery.test', externalId: 'did:plc:bakery' },
  turns: 0,
  ...more,
})

describe('the pace at which a post is read', () => {
  it.each([
    ['just published', 0, 2],
    ['59 minutes old', 59, 2],
    ['an hour old', 60, 15],
    ['23 hours old', 23 * 60, 15],
    ['a day old', 24 * 60, 60],
    ['a month old', 30 * 24 * 60, 60],
    ['published in the future, by the platform’s clock', -1, 2],
  ])('of one %s is every so many minutes', (_what, age, every) => {
    expect(nextPollAt(minutes(-age), NOON)).toEqual(minutes(every))
  })
})

describe('people who talk to each other', () => {
  const ben = { isOwn: false, authorId: 'ben' }
  it.each<[string, Partial<Standing>, boolean]>([
    ['a question under the post', {}, false],
    ['an answer to somebody else', { parent: ben }, true],
    ['an answer to oneself', { parent: { isOwn: false, authorId: 'ana' } }, false],
    ['an answer to the account', { parent: { isOwn: true, authorId: 'did:plc:bakery' } }, false],
    [
      'an answer to somebody else that calls the account',
      { parent: ben, text: '@bakery.test is it so?' },
      false,
    ],
    [
      'an answer to somebody else that calls the account in capitals',
      { parent: ben, text: '@Bakery.Test?' },
      false,
    ],
    ['somebody else called under the post', { text: '@ben.test look at this' }, true],
    ['the account called beside somebody else', { text: '@ben.test @bakery.test open?' }, false],
    ['the account called at the end of a sentence', { parent: ben, text: 'Ask @bakery.test.' }, false],
    ['a mail address', { text: 'Write to me at ana@ben.test' }, false],
    ['a lone @', { text: 'open @ 9?' }, false],
    ['a handle in another script', { text: '@мария посмотри' }, true],
  ])('%s', (_what, more, expected) => {
    expect(isBetweenPeople(comment(more))).toBe(expected)
  })
})

describe('a text without the account’s own name', () => {
  it.each([
    ['@bakery.test are you open?', 'are you open?'],
    ['are you open, @Bakery.test', 'are you open,'],
    ['@ben.test are you open?', '@ben.test are you open?'],
    ['a@bakery.test', 'a@bakery.test'],
  ])('of “%s” is “%s”', (text, left) => {
    expect(withoutOwnName(text, comment().account)).toBe(left)
  })
})

describe('a decision by place and age', () => {
  it('stops after two answers to one person under a post', () => {
    expect(decideByPlace(comment({ turns: 1 }))).toBeNull()
    expect(decideByPlace(comment({ turns: 2 }))).toMatchObject({ decision: 'escalate', matchedRule: 'turns' })
  })

  it('leaves alone what was written long before the post was watched', () => {
    expect(decideByAge(comment({ postedAt: minutes(-59) }))).toBeNull()
    expect(decideByAge(comment({ postedAt: minutes(-61) }))).toMatchObject({
      decision: 'ignore',
      matchedRule: 'before_watched',
    })
  })
})
