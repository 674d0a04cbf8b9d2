import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  collapse,
  estimateTokens,
  fold,
  graphemeBoundary,
  plain,
  sentences,
  truncate,
  words,
} from './text.ts'

test.each([
  ['Élève', 'eleve'],
  ['ŒUVRE', 'oeuvre'],
  ['Straße', 'strasse'],
  ['l’heure', "l'heure"],
  ['ＡＢＣ１', 'abc1'],
  ['한국', '한국'],
])('fold(%s)', (text, folded) => expect(fold(text)).toBe(folded))

test.each<[string, string[]]>([
  ['L’heure d’été, 18h30!', ['l', 'heure', 'd', 'ete', '18h30']],
  ['¿Cuánto?', ['cuanto']],
  ['営業時間 2', ['営', '業', '時', '間', '2']],
  ['👍 …', []],
])('words(%s)', (text, expected) => {
  expect(words(text)).toEqual(expected)
  expect(plain(text)).toBe(expected.join(' '))
})

test('collapse makes one line', () => expect(collapse('  a\r\n\tb ')).toBe('a b'))

describe('truncate', () => {
  test('counts what a person counts and cuts no grapheme', () => {
    expect(truncate('👨‍👩‍👧👍🏽é!', 3)).toBe('👨‍👩‍👧👍🏽…')
    expect(truncate('abc', 3)).toBe('abc')
    expect(truncate('abcd', 3)).toBe('ab…')
    expect(truncate('abcd', 0)).toBe('…')
  })
})

test('a grapheme boundary moves forward and splits nothing', () => {
  const family = '👨‍👩‍👧'
  expect(graphemeBoundary(`ab${family}`, 0, 4)).toBe(2)
  expect(graphemeBoundary(family, 0, 2)).toBe(family.length)
})

describe('sentences', () => {
  const split = (text: string) => sentences(text).map(({ start, end }) => text.slice(start, end))
  test.each<[string, string[]]>([
    ['Open at 9. Closed at 6.', ['Open at 9.', 'Closed at 6.']],
    ['It costs 4.90 euros. Fine?', ['It costs 4.90 euros.', 'Fine?']],
    ['Bring ID, e.g. a passport. Thanks.', ['Bring ID, e.g. a passport.', 'Thanks.']],
    ['Ask Mr. Smith. He knows.', ['Ask Mr. Smith.', 'He knows.']],
    ['Monday: 9\nTuesday: 10', ['Monday: 9', 'Tuesday: 10']],
    ['- one\r\n- two', ['- one', '- two']],
    ['はい。いいえ。', ['はい。', 'いいえ。']],
    ['', []],
  ])('%j', (text, expected) => expect(split(text)).toEqual(expected))

  test('spans are in order, apart, trimmed, and leave out nothing but white space', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'grapheme' }),
          fc
            .array(fc.constantFrom('A b. ', 'e.g. ', '\r\n', '\n\n', 'x'.repeat(70), '- ', '# ', '。', '👍'))
            .map((p) => p.join('')),
        ),
        (text) => {
          let end = 0
          for (const span of sentences(text)) {
            expect(text.slice(end, span.start).trim()).toBe('')
            expect(text.slice(span.start, span.end)).toBe(text.slice(span.start, span.end).trim())
            expect(span.end).toBeGreaterThan(span.start)
            end = span.end
          }
          expect(text.slice(end).trim()).toBe('')
        },
      ),
    )
  })
})

test('the estimate of tokens is near four letters each in English and one per character in Japanese', () => {
  expect(estimateTokens('')).toBe(0)
  expect(estimateTokens('The quick brown fox jumps over the lazy dog')).toBe(11)
  expect(estimateTokens('営業時間')).toBe(4)
})
