import { expect, test } from 'vitest'
import { COPIED_WORDS, copiedPassage } from './overlap.ts'

const PROVEN = 'I lost my first ten deals because I talked too much and never asked a single question.'

const cases: [name: string, text: string, passage: string | null][] = [
  ['the whole of it', PROVEN, PROVEN.slice(0, -1)],
  [
    'a passage within other words',
    'What I learned: because I talked too much and never asked a single time.',
    'because I talked too much and never asked a single',
  ],
  [
    'in other case, accents and punctuation',
    'BECAUSE I talked — tôo much; and never\nasked a single thing',
    'BECAUSE I talked — tôo much; and never\nasked a single',
  ],
  ['an idiom of a few words', 'I talked too much at the party, and so did he.', null],
  ['one word fewer than a passage', 'talked too much and never asked a', null],
  [
    'exactly a passage',
    'talked too much and never asked a single',
    'talked too much and never asked a single',
  ],
  [
    'the same words in another order',
    'Never much too I talked single question asked a and because ten deals',
    null,
  ],
  ['nothing', '', null],
]
test.each(cases)('finds what was copied: %s', (_, text, passage) => {
  expect(copiedPassage(text, PROVEN)?.passage ?? null).toBe(passage)
})

test('counts the words of the longest passage', () => {
  const text = `first ten deals. ${PROVEN.slice(0, 50)}`
  expect(copiedPassage(text, PROVEN)?.words).toBeGreaterThanOrEqual(COPIED_WORDS)
})

test('a text of a thousand words is judged within a moment', () => {
  const long = Array.from({ length: 5000 }, (_, n) => `word${n % 97}`).join(' ')
  expect(copiedPassage(long, long)?.words).toBe(5000)
})
