import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { facetsOf, spansOf } from './facets.ts'

const shown = (text: string) => spansOf(text).map(({ start, end }) => text.slice(start, end))
const none: ReadonlyMap<string, string> = new Map()

describe('what readers can follow in a text', () => {
  it.each<[text: string, parts: string[]]>([
    ['Read https://example.com.', ['https://example.com']],
    ['(https://example.com/a_(b))', ['https://example.com/a_(b)']],
    ['“https://example.com/a” he said', ['https://example.com/a']],
    ['«https://example.com»', ['https://example.com']],
    ["'https://example.com'", ['https://example.com']],
    ['Menu:https://example.com/menu', ['https://example.com/menu']],
    ['Menu: https://example.com/menu…', ['https://example.com/menu']],
    ['見て https://example.com/菜单。', ['https://example.com/菜单']],
    ['https://example.com/?q=a&b=c#d!', ['https://example.com/?q=a&b=c#d']],
    ['HTTPS://EXAMPLE.COM', ['HTTPS://EXAMPLE.COM']],
    ['http://localhost:8787/x', ['http://localhost:8787/x']],
    ['Read example.com/menu, please', ['example.com/menu']],
    ['café.example.fr', ['café.example.fr']],
    ['We use node.js and README.md', []],
    ['End.Next sentence', []],
    ['3.14 and 10.000.000', []],
    ['Write to ana@example.com', []],
    ['https://', []],
    ['@ana.bsky.social', ['@ana.bsky.social']],
    ['Hello (@ana.bsky.social), you', ['@ana.bsky.social']],
    ['“@ana.bsky.social”', ['@ana.bsky.social']],
    ['@ana', []],
    ['x@ana.bsky.social', []],
    ['https://bsky.app/@ana.bsky.social', ['https://bsky.app/@ana.bsky.social']],
    ['#chorus', ['#chorus']],
    ['#Café, #été! and #L’Oréal.', ['#Café', '#été', '#L’Oréal']],
    ['(#one #two)', ['#one', '#two']],
    ['#one#two', ['#one']],
    ['＃東京', ['＃東京']],
    ['#1 and #2026', []],
    ['#2026goals', ['#2026goals']],
    ['#🔥', ['#🔥']],
    ['C# and a#b', []],
    ['&#39;', []],
    [`#${'x'.repeat(64)}`, [`#${'x'.repeat(64)}`]],
    [`#${'x'.repeat(65)}`, []],
    ['#️⃣', []],
    ['https://example.com#part', ['https://example.com#part']],
  ])('%j: %j', (text, parts) => {
    expect(shown(text)).toEqual(parts)
  })

  it('leads a name without a scheme to its secure address', () => {
    expect(spansOf('example.com/a')).toMatchObject([{ kind: 'link', uri: 'https://example.com/a' }])
  })

  it('is told apart without case in a handle', () => {
    expect(spansOf('@Ana.BSKY.social')).toMatchObject([{ kind: 'mention', handle: 'ana.bsky.social' }])
  })

  it('lies within the text, in order, none over another, and never within a character', () => {
    const bit = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 4 }),
      fc.constantFrom(
        'https://example.com',
        '#tag',
        '@ana.test',
        ' ',
        '👨‍👩‍👧',
        'example.com',
        '…',
        '(',
        '”',
      ),
    )
    fc.assert(
      fc.property(fc.array(bit, { maxLength: 12 }), (bits) => {
        const text = bits.join('')
        const bytes = new TextEncoder().encode(text)
        const dids = new Map([['ana.test', 'did:plc:a']])
        let before = 0
        for (const { index } of facetsOf(text, spansOf(text), dids)) {
          expect(index.byteStart).toBeGreaterThanOrEqual(before)
          expect(index.byteEnd).toBeGreaterThan(index.byteStart)
          expect(index.byteEnd).toBeLessThanOrEqual(bytes.length)
          const part = bytes.slice(index.byteStart, index.byteEnd)
          expect(() => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(part)).not.toThrow()
          before = index.byteEnd
        }
      }),
    )
  })

  it('is read in a moment, however long and odd the text', () => {
    const before = performance.now()
    for (const odd of [
      'a.'.repeat(5_000),
      '#'.repeat(10_000),
      '@a-'.repeat(3_000),
      'https://('.repeat(2_000),
    ])
      spansOf(odd)
    expect(performance.now() - before).toBeLessThan(2_000)
  })

  it('is no mention where nobody has the handle', () => {
    expect(facetsOf('@ana.test', spansOf('@ana.test'), none)).toEqual([])
  })
})
