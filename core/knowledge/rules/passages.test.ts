import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { estimateTokens, sentences } from '#core/lib/text/text.ts'
import { readText } from '#readers/text.ts'
import { chunk as chunked, groundedness } from './passages.ts'

const chunk = (text: string) => chunked(readText(text))

const piece = fc.constantFrom(
  'We are open from Monday to Friday. ',
  'Ouvert le dimanche ? ',
  '¡Hola! ',
  '# Delivery\n',
  '\n\n## Deep heading\r\n\r\n',
  '- item one\n- item two\n',
  '\r\n',
  '\n\n',
  '👨‍👩‍👧‍👦🎉',
  '日本語の文章です。次の文です。',
  '| a | b |\n|---|---|\n',
  '```\ncode {}\n```\n',
  'e.g. this one. ',
  'é'.repeat(400),
  'word '.repeat(200),
  '🇫🇷'.repeat(150),
  '\t',
  '   ',
  '漢'.repeat(500),
  'https://example.com/a/very/long/path ',
)
const document = fc.oneof(
  fc.array(piece, { maxLength: 40 }).map((parts) => parts.join('')),
  fc.string({ unit: 'grapheme', maxLength: 400 }),
  fc.string({ unit: 'binary', maxLength: 400 }),
)

describe('chunk', () => {
  test('every chunk is the slice that it names, within the limit, and together they hold all that is not white space', () => {
    fc.assert(
      fc.property(document, (written) => {
        const { text, blocks } = readText(written)
        const chunks = chunked({ text, blocks })
        const held = new Uint8Array(text.length)
        for (const [index, { content, start, end, tokenCount, ...rest }] of chunks.entries()) {
          expect(rest.index).toBe(index)
          expect(text.slice(start, end)).toBe(content)
          expect(content.trim()).not.toBe('')
          for (const block of rest.blocks) {
            expect(block.start).toBeGreaterThanOrEqual(0)
            expect(block.end).toBeLessThanOrEqual(content.length)
            expect(block.start).toBeLessThan(block.end)
          }
          expect(tokenCount).toBe(estimateTokens(content))
          expect(tokenCount).toBeLessThanOrEqual(320)
          held.fill(1, start, end)
        }
        for (let i = 0; i < text.length; i++) if (!held[i]) expect(text.charAt(i)).toMatch(/\s/)
      }),
      { numRuns: 300 },
    )
  })

  test('no sentence is cut that fits into a chunk', () => {
    fc.assert(
      fc.property(document, (written) => {
        const { text, blocks } = readText(written)
        const chunks = chunked({ text, blocks })
        for (const block of blocks.filter(({ kind }) => kind === 'text')) {
          for (const { start, end } of sentences(text.slice(block.start, block.end))) {
            const [from, to] = [block.start + start, block.start + end]
            if (estimateTokens(text.slice(from, to)) > 320) continue
            expect(chunks.some((c) => c.start <= from && to <= c.end)).toBe(true)
          }
        }
      }),
      { numRuns: 200 },
    )
  })

  test('no surrogate pair is cut, however long the sentence', () => {
    for (const { content } of chunk('👨‍👩‍👧‍👦'.repeat(300))) expect(content.isWellFormed()).toBe(true)
  })

  test('a heading begins a chunk, stays with its section and is named with its path', () => {
    const text =
      '# Guide\n\nWelcome to the shop.\n\n## Delivery\n\nWe deliver in two days.\n\n### Abroad\n\nWe do not.\n\n## Returns\n\nThirty days.'
    expect(chunk(text).map(({ heading, content }) => [heading, content.split('\n')[0]])).toEqual([
      ['Guide', 'Guide'],
      ['Guide > Delivery', 'Delivery'],
      ['Guide > Delivery > Abroad', 'Abroad'],
      ['Guide > Returns', 'Returns'],
    ])
  })

  test('a long section becomes chunks of about the target that share a sentence at the seam', () => {
    const text = Array.from(
      { length: 60 },
      (_unused, i) => `Sentence number ${i} tells one more thing about the return of goods.`,
    ).join(' ')
    const chunks = chunk(text)
    expect(chunks.length).toBeGreaterThan(2)
    for (const [index, { start, tokenCount }] of chunks.entries()) {
      const before = chunks[index - 1]
      if (before) expect(start).toBeLessThan(before.end)
      if (index < chunks.length - 1) expect(tokenCount).toBeGreaterThan(200)
    }
  })

  test('a paragraph end is preferred once the target is reached', () => {
    const paragraph = Array.from(
      { length: 10 },
      () => 'This sentence has some eight or nine plain words.',
    ).join(' ')
    const [first] = chunk(Array.from({ length: 6 }, () => paragraph).join('\n\n'))
    expect(first?.content.split('\n\n').every((part) => part === paragraph)).toBe(true)
  })

  test.each(['', ' \n\r\n\t '])('%j gives no chunk', (text) => expect(chunk(text)).toEqual([]))

  test('a sentence wrapped over lines stays one', () => {
    const text =
      'The quick brown fox that lives behind our shop jumps over the\r\nlazy dog every single morning. Next one.'
    expect(sentences(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      text.slice(0, text.indexOf(' Next')),
      'Next one.',
    ])
  })
})

describe('groundedness', () => {
  const passages = [
    {
      title: 'Delivery',
      content: 'We deliver to **France** and Belgium in 2 to 4 working days. Delivery costs €4.90.',
    },
    {
      title: 'Opening hours',
      content: '# Opening hours\n\n- Monday to Friday: 9:00–18:30\n- Saturday: 10:00–16:00',
    },
  ]
  test.each([
    ['Delivery costs €4.90.'],
    ['We deliver to France and Belgium in 2 to 4 working days.'],
    ['Opening hours: Monday to Friday: 9:00–18:30; Saturday: 10:00–16:00.'],
    ['Hello! Delivery costs €4.90.'],
    ['Bonjour ! Comment puis-je vous aider ?'],
    [''],
  ])('supported: %s', (reply) =>
    expect(groundedness(reply, passages)).toEqual({ grounded: true, unsupported: [] }),
  )

  test.each([
    ['Delivery costs €5.90.', 'Delivery costs €5.90.'],
    ['Delivery costs €4.90. We also deliver to Germany by drone.', 'We also deliver to Germany by drone.'],
    ['Saturday: 10:00–18:00.', 'Saturday: 10:00–18:00.'],
    ['Your password is hunter2.', 'Your password is hunter2.'],
  ])('not supported: %s', (reply, sentence) =>
    expect(groundedness(reply, passages)).toEqual({ grounded: false, unsupported: [sentence] }),
  )

  test('a sentence made of two passages rests on neither', () => {
    expect(
      groundedness('We deliver to Belgium on Saturday from 10:00 in Friday opening.', passages).grounded,
    ).toBe(false)
  })

  const shop = [
    {
      title: 'Contact',
      content:
        'Write to shop_support_fr@example.com. Use WELCOME_10 at https://shop.example/sale_10. It costs 4,90 € or 1 234,50 €, from 9 h 30 to 18h00. Call harbour‑ferries.example.',
    },
  ]
  test.each([
    ['an address with escapes', 'Write to shop\\_support\\_fr@example.com.'],
    ['a code with escapes', 'Use WELCOME\\_10 at https://shop.example/sale\\_10.'],
    ['bold', 'Write to **shop_support_fr@example.com**.'],
    ['a link', 'Use WELCOME_10 at [shop.example/sale_10](https://shop.example/sale_10).'],
    ['a decimal point', 'It costs 4.90 €.'],
    ['thousands', 'It costs 1,234.50 €.'],
    ['a time', 'From 9:30 to 18:00.'],
    ['hyphens', 'Call harbour-ferries.example.'],
  ])('compares as people read: %s', (_, reply) => expect(groundedness(reply, shop).unsupported).toEqual([]))

  test.each([
    ['another address with escapes', 'Write to shop\\_support\\_es@example.com.'],
    ['another decimal', 'It costs 4.95 €.'],
    ['other thousands', 'It costs 1,235.50 €.'],
  ])('and tells apart what people would: %s', (_, reply) =>
    expect(groundedness(reply, shop).grounded).toBe(false),
  )
})
