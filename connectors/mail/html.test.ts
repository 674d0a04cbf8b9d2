import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { htmlOf } from './html.ts'

const bodyOf = (text: string) => /<body[^>]*>\n([\s\S]*)\n<\/body>/.exec(htmlOf(text))?.[1]
const link = (address: string) => `<a href="${address}">${address}</a>`

describe('a mail as HTML', () => {
  it('has a paragraph for each, and keeps line breaks', () => {
    expect(bodyOf('Hello Ana,\r\n\r\nfirst\nsecond\n \n\nend\n')).toBe(
      '<p>Hello Ana,</p>\n<p>first<br>\nsecond</p>\n<p>end</p>',
    )
  })

  it('escapes what a stranger wrote', () => {
    expect(bodyOf(`<img src=x onerror="alert('1')"> & </p><script>`)).toBe(
      '<p>&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; &amp; &lt;/p&gt;&lt;script&gt;</p>',
    )
  })

  it.each([
    ['alone', 'http://localhost:8788/invite/a_b-_', 'http://localhost:8788/invite/a_b-_', '', ''],
    [
      'at the end of a sentence',
      'Go to https://example.com/a?b=c.',
      'https://example.com/a?b=c',
      'Go to ',
      '.',
    ],
    ['in brackets', '(https://example.com/a_(b)).', 'https://example.com/a_(b)', '(', ').'],
    ['in capitals', 'HTTPS://EXAMPLE.COM', 'HTTPS://EXAMPLE.COM', '', ''],
  ])('makes an address %s a link', (_where, text, address, before, after) => {
    expect(bodyOf(text)).toBe(`<p>${before}${link(address)}${after}</p>`)
  })

  it('escapes inside a link, and ends it where an attribute could', () => {
    expect(bodyOf('https://example.com/?a=1&b=2"onmouseover=alert(1)')).toBe(
      `<p>${link('https://example.com/?a=1&amp;b=2')}&quot;onmouseover=alert(1)</p>`,
    )
  })

  it.each([
    'javascript:alert(1)',
    'JavaScript://example.com/%0aalert(1)',
    'data:text/html,<b>',
    'file:///etc/passwd',
    'mailto:ana@example.com',
    'www.example.com',
    'https://',
    'http://[',
  ])('leaves %s as text', (text) => {
    expect(bodyOf(text)).not.toContain('<a')
  })

  it('ends a link before what turns the direction of writing', () => {
    expect(bodyOf('https://example.org/\u202emoc.elpmaxe')).toContain('href="https://example.org/"')
  })

  it('never holds an element or attribute that the text brought, nor loads anything', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '<',
        '>',
        '"',
        "'",
        '&',
        '(',
        ')',
        '\n',
        ' ',
        'https://',
        'javascript:',
        '<script>',
        'src=',
      ),
      fc.string({ unit: 'grapheme', maxLength: 8 }),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const html = bodyOf(pieces.join('')) ?? ''
        for (const [, element] of html.matchAll(/<([^>]*)>/g))
          expect(element).toMatch(/^(\/?p|br|\/a|a href="https?:\/\/[^"'<>\s]*")$/i)
      }),
    )
  })

  it('takes time in proportion to the text, also for a hostile one', () => {
    const started = performance.now()
    for (const character of ['.', ')', '(', '\n', 'http://'])
      htmlOf(`https://example.com/${character.repeat(100_000)}x`)
    expect(performance.now() - started).toBeLessThan(20_000)
  })
})
