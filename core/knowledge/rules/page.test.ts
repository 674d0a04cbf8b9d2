import { describe, expect, it } from 'vitest'
import type { GuardedAnswer } from '#core/lib/guarded.ts'
import { DOCUMENT_TEXT_MAX } from '../schemas.ts'
import { readPage, titleOfUrl } from './page.ts'

const page = (
  body: string | Uint8Array<ArrayBuffer>,
  contentType = 'text/html; charset=utf-8',
  status = 200,
): GuardedAnswer => ({
  kind: 'fetched',
  status,
  contentType,
  bytes: typeof body === 'string' ? new Uint8Array(new TextEncoder().encode(body)) : body,
  finalUrl: 'https://wiki.example.com/help/returns',
})
const latin1 = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0))

describe('a fetched page', () => {
  it('becomes plain text with its headings, lists, tables and absolute links beside, and gives its title', () => {
    const outcome = readPage(
      page(`<!doctype html><html><head><title> Returns &amp;
        refunds </title></head><body><h1>Returns</h1><p>Within <b>30</b> days. <a href="/faq">Questions</a></p>
        <ul><li>unused<li>in its box</ul><table><tr><th>Day</th><th>Open</th></tr><tr><td>Mon</td><td>9:00</td></tr></table>`),
    )
    expect(outcome).toMatchObject({
      kind: 'text',
      reading: {
        title: 'Returns & refunds',
        text: [
          'Returns',
          'Within 30 days. Questions (https://wiki.example.com/faq)',
          '- unused\n- in its box',
          'Day | Open\nMon | 9:00',
        ].join('\n\n'),
      },
    })
  })

  it('loses scripts, styles, navigation and pictures, and no text of its body', () => {
    const outcome = readPage(
      page(`<head><style>p { color: red }</style><script>track('planted')</script></head><body><nav><a href="/">Home</a></nav>
        <header>Top words</header><form>Form words <input value="typed"><button>Send</button></form><main>Main words</main>
        <aside>Side words</aside><footer>Foot words</footer><p>Last words</p><noscript>No script</noscript><svg><title>Icon</title></svg>
        <img alt="Picture" src="data:image/png;base64,AAAA"><template>Later</template><iframe>Frame</iframe><script>more()</script>`),
    )
    const text = outcome.kind === 'text' ? outcome.reading.text : ''
    for (const kept of ['Top', 'Form', 'Main', 'Side', 'Foot', 'Last'])
      expect(text).toContain(`${kept} words`)
    expect(text).not.toMatch(
      /color|track|planted|Home|typed|Send|No script|Icon|Picture|base64|Later|Frame|more/,
    )
  })

  it('that is plain text or Markdown is read without its marks', () => {
    const text = '# Not *touched*\n\nas\\_written '
    for (const type of ['text/plain', 'text/markdown; charset=UTF-8', 'TEXT/Markdown', 'text/x-markdown'])
      expect(readPage(page(text, type))).toMatchObject({
        kind: 'text',
        reading: { text: 'Not touched\n\nas_written', title: null },
      })
  })

  it('of another type fails, and says of which', () => {
    for (const type of [
      'application/pdf',
      'image/png',
      'application/json',
      'text/csv',
      'application/octet-stream',
    ])
      expect(readPage(page('x', type))).toEqual({
        kind: 'failed',
        reason: `The address leads to a file of type ${type}; only web pages, PDF, Word files, plain text and Markdown are read.`,
      })
    expect(readPage(page('x', ''))).toMatchObject({
      kind: 'failed',
      reason: expect.stringContaining('does not say what it is'),
    })
  })

  it('that is a PDF or a Word file is handed on as one, whatever type its server states', () => {
    const bytes = new Uint8Array(new TextEncoder().encode('%PDF-1.7'))
    for (const type of ['application/pdf', 'application/octet-stream', 'text/html'])
      expect(readPage(page(bytes, type))).toEqual({ kind: 'file', bytes })
    expect(readPage(page('<p>%PDF-1.7'))).toMatchObject({ kind: 'text' })
  })

  it('is read in the encoding that its mark, its server or the page itself states', () => {
    const html = '<meta http-equiv=content-type content="text/html; charset=iso-8859-1"><p>Café ouvert</p>'
    const utf16 = Uint8Array.from([0xff, 0xfe, ...[...'Café ouvert'].flatMap((s) => [s.charCodeAt(0), 0])])
    const pages = [
      page('<p>Café ouvert</p>', 'text/html'),
      page('\ufeff<p>Café ouvert</p>', 'text/html'),
      page(latin1('<p>Café ouvert</p>'), 'text/html; charset="ISO-8859-1"'),
      page(latin1(html), 'text/html'),
      page(latin1("<meta charset='windows-1252'><p>Café ouvert</p>"), 'text/html'),
      page(latin1('Café ouvert'), 'text/plain;charset=windows-1252'),
      page(utf16, 'text/plain'),
      page(utf16, 'text/plain; charset=utf-8'),
    ]
    for (const one of pages)
      expect(readPage(one)).toMatchObject({ kind: 'text', reading: { text: 'Café ouvert' } })
  })

  it('in no encoding that it states, or in an unknown one, fails rather than being guessed', () => {
    const reason = expect.stringContaining('is not readable as')
    expect(readPage(page(latin1('Café'), 'text/plain'))).toEqual({ kind: 'failed', reason })
    expect(readPage(page('Café', 'text/plain; charset=klingon'))).toEqual({ kind: 'failed', reason })
    const binary = { kind: 'failed', reason: 'The page holds binary data, not text.' }
    expect(readPage(page('a\0b', 'text/plain'))).toEqual(binary)
  })

  it('without text fails, and so does one with more than a document may hold', () => {
    const empty = { kind: 'failed', reason: expect.stringContaining('holds no text') }
    expect(readPage(page('<title>App</title><div id="root"></div><script>draw()</script>'))).toEqual(empty)
    expect(readPage(page(' \n', 'text/plain'))).toEqual(empty)
    const most = 'x'.repeat(DOCUMENT_TEXT_MAX)
    expect(readPage(page(most, 'text/plain'))).toMatchObject({ kind: 'text' })
    expect(readPage(page(`${most}x`, 'text/plain'))).toMatchObject({ kind: 'failed' })
  })

  it('is tried again exactly when its server may answer better later', () => {
    const kindOf = (status: number) => readPage(page('words', 'text/plain', status)).kind
    for (const status of [200, 203, 206]) expect(kindOf(status)).toBe('text')
    for (const status of [408, 429, 500, 502, 503, 504, 599]) expect(kindOf(status)).toBe('retry')
    for (const status of [300, 304, 400, 401, 403, 404, 410, 451]) expect(kindOf(status)).toBe('failed')
    expect(readPage(page('', 'text/html', 404))).toEqual({
      kind: 'failed',
      reason: 'The page’s server answered with status 404.',
    })
    expect(readPage({ kind: 'refused', reason: 'Private.' })).toEqual({ kind: 'failed', reason: 'Private.' })
    expect(readPage({ kind: 'failed', reason: 'Too slow.' })).toEqual({ kind: 'retry', reason: 'Too slow.' })
  })

  it('that is made to break readers is read, or fails, without an error', () => {
    const hostile = [
      '<div>',
      '<ul><li>',
      '<blockquote>',
      '<table><tr><td>',
      '<a href=x>',
      '<!--',
      '<',
      '&',
      '<p x="',
    ]
    for (const piece of hostile)
      expect(readPage(page(`${piece.repeat(100_000)}words`)).kind).toMatch(/^(text|failed)$/)
  })
})

describe('a page without a title', () => {
  it('is named by its address', () => {
    const named = (url: string) => titleOfUrl(new URL(url))
    expect(named('https://wiki.example.com/')).toBe('wiki.example.com')
    expect(named('https://wiki.example.com:8443/help/returns/?a=b#c')).toBe(
      'wiki.example.com:8443/help/returns',
    )
    expect(named(`https://wiki.example.com/${'a'.repeat(500)}`)).toHaveLength(200)
  })
})
