import { describe, expect, it } from 'vitest'
import { drawn, type PdfLine, pdf, pdfOf } from '../sample-files.ts'
import { readPdf } from './read.ts'

const read = async (bytes: Uint8Array<ArrayBuffer>) => {
  const found = await readPdf(bytes)
  if ('error' in found) throw new Error(found.error)
  return found
}
const textOf = async (...pages: PdfLine[][]) => (await read(pdf(pages.map(drawn)))).text
/** Lines from the top, 14 points apart. */
const lines = (x: number, ...texts: string[]): PdfLine[] =>
  texts.map((text, n) => ({ text, x, y: 700 - 14 * n }))
const byRow = (...columns: PdfLine[][]): PdfLine[] =>
  (columns[0] ?? []).flatMap((_, n) => columns.flatMap((column) => column[n] ?? []))

const left = [
  'Refunds are paid within',
  'ten days of the return.',
  'Bring the receipt with',
  'you to the desk.',
]
const right = [
  'Cats and small dogs are',
  'welcome in every room.',
  'Large dogs stay outside',
  'in the kennel.',
]
const LEFT = 'Refunds are paid within ten days of the return. Bring the receipt with you to the desk.'
const RIGHT = 'Cats and small dogs are welcome in every room. Large dogs stay outside in the kennel.'

describe('the columns of a PDF', () => {
  it.each([
    ['drawn row by row', byRow(lines(60, ...left), lines(330, ...right)), [LEFT, RIGHT]],
    ['drawn one after the other', [...lines(60, ...left), ...lines(330, ...right)], [LEFT, RIGHT]],
    ['drawn from the right', [...lines(330, ...right), ...lines(60, ...left)], [LEFT, RIGHT]],
    [
      'of lines that do not stand level',
      [...lines(60, ...left), ...lines(330, ...right).map((line) => ({ ...line, y: line.y - 6 }))],
      [LEFT, RIGHT],
    ],
    [
      'below a line over both',
      [
        { text: 'What you should know before you come to stay at our house by the sea', x: 60, y: 730 },
        ...byRow(lines(60, ...left), lines(330, ...right)),
      ],
      ['What you should know before you come to stay at our house by the sea', LEFT, RIGHT],
    ],
    [
      'that are three',
      byRow(
        lines(40, ...left),
        lines(220, ...right),
        lines(
          400,
          'We speak Maltese and',
          'some other languages',
          'that you may know or',
          'may not know at all.',
        ),
      ),
      [LEFT, RIGHT, 'We speak Maltese and some other languages that you may know or may not know at all.'],
    ],
    [
      'of which a sentence goes on in the next',
      byRow(
        lines(60, 'You may bring up to two', 'small dogs if they are'),
        lines(330, 'kept on a lead all the', 'time you are with us.'),
      ),
      ['You may bring up to two small dogs if they are kept on a lead all the time you are with us.'],
    ],
  ])('%s are read one after the other', async (_, page, parts) =>
    expect(await textOf(page)).toBe(parts.join('\n\n')),
  )

  it.each([
    [
      'of two columns',
      byRow(lines(60, 'Monday', 'Tuesday', 'Sunday'), lines(250, '9:00-18:00', '9:00-18:00', 'closed')),
      'Monday | 9:00-18:00\nTuesday | 9:00-18:00\nSunday | closed',
    ],
    [
      'of three',
      byRow(
        lines(60, 'Route', 'Island', 'Bay'),
        lines(200, 'Class', 'Deck', 'Cabin'),
        lines(350, 'Fare', '12 euros', '40 euros'),
      ),
      'Route | Class | Fare\nIsland | Deck | 12 euros\nBay | Cabin | 40 euros',
    ],
    [
      'with cells of two lines',
      [
        ...lines(60, 'Standard'),
        ...lines(200, 'We deliver within two', 'working days'),
        { text: 'Express', x: 60, y: 660 },
        { text: 'The next day', x: 200, y: 660 },
      ],
      'Standard | We deliver within two working days\nExpress | The next day',
    ],
  ])('are rows where it is a table %s', async (_, page, text) => expect(await textOf(page)).toBe(text))
})

describe('a line’s end in a PDF', () => {
  it.each([
    [
      'a word that was cut',
      ['Parcels are sent after their arri-', 'val at our depot.'],
      'Parcels are sent after their arrival at our depot.',
    ],
    [
      'a mail address',
      ['Write to anna-', 'maria@harbour.example soon.'],
      'Write to anna-maria@harbour.example soon.',
    ],
    [
      'a web address',
      ['See www.harbour-', 'ferries.example for it.'],
      'See www.harbour-ferries.example for it.',
    ],
    [
      'a path',
      ['See harbour.example/time-', 'table for the times.'],
      'See harbour.example/time-table for the times.',
    ],
    [
      'a mail address cut at its sign',
      ['Write to the desk at anna@', 'harbour.example soon.'],
      'Write to the desk at anna@harbour.example soon.',
    ],
    [
      'a compound of three',
      ['Bring your mother-in-', 'law to the party.'],
      'Bring your mother-in-law to the party.',
    ],
    ['a compound', ['The desk is self-', 'service all day.'], 'The desk is self-service all day.'],
    [
      'a compound that stands elsewhere',
      ['A follow-me car. Every fol-', 'low-up follow-', 'me car is free.'],
      'A follow-me car. Every fol-low-up follow-me car is free.',
    ],
    [
      'French that turns around',
      ['Où se trouve-t-il, et peut-', 'être bien quand ouvrez-', 'vous le dimanche.'],
      'Où se trouve-t-il, et peut-être bien quand ouvrez-vous le dimanche.',
    ],
    ['a number', ['Call 555-', '0142 before six.'], 'Call 555-0142 before six.'],
    ['a code', ['Quote FAC-2026-', '1234 to us.'], 'Quote FAC-2026-1234 to us.'],
    [
      'lines that the writer ended',
      ['Fare', 'Adult 12 euros a crossing and back', 'Child 6'],
      'Fare\nAdult 12 euros a crossing and back\nChild 6',
    ],
  ])('keeps or joins what it should: %s', async (_, texts, text) =>
    expect(await textOf(lines(72, ...texts))).toBe(text),
  )
})

describe('the pages of a PDF', () => {
  it('of which a sentence goes over the end are read as one, without the lines that stand on each', async () => {
    const page = (n: number, ...texts: string[]): PdfLine[] => [
      { text: 'Harbour Ferries', y: 810 },
      ...lines(72, ...texts),
      { text: `Terms of carriage, page ${n} of 2`, y: 30, size: 8 },
    ]
    expect(
      await textOf(
        page(1, 'Bicycles are taken on the deck if there'),
        page(2, 'is room for them. Ask the crew.'),
      ),
    ).toBe(
      'Harbour Ferries\n\nBicycles are taken on the deck if there is room for them. Ask the crew.\n\nTerms of carriage',
    )
  })

  it('are measured together: a page of small print has no headings but its own', async () => {
    const small = ['All fares include tax.', 'Dogs travel free.', 'Children under six pay nothing.']
    const body = Array.from({ length: 8 }, (_, n) => ({
      text: `Line ${n} of what most of the terms are written in.`,
      y: 700 - 14 * n,
    }))
    const notes = small.map((text, n) => ({ text, y: 500 - 10 * n, size: 7 }))
    const { blocks } = await read(
      pdf([drawn(body), drawn([{ text: 'Our fares in plain words.', y: 700 }, ...notes])]),
    )
    expect(blocks.filter(({ kind }) => kind === 'heading')).toEqual([])
  })

  it('without text are counted', async () => {
    expect(await read(pdf([drawn(lines(72, 'Words.')), '0 0 100 100 re f']))).toMatchObject({
      text: 'Words.',
      unread: [{ what: 'pages', count: 1 }],
    })
  })
})

const FONT = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>'
const line = (text: string, y: number, x = 72, size = 11) => `BT /F1 ${size} Tf ${x} ${y} Td (${text}) Tj ET`
/** Returns a PDF of one page; `more` are objects from the sixth on. */
const special = (
  stream: string,
  { catalog = '', page = '', resources = '', font = FONT, more = [] as Parameters<typeof pdfOf>[0] } = {},
) =>
  pdfOf([
    `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
    '<< /Type /Pages /Kids [4 0 R] /Count 1 >>',
    font,
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> ${resources} >> /Contents 5 0 R ${page} >>`,
    { stream },
    ...more,
  ])

describe('a PDF', () => {
  const layered = (stream: string) =>
    special(stream, {
      catalog: '/OCProperties << /OCGs [6 0 R 7 0 R] /D << /ON [6 0 R] /OFF [7 0 R] >> >>',
      resources: '/Properties << /On 6 0 R /Off 7 0 R >> /XObject << /X 8 0 R >>',
      more: [
        '<< /Type /OCG /Name (On) >>',
        '<< /Type /OCG /Name (Off) >>',
        {
          dictionary:
            '/Type /XObject /Subtype /Form /BBox [0 0 595 842] /OC 7 0 R /Matrix [1 0 0 1 0 -20] /Resources << /Font << /F1 3 0 R >> >>',
          stream: line('Formed.', 600),
        },
      ],
    })
  it.each([
    ['marked', `/OC /Off BDC ${line('Old price 9.', 680)} EMC`],
    ['of two lines', '/OC /Off BDC BT /F1 11 Tf 14 TL 72 680 Td (Old price 9.) Tj T* (Gone.) Tj ET EMC'],
    ['within one that is on', `/OC /On BDC /OC /Off BDC ${line('Old price 9.', 680)} EMC EMC`],
    [
      'moved by a matrix',
      '/OC /Off BDC q 2 0 0 2 10 20 cm BT /F1 11 Tf 1 0 0 1 30 300 Tm (Old price 9.) Tj ET Q EMC',
    ],
    ['of a form', '/X Do'],
  ])('does not tell what a switched-off layer draws, %s', async (_, drawing) => {
    const found = await read(
      layered(`/OC /On BDC ${line('Shown.', 700)} EMC ${drawing} ${line('Also shown.', 640)}`),
    )
    expect(found.text).toBe('Shown.\n\nAlso shown.')
    expect(found.unread).toMatchObject([{ what: 'layers' }])
  })

  it('says once what is drawn twice to look bold', async () => {
    const twice = `${line('Bold price', 700)} ${line('Bold price', 700, 72.3)} ${line('Again', 680)} ${line('Again', 640)}`
    expect((await read(special(twice))).text).toBe('Bold price\nAgain\n\nAgain')
  })

  it('is read though one of its glyphs stands for no letter, which is counted', async () => {
    const letters = [...'TheFrylavsnopiu .'].map((letter) =>
      letter.charCodeAt(0).toString(16).padStart(2, '0'),
    )
    const map = letters.map((code) => `<${code}> <00${code}>`).join(' ')
    const cmap = `begincmap 1 begincodespacerange <00> <FF> endcodespacerange ${letters.length + 1} beginbfchar ${map} <23> <0000> endbfchar endcmap`
    const font = FONT.replace('>>', '/ToUnicode 6 0 R >>')
    expect(
      await read(
        special(line('The ferry # leaves at noon.', 700), {
          font,
          more: [{ stream: cmap }],
        }),
      ),
    ).toMatchObject({
      text: 'The ferry leaves at noon.',
      unread: [{ what: 'characters', count: 1 }],
    })
  })

  it('tells what is filled in beside what it is the answer to', async () => {
    const widget = (what: string, rect: string) =>
      `<< /Type /Annot /Subtype /Widget /F 4 /Rect [${rect}] ${what} >>`
    const found = await read(
      special(
        `${line('Name:', 700)} ${line('Breakfast', 680, 90)} ${line('Lunch', 660, 90)} ${line('Secret:', 640)}`,
        {
          catalog: '/AcroForm << /Fields [6 0 R 7 0 R 8 0 R 9 0 R] >>',
          page: '/Annots [6 0 R 7 0 R 8 0 R 9 0 R]',
          more: [
            widget('/FT /Tx /T (a) /V (Anna Berg) /DA (/F1 11 Tf)', '110 696 300 711'),
            widget(
              '/FT /Btn /T (b) /V /Yes /AS /Yes /AP << /N << /Yes 10 0 R /Off 10 0 R >> >>',
              '72 678 84 690',
            ),
            widget(
              '/FT /Btn /T (c) /V /Off /AS /Off /AP << /N << /Yes 10 0 R /Off 10 0 R >> >>',
              '72 658 84 670',
            ),
            widget('/FT /Tx /T (d) /V (hunter2) /Ff 8192', '120 636 300 651'),
            { dictionary: '/Type /XObject /Subtype /Form /BBox [0 0 12 12]', stream: '' },
          ],
        },
      ),
    )
    expect(found.text.split(/\n+/)).toEqual(['Name: Anna Berg', '☑ Breakfast', '☐ Lunch', 'Secret:'])
  })

  it('sets small raised signs where they belong, and text along the edge at the end', async () => {
    const raised = `${line('A room of 20 m', 700)} ${line('2', 704, 147, 6)} ${line('with a view.', 700, 154)}`
    const edge = 'BT /F1 11 Tf 0 1 -1 0 30 300 Tm (Printed in May) Tj ET'
    expect((await read(special(`${edge} ${raised}`))).text).toBe(
      'A room of 20 m² with a view.\n\nPrinted in May',
    )
  })

  it('keeps a table along the edge, row by row', async () => {
    const cell = (x: number, y: number, text: string) => `BT /F1 11 Tf 0 1 -1 0 ${x} ${y} Tm (${text}) Tj ET`
    const turned = ['Adult', 'Child', 'Senior', 'Dog', 'Bicycle', 'Car']
      .map((who, n) => `${cell(100 + 14 * n, 100, who)} ${cell(100 + 14 * n, 400, `${n + 3} euros`)}`)
      .join(' ')
    const upright = Array.from({ length: 12 }, (_, n) =>
      line(`This is line ${n} of the page.`, 780 - 14 * n, 300),
    ).join(' ')
    const { text } = await read(special(`${upright} ${turned}`))
    for (const said of ['Adult | 3 euros', 'Dog | 6 euros', 'Car | 8 euros']) expect(text).toContain(said)
  })

  const picture = (id: number, more = '', width = '40') => ({
    dictionary: `/Type /XObject /Subtype /Image /Width ${width} /Height 40 /BitsPerComponent 8 /ColorSpace /DeviceGray ${more}`,
    stream: String(id).repeat(8),
  })
  it.each([
    ['drawn twice', [picture(6)], 'q 40 0 0 40 72 500 cm /P Do Q q 40 0 0 40 172 500 cm /P Do Q', 1],
    ['and another', [picture(6), picture(7)], '/P Do', 2],
    ['cut out by a mask', [picture(6, '/SMask 7 0 R'), picture(7)], '/P Do', 1],
    ['cut out by a hard mask', [picture(6, '/Mask 7 0 R'), picture(7, '/ImageMask true')], '/P Do', 1],
    ['whose mask comes first', [picture(6), picture(7, '/SMask 6 0 R')], '/P Do', 1],
    ['whose colour key is no mask of its own', [picture(6, '/Mask [0 0]')], '/P Do', 1],
    ['that is a stencil', [picture(6, '/ImageMask true')], '/P Do', 0],
    ['that is a line', [picture(6, '', '2')], '/P Do', 0],
    ['whose size stands elsewhere', [picture(6, '', '7 0 R'), '40'], '/P Do', 1],
  ])('lists its pictures as not read: one %s', async (_, more, drawing, count) => {
    const found = await read(
      special(`${line('Words.', 700)} ${drawing}`, { resources: '/XObject << /P 6 0 R >>', more }),
    )
    expect(found.text).toBe('Words.')
    expect(found.unread).toEqual(count === 0 ? [] : [{ what: 'pictures', count }])
  })

  it('that lies on its side is read as it is looked at', async () => {
    const turned =
      'BT /F1 11 Tf 0 1 -1 0 100 60 Tm (The first line) Tj ET BT /F1 11 Tf 0 1 -1 0 114 60 Tm (goes on here.) Tj ET'
    expect((await read(special(turned, { page: '/Rotate 90' }))).text).toBe('The first line goes on here.')
  })
})
