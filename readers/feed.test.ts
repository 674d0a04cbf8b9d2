import { describe, expect, it } from 'vitest'
import { readFeed } from './feed.ts'

const URL_OF = 'https://example.com/blog/feed.xml'
const bytes = (text: string) => new TextEncoder().encode(text)
const rss = (items: string, head = '<title>The shop</title>') =>
  readFeed(
    bytes(`<rss version="2.0"><channel>${head}${items}</channel></rss>`),
    'application/rss+xml',
    URL_OF,
  )
const atom = (entries: string, attributes = '') =>
  readFeed(
    bytes(`<feed xmlns="http://www.w3.org/2005/Atom" ${attributes}><title>F</title>${entries}</feed>`),
    '',
    URL_OF,
  )

describe('a feed', () => {
  it('of RSS gives its entries as plain text, with address, author, date and tags', () => {
    expect(
      rss(`<item><title>Tea &amp; cake</title><link>/p/1</link><guid isPermaLink="false">17</guid>
        <pubDate>Tue, 03 Mar 2026 09:00:00 +0200</pubDate><category>Tea Time</category><author>ada@example.com (Ada)</author>
        <description><![CDATA[<p>Caf&eacute; <b>now</b></p><script>alert(1)</script><p>open</p>]]></description></item>`),
    ).toMatchObject([
      {
        id: `${URL_OF}#17`,
        text: 'Tea & cake\n\nCafé now\nopen',
        url: 'https://example.com/p/1',
        at: new Date('2026-03-03T07:00:00Z'),
        tags: ['Tea Time'],
      },
    ])
  })

  it('of Atom follows xml:base and reads XHTML', () => {
    expect(
      atom(
        `<entry><id>urn:1</id><title>T</title><link href="p/2"/><updated>2026-03-03T09:00:00+02:00</updated>
         <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Hi <b>you</b></p></div></content></entry>`,
        'xml:base="https://e.com/b/"',
      ),
    ).toMatchObject([
      { id: 'urn:1', text: 'T\n\nHi you', url: 'https://e.com/b/p/2', at: new Date('2026-03-03T07:00:00Z') },
    ])
  })

  it.each([
    ['its address, where it has no id', '<link>https://e.com/a</link>', 'https://e.com/a'],
    [
      'its id, where that is an address',
      '<guid>https://e.com/g</guid><link>https://e.com/a?utm=1</link>',
      'https://e.com/g',
    ],
    ['its id within this feed, where that is a number', '<guid>7</guid>', `${URL_OF}#7`],
  ])('knows an entry by %s', (_by, inner, id) => {
    expect(rss(`<item><title>A</title>${inner}</item>`)).toMatchObject([{ id }])
  })

  it.each([
    ['no date that can be read', '<title>A</title><guid>1</guid><pubDate>whenever</pubDate>', { at: null }],
    ['no author', '<title>A</title><guid>1</guid>', { author: 'The shop' }],
    [
      'an address that no browser opens',
      '<title>A</title><guid>1</guid><link>javascript:alert(1)</link>',
      { url: null },
    ],
    ['signs of less and more', '<title>A &amp;lt; B</title><guid>1</guid>', { text: 'A < B' }],
  ])('with %s is read all the same', (_what, inner, found) => {
    expect(rss(`<item>${inner}</item>`)).toMatchObject([found])
  })

  it('leaves out entries that nothing names, or that say nothing', () => {
    expect(rss('<item><title>A</title></item><item><guid>1</guid></item>')).toEqual([])
  })

  it('is decoded as it declares', () => {
    const text =
      '<?xml version="1.0" encoding="ISO-8859-1"?><rss version="2.0"><channel><item><guid>1</guid><title>caf\u00e9</title></item></channel></rss>'
    expect(
      readFeed(
        Uint8Array.from(text, (sign) => sign.charCodeAt(0)),
        '',
        URL_OF,
      ),
    ).toMatchObject([{ text: 'café' }])
  })

  it.each(['', '<html><body>No feed</body></html>', '{"items": []}', 'plain'])('is none: %j', (text) => {
    expect(readFeed(bytes(text), '', URL_OF)).toBeNull()
  })
})
