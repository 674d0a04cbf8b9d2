import { describe, expect, it } from 'vitest'
import { parseHtml } from './html.ts'

describe('parseHtml', () => {
  it('gives the text without tags, and entities in UTF-16 code units', () => {
    expect(parseHtml('😀 <b>bold <i>both</i></b> <a href="https://e.test/">go</a> &lt;3 &#233;')).toEqual({
      text: '😀 bold both go <3 é',
      entities: [
        { type: 'bold', offset: 3, length: 9 },
        { type: 'italic', offset: 8, length: 4 },
        { type: 'text_link', offset: 13, length: 2, url: 'https://e.test/' },
      ],
    })
  })

  it.each([
    ['a <b>', 'Can\'t find end tag corresponding to start tag "b"'],
    ['é <h1>x</h1>', 'Unsupported start tag "h1" at byte offset 3'],
    ['a < b > c', 'Unsupported start tag "" at byte offset 2'],
    ['1 < 2', 'Unclosed start tag at byte offset 2'],
    ['a</b>', 'Unexpected end tag at byte offset 1'],
    ['<b>a</i>', 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'],
    ['<span>a</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
  ])('refuses %s', (html, error) => {
    expect(parseHtml(html)).toEqual({ error })
  })
})
