import { describe, expect, it } from 'vitest'
import { readPage } from './page.ts'
import type { FetchedPage } from './port.ts'
import { TEXT_MAX } from './reading.ts'
import { drawn, pdf } from './sample-files.ts'

const page = (
  body: string | Uint8Array<ArrayBuffer>,
  contentType = 'text/html; charset=utf-8',
): FetchedPage => ({
  contentType,
  bytes: typeof body === 'string' ? new Uint8Array(new TextEncoder().encode(body)) : body,
  url: 'https://wiki.example.com/help/returns',
})
const latin1 = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0))

describe('a fetched page', () => {
  it('becomes plain text with its headings, lists, tables and absolute links beside, and gives its title', async () => {
    const outcome = await readPage(
      page(`<!doctype html><html><head><title> Returns &amp;
        refunds </title></head><body><h1>Returns</h1><p>Within <b>30</b> days. <a href="/faq">Questions</a></p>
        <ul><li>unused<li>in its box</ul><table><tr><th>Day</th><th>Open</th></tr><tr><td>Mon</td><td>9:00</td></tr></table>`),
    )
    expect(outcome).toMatchObject({
      title: 'Returns & refunds',
      text: [
        'Returns',
        'Within 30 days. Questions (https://wiki.example.com/faq)',
        '- unused\n- in its box',
        'Day | Open\nMon | 9:00',
      ].join('\n\n'),
    })
  })

  it('loses scripts, styles, navigation and pictures, and no text of its body', async () => {
    const outcome = await readPage(
      page(`<head><style>p { color: red }</style><script>track('planted')</script></head><body><nav><a href="/">Home</a></nav>
        <header>Top words</header><form>Form words <input value="typed"><button>Send</button></form><main>Main words</main>
        <aside>Side words</aside><footer>Foot words</footer><p>Last words</p><noscript>No script</noscript><svg><title>Icon</title></svg>
        <img alt="Picture" src="data:image/png;base64,AAAA"><template>Later</template><iframe>Frame</iframe><script>more()</script>`),
    )
    const text = 'text' in outcome ? outcome.text : ''
    for (const kept of ['Top', 'Form', 'Main', 'Side', 'Foot', 'Last'])
      expect(text).toContain(`${kept} words`)
    expect(text).not.toMatch(
      /color|track|planted|Home|typed|Send|No script|Icon|Picture|base64|Later|Frame|more/,
    )
  })

  it('that is plain text or Markdown is read without its marks', async () => {
    const text = '# Not *touched*\n\nas\\_written '
    for (const type of ['text/plain', 'text/markdown; charset=UTF-8', 'TEXT/Markdown', 'text/x-markdown'])
      expect(await readPage(page(text, type))).toMatchObject({
        text: 'Not touched\n\nas_written',
        title: null,
      })
  })

  it('of another type fails, and says of which', async () => {
    for (const type of [
      'application/pdf',
      'image/png',
      'application/json',
      'text/csv',
      'application/octet-stream',
    ])
      expect(await readPage(page('x', type))).toEqual({
        error: `The address leads to a file of type ${type}; only web pages, PDF, Word files, plain text and Markdown are read.`,
      })
    expect(await readPage(page('x', ''))).toMatchObject({
      error: expect.stringContaining('does not say what it is'),
    })
  })

  it('that is a PDF or a Word file is read as one, whatever type its server states', async () => {
    for (const type of ['application/pdf', 'application/octet-stream', 'text/html'])
      expect(await readPage(page(pdf([drawn([{ text: 'Opening hours', y: 700 }])]), type))).toMatchObject({
        text: 'Opening hours',
      })
    expect(await readPage(page('<p>%PDF-1.7'))).toHaveProperty('text')
  })

  it('is read in the encoding that its mark, its server or the page itself states', async () => {
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
    for (const one of pages) expect(await readPage(one)).toMatchObject({ text: 'Café ouvert' })
  })

  it('in no encoding that it states, or in an unknown one, fails rather than being guessed', async () => {
    const error = expect.stringContaining('is not readable as')
    expect(await readPage(page(latin1('Café'), 'text/plain'))).toEqual({ error })
    expect(await readPage(page('Café', 'text/plain; charset=klingon'))).toEqual({ error })
    const binary = { error: 'The page holds binary data, not text.' }
    expect(await readPage(page('a\0b', 'text/plain'))).toEqual(binary)
  })

  it('without text fails, and so does one with more than a document may hold', async () => {
    const empty = { error: expect.stringContaining('holds no text') }
    expect(await readPage(page('<title>App</title><div id="root"></div><script>draw()</script>'))).toEqual(
      empty,
    )
    expect(await readPage(page(' \n', 'text/plain'))).toEqual(empty)
    const most = 'x'.repeat(TEXT_MAX)
    expect(await readPage(page(most, 'text/plain'))).toHaveProperty('text')
    expect(await readPage(page(`${most}x`, 'text/plain'))).toHaveProperty('error')
  })

  it('that is made to break readers is read, or fails, without an error', async () => {
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
      expect(Object.keys(await readPage(page(`${piece.repeat(100_000)}words`)))).toSatisfy(
        (keys: string[]) => keys.includes('text') || keys.includes('error'),
      )
  })
})
