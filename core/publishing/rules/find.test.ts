import { describe, expect, it } from 'vitest'
import type { FoundPost } from '#core/lib/platform/connector.ts'
import { judge, MAX_LOOKS, resembles, type Seen, settledAt, type Verdict } from './find.ts'

const startedAt = new Date('2026-05-04T09:00:00.400Z')
const msLater = (ms: number) => new Date(startedAt.getTime() + ms)
const text = 'We are open on Sunday: https://example.org/sunday'
const post = (id: string, change: Partial<FoundPost> = {}): FoundPost => ({
  id,
  url: `https://platform.example/${id}`,
  text,
  createdAt: msLater(2000),
  ...change,
})
const sent = (id: string) => ({ kind: 'sent', post: expect.objectContaining({ id }) })
const person = { kind: 'person', reason: expect.any(String) }
const later = { kind: 'later', at: expect.any(Date) }

describe('what became of an attempt without an answer', () => {
  const soon = msLater(5000)
  const late = msLater(600_000)
  it.each<[string, Partial<Seen>, unknown]>([
    ['one post with its words, made after the intent, is it', { posts: [post('a')] }, sent('a')],
    [
      '… in whole seconds, as platforms write them',
      { posts: [post('a', { createdAt: new Date('2026-05-04T09:00:00Z') })] },
      sent('a'),
    ],
    [
      '… with the spaces that a platform makes of others',
      { posts: [post('a', { text: ` ${text.replace(' ', '\n')} ` })] },
      sent('a'),
    ],
    [
      '… beside posts of other words',
      { posts: [post('b', { text: 'Closed on Monday' }), post('a')] },
      sent('a'),
    ],
    [
      'one that is another target’s is not',
      { posts: [post('a')], held: new Set(['a']), now: late },
      { kind: 'again' },
    ],
    [
      'of two, one another’s, the other is it',
      { posts: [post('a'), post('b')], held: new Set(['a']) },
      sent('b'),
    ],
    ['two are a person’s', { posts: [post('a'), post('b')] }, person],
    [
      'its mark says more than words',
      { posts: [post('a'), post('b', { marker: 'intent', text: 'Shortened' })] },
      sent('b'),
    ],
    [
      'one with another’s mark is not it',
      { posts: [post('a', { marker: 'other' })], now: late },
      { kind: 'again' },
    ],
    [
      'its mark twice is a person’s',
      { posts: [post('a', { marker: 'intent' }), post('b', { marker: 'intent' })] },
      person,
    ],
    [
      'the same words a little older are a person’s: clocks differ',
      { posts: [post('a', { createdAt: msLater(-3000) })], now: late },
      person,
    ],
    [
      'words that the platform has changed are a person’s',
      { posts: [post('a', { text: 'We are open on Sunday: https://sho.rt/1 …' })], now: late },
      person,
    ],
    [
      'nothing there yet is looked for later, when nothing more can appear',
      { posts: [] },
      { kind: 'later', at: settledAt(startedAt, 30_000) },
    ],
    [
      'nothing there when nothing more can appear is sent again',
      { posts: [], now: settledAt(startedAt, 30_000) },
      { kind: 'again' },
    ],
    [
      'a platform that shows posts late is waited for',
      { posts: [], now: settledAt(startedAt, 30_000), visibilityDelayMs: 120_000 },
      later,
    ],
    [
      'one that may be of an attempt still going on is left until that has ended',
      { posts: [post('a')], beingSent: [text] },
      later,
    ],
    [
      'an attempt of other words is no matter',
      { posts: [post('a')], beingSent: ['Closed on Monday'] },
      sent('a'),
    ],
  ])('%s', (_what, seen, expected) => {
    const all: Seen = {
      posts: [],
      held: new Set(),
      beingSent: [],
      now: soon,
      visibilityDelayMs: 30_000,
      ...seen,
    }
    expect(judge({ id: 'intent', text, startedAt, looks: 0 }, all)).toEqual(expected)
  })

  it('is a person’s in the end', () => {
    const seen = {
      posts: [post('a')],
      held: new Set<string>(),
      beingSent: [text],
      now: soon,
      visibilityDelayMs: 0,
    }
    const verdict: Verdict = judge({ id: 'intent', text, startedAt, looks: MAX_LOOKS }, seen)
    expect(verdict).toEqual(person)
  })

  it('of a platform that shows posts at once is known within 90 s of the call’s end', () => {
    // The call begins up to 10 s after the intent and takes at most 25 s.
    expect(settledAt(startedAt, 30_000).getTime() - msLater(35_000).getTime()).toBeLessThanOrEqual(90_000)
  })
})

it.each([
  ['We are open!', 'we are OPEN', true],
  ['Read this https://a.example/1', 'Read this https://sho.rt/x', true],
  [
    'A long text that the platform cuts off somewhere in the middle of it',
    'A long text that the platform cuts off somewhere…',
    true,
  ],
  ['Hello', 'Goodbye', false],
  ['', 'Anything', false],
  ['Sale', 'Salesforce is a company of other people', true],
])('%j resembles %j: %s', (a, b, expected) => expect(resembles(a, b)).toBe(expected))
