import { deflateSync } from 'node:zlib'
import { describe, expect, it, test, vi } from 'vitest'
import { readPage } from './page.ts'
import { readFile } from './read.ts'
import { docx, drawn, ENCRYPTED, formBomb, paragraph, pdf, zip } from './sample-files.ts'

// Files made to be expensive to read take long.
vi.setConfig({ testTimeout: 60_000 })

const utf8 = (text: string) => Uint8Array.from(new TextEncoder().encode(text))
const page = (text: string) => drawn([{ text, y: 700 }])

describe('a PDF', () => {
  it('is read page by page, with its paragraphs and headings, and words cut at a line end made whole', async () => {
    const first = drawn([
      { text: 'Returns', y: 780, size: 20 },
      { text: 'You may send any article back within thirty', y: 740 },
      { text: 'days of its arri-', y: 726 },
      { text: 'val, unused.', y: 712 },
      { text: 'Postage is on us.', y: 670 },
    ])
    for (const deflated of [false, true])
      expect(await readFile(pdf([first, page('Second page.')], { deflated }))).toMatchObject({
        text: 'Returns\n\nYou may send any article back within thirty days of its arrival, unused.\n\nPostage is on us.\n\nSecond page.',
        title: null,
      })
  })

  it('with accents is read with them', async () => {
    expect(await readFile(pdf([page('Livraison gratuite d\xe8s 50 \x80, \xe9t\xe9 compris')]))).toMatchObject(
      {
        text: 'Livraison gratuite dès 50 €, été compris',
      },
    )
  })

  it.each([
    [
      'with a password',
      pdf([page('Secret')], { trailer: ENCRYPTED }),
      /protected by a password.*without one/,
    ],
    ['without any text, such as a scan', pdf(['0 0 100 100 re f']), /pictures of text.*OCR/],
    ['that is cut off', pdf([page('Cut')]).slice(0, 60), /damaged/],
    ['of garbage', utf8('%PDF-1.7 and nothing that a PDF has'), /damaged/],
    ['with more pages than a book', pdf(Array.from({ length: 2001 }, () => '')), /2001 pages.*at most 2000/],
  ])('%s fails with the reason in plain words', async (_, bytes, reason) => {
    expect(await readFile(bytes)).toEqual({ error: expect.stringMatching(reason) })
  })

  it('that claims a billion pages is read as what it has', async () => {
    const read = await readFile(pdf([page('One page.')], { pageCount: 1_000_000_000 }))
    expect(read).toMatchObject({ text: 'One page.', title: null })
  })

  it('that unpacks to a thousand times its size, once or twice over, is not unpacked', async () => {
    const bomb = deflateSync(Buffer.alloc(80 * 1024 * 1024))
    const holding = (filter: string, data: Uint8Array) =>
      Uint8Array.from(
        Buffer.concat([
          Buffer.from(`%PDF-1.7\n1 0 obj\n<< /Filter ${filter} /Length ${data.length} >>\nstream\n`),
          data,
          Buffer.from('\nendstream\nendobj\n'),
        ]),
      )
    const refused = { error: expect.stringContaining('unpacks to far more') }
    expect(await readFile(holding('/FlateDecode', bomb))).toEqual(refused)
    expect(await readFile(holding('[/FlateDecode /FlateDecode]', deflateSync(bomb)))).toEqual(refused)
  })
})

describe('a PDF whose forms draw forms', () => {
  it('is left in the middle once a page draws far more than a page holds', async () => {
    const refused = { error: expect.stringContaining('far more than a page holds') }
    expect(await readFile(formBomb(9))).toEqual(refused)
    expect(await readFile(formBomb(2))).toMatchObject({ text: expect.stringMatching(/^[x\s]+$/) })
  })
})

describe('a page nested', () => {
  const nested = (levels: number, tag = 'div') =>
    utf8(`<!doctype html><body>${`<${tag}>`.repeat(levels)}We open at noon.${`</${tag}>`.repeat(levels)}`)
  it.each([
    ['a few levels deep', nested(40)],
    ['almost as deep as is read', nested(1_990)],
    ['by lines that break', nested(3_000, 'br')],
    ['by parts that never end, one after another', utf8(`<p>${'x<p>'.repeat(3_000)}We open at noon.`)],
  ])('%s is read', async (_what, bytes) => {
    expect(await readFile(bytes)).toMatchObject({ text: expect.stringContaining('We open at noon.') })
  })

  it.each([
    ['in boxes', nested(2_100)],
    ['in words', nested(2_100, 'b')],
    ['in lists', nested(1_050, 'ul><li')],
    ['in boxes that never end', utf8(`<!doctype html>${'<div>'.repeat(2_100)}We open at noon.`)],
    ['around a script', utf8(`<!doctype html>${'<div>'.repeat(2_100)}<script>secret()</script>`)],
    ['in XML', utf8(`<!doctype html><svg>${'<g>'.repeat(2_100)}<text>We open at noon.</text></svg>`)],
  ])('too deep, %s, is refused in plain words, and nothing of it is told', async (_what, bytes) => {
    expect(await readFile(bytes)).toEqual({ error: expect.stringMatching(/2000 levels deep.*upload that/) })
  })

  it('too deep is refused at an address alike', async () => {
    const page = { bytes: nested(2_100), contentType: 'text/html', url: 'https://harbour.example/' }
    expect(await readPage(page)).toEqual({ error: expect.stringContaining('2000 levels deep') })
  })
})

describe('a Word file', () => {
  it('is read with its headings and tables', async () => {
    const cell = (text: string) => `<w:tc>${paragraph(text)}</w:tc>`
    const row = (...texts: string[]) => `<w:tr>${texts.map(cell).join('')}</w:tr>`
    const body = `${paragraph('Opening hours', 'Heading1')}${paragraph('We close on public holidays.')}<w:tbl>${row('Monday', '9–18')}${row('Sunday', 'closed')}</w:tbl>`
    const read = await readFile(docx(body))
    const text = 'text' in read ? read.text : ''
    expect(text).toBe('Opening hours\n\nWe close on public holidays.\n\nMonday | 9–18\nSunday | closed')
  })

  it('of which a picture is no picture, and a name no word, is read all the same', async () => {
    const more = [{ name: 'word/media/image1.png', content: 'no picture' }]
    expect(await readFile(docx(paragraph('Words.'), more))).toMatchObject({ text: 'Words.' })
  })

  it('that unpacks to far more than its header says is not unpacked', async () => {
    const huge = { name: 'word/styles.xml', content: Buffer.alloc(30 * 1024 * 1024), claimedSize: 100 }
    const refused = { error: expect.stringContaining('unpacks to far more') }
    expect(await readFile(docx(paragraph('Small.'), [huge]))).toEqual(refused)
  })

  it.each([
    ['cut off', docx(paragraph('Cut.')).slice(0, 300), /damaged or cut off/],
    ['without a document in it', zip([{ name: 'word/document2.xml', content: '<w/>' }]), /damaged/],
    ['that is not XML', zip([{ name: 'word/document.xml', content: 'no xml' }]), /damaged/],
    ['without words', docx(paragraph('')), /holds no text/],
    ['of a million empty elements', docx('<w:p/>'.repeat(1_000_000)), /holds no text/],
    ['with an entry that is no data', spoilt(docx(paragraph('Words.'))), /damaged/],
  ])('%s fails with the reason in plain words', async (_, bytes, reason) => {
    expect(await readFile(bytes)).toEqual({ error: expect.stringMatching(reason) })
  })
})

/** Returns a file with the bytes of its document inverted, and the directory as it is. */
function spoilt(bytes: Uint8Array<ArrayBuffer>) {
  const broken = bytes.slice()
  const start = Buffer.from(bytes).indexOf('word/document.xml') + 20
  for (let at = start; at < start + 40; at++) broken[at] = 255 - (broken[at] ?? 0)
  return broken
}

describe('text, Markdown and HTML', () => {
  it('are read as UTF-8, or as UTF-16 with its mark', async () => {
    expect(await readFile(utf8('# Été\n\nOuvert.'))).toMatchObject({ text: 'Été\n\nOuvert.', title: null })
    expect(await readFile(Uint8Array.of(0xef, 0xbb, 0xbf, 0x68, 0x69))).toMatchObject({ text: 'hi' })
    expect(await readFile(Uint8Array.of(0xff, 0xfe, 0x68, 0, 0xe9, 0))).toMatchObject({ text: 'hé' })
    expect(await readFile(Uint8Array.of(0xfe, 0xff, 0, 0x68, 0, 0xe9))).toMatchObject({ text: 'hé' })
  })

  it('HTML is known by how it begins, loses its tags and scripts, and gives its title', async () => {
    const html =
      '\ufeff<!-- saved --><!DOCTYPE html><title>Our returns</title><h1>Returns</h1><script>steal()</script><p>Thirty <b>days</b>.'
    expect(await readFile(utf8(html))).toMatchObject({
      text: 'Returns\n\nThirty days.',
      title: 'Our returns',
    })
  })

  it('text that speaks of PDF, or begins as a picture does, stays as it is', async () => {
    for (const text of ['A file begins with %PDF-1.7.', 'BMW, MZ, II'])
      expect(await readFile(utf8(text))).toMatchObject({ text, title: null })
  })

  test.each([
    ['an empty file', new Uint8Array(), /is empty/],
    ['white space alone', utf8(' \n '), /holds no text/],
    ['bytes that are not UTF-8', Uint8Array.of(0x63, 0x61, 0x66, 0xe9, 0x20), /not UTF-8/],
    ['NUL bytes', Uint8Array.of(0x61, 0, 0x62), /binary data/],
    ['more than a document holds', utf8('x'.repeat(1_000_001)), /more than 1000000 characters/],
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47), /picture/],
    ['a video', utf8('\0\0\0\x18ftypmp42'), /video/],
    ['a bitmap', utf8('BM\0\0'), /picture/],
    ['a program', utf8('MZ\0\0'), /program/],
    ['RTF', utf8('{\\rtf1 Hello}'), /RTF.*\.docx/],
    ['a spreadsheet', zip([{ name: 'xl/workbook.xml', content: '<x/>' }]), /Spreadsheets/],
    ['slides', zip([{ name: 'ppt/presentation.xml', content: '<x/>' }]), /Presentations/],
    ['an OpenDocument', zip([{ name: 'mimetype', content: 'application/vnd.oasis' }]), /OpenDocument/],
    ['an archive', zip([{ name: 'a.txt', content: 'a' }]), /archive.*Unpack/],
    ['an old Word file', ole('WordDocument'), /before 2007/],
    ['a Word file with a password', ole('EncryptedPackage'), /protected by a password/],
  ])('%s is refused in plain words', async (_, bytes, reason) => {
    expect(await readFile(bytes)).toEqual({ error: expect.stringMatching(reason) })
  })
})

function ole(stream: string) {
  const name = Buffer.from(stream, 'utf16le')
  return Uint8Array.from(Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(1024), name]))
}
