import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seen, stored } from './emulator/little-text.ts'
import { littleText, plainText } from './text.ts'

describe('little text', () => {
  it.each([
    ['Hello (all) of <you>', String.raw`Hello \(all\) of \<you\>`],
    ['a_b*c~d|e', String.raw`a\_b\*c\~d\|e`],
    ['{hashtag|#|x}', String.raw`\{hashtag\|\#\|x\}`],
    [String.raw`C:\temp`, String.raw`C:\\temp`],
    ['New #coffee today', String.raw`New {hashtag|\#|coffee} today`],
    ['#été_2026', String.raw`{hashtag|\#|été\_2026}`],
    ['Table #5 & a#b', String.raw`Table \#5 & a\#b`],
    ['By @[Café (Lille)](urn:li:organization:12)', String.raw`By @[Café \(Lille\)](urn:li:organization:12)`],
    ['@[Ana](urn:li:person:a-B_1)!', '@[Ana](urn:li:person:a-B_1)!'],
    ['@[Ana](https://example.com)', String.raw`\@\[Ana\]\(https://example.com\)`],
    ['@ana ana@example.com', String.raw`\@ana ana\@example.com`],
    ['Grüße 👋 — “ça”', 'Grüße 👋 — “ça”'],
  ])('of %j is %j, and reads back', (text, commentary) => {
    expect(littleText(text)).toBe(commentary)
    expect(plainText(commentary)).toBe(text)
  })

  it('of any text is read back as that text, and nothing of it is cut off', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('@[Ana](urn:li:person:a1)', '#tag', '{hashtag|\\#|tag}', '\\', '(', '@[', '](urn:li:'),
    )
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('')
        const commentary = littleText(text)
        expect(plainText(commentary)).toBe(text)
        expect(stored(commentary)).toBe(commentary)
      }),
    )
  })

  it('with a bracket that nothing escapes loses its end on LinkedIn', () => {
    expect(seen(stored('Open today (and tomorrow)'))).toBe('Open today ')
    expect(seen(stored(littleText('Open today (and tomorrow)')))).toBe('Open today (and tomorrow)')
  })
})
