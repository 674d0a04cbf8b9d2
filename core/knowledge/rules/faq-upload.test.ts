import { describe, expect, it } from 'vitest'
import { zip } from '#readers/sample-files.ts'
import { readSheet } from '#readers/sheet/read.ts'
import { readFaqUpload as read } from './faq-upload.ts'

const readFaqUpload = (file: Uint8Array<ArrayBuffer>) => read(file, { sheet: readSheet })

const bytes = (text: string, encoding: BufferEncoding = 'utf8') =>
  Uint8Array.from(Buffer.from(text, encoding))
const faqsOf = async (file: Uint8Array<ArrayBuffer>) => {
  const { read } = await readFaqUpload(file)
  return {
    told: read.faqs.map(({ question, answer }) => [question, answer]),
    problems: read.problems,
    faqs: read.faqs,
  }
}
const closed = [['Êtes-vous ouverts à Noël ?', 'Non, fermé à Noël.']]

describe('a CSV of FAQs', () => {
  it.each([
    ['UTF-8', bytes('question;answer\nÊtes-vous ouverts à Noël ?;Non, fermé à Noël.\n')],
    ['UTF-8 with its mark', bytes('\ufeffquestion;answer\nÊtes-vous ouverts à Noël ?;Non, fermé à Noël.\n')],
    [
      'UTF-16',
      Uint8Array.from(
        Buffer.concat([
          Buffer.from([0xff, 0xfe]),
          Buffer.from('question;answer\nÊtes-vous ouverts à Noël ?;Non, fermé à Noël.\n', 'utf16le'),
        ]),
      ),
    ],
    ['Windows-1252', bytes('question;answer\r\nÊtes-vous ouverts à Noël ?;Non, fermé à Noël.\r\n', 'latin1')],
    [
      'Mac Roman with carriage returns',
      bytes('question;answer\r\xe6tes-vous ouverts \x88 No\x91l ?;Non, ferm\x8e \x88 No\x91l.\r', 'latin1'),
    ],
    [
      'Windows-1252 with carriage returns',
      bytes('question;answer\rÊtes-vous ouverts à Noël ?;Non, fermé à Noël.\r', 'latin1'),
    ],
    [
      'UTF-8 with carriage returns',
      bytes('question,answer\rÊtes-vous ouverts à Noël ?,"Non, fermé à Noël."\r'),
    ],
    [
      'a line that names the separator',
      bytes('sep=|\r\nquestion|answer\r\nÊtes-vous ouverts à Noël ?|Non, fermé à Noël.\r\n'),
    ],
    [
      'the same line in quotation marks',
      bytes('"sep=;"\nquestion;answer\nÊtes-vous ouverts à Noël ?;Non, fermé à Noël.'),
    ],
  ])('is read right as %s', async (_, file) =>
    expect(await faqsOf(file)).toMatchObject({ told: closed, problems: [] }),
  )

  it('in Windows-1252 has its euro, quotation marks and œ', async () => {
    const file = Uint8Array.from([
      ...bytes('question,answer\nPrix ?,12 '),
      0x80,
      0x20,
      0x93,
      0x9c,
      0x75,
      0x66,
      0x94,
      0x0a,
    ])
    expect((await faqsOf(file)).told).toEqual([['Prix ?', '12 € “œuf”']])
  })

  it.each([
    ['VERDADERO', true],
    ['Falso', false],
    ['VRAI', true],
    ['FAUX', false],
    ['sí', true],
    ['TRUE', true],
    ['0', false],
  ])('knows %s', async (word, enabled) => {
    const { faqs } = await faqsOf(bytes(`question,answer,enabled\nA?,Yes,${word}`))
    expect(faqs).toMatchObject([{ enabled }])
  })

  it('names the lines that it cannot take, and what to do', async () => {
    const { told, problems } = await faqsOf(
      bytes('question,answer\nA?,Yes, behind the house\nB?,Ferm\ufffd\nC?,Yes,,\nD?,Yes,,x'),
    )
    expect(told).toEqual([['C?', 'Yes']])
    expect(problems).toEqual([
      { line: 2, message: expect.stringContaining('3 cells, and the first line names 2 columns') },
      { line: 3, message: expect.stringContaining('A letter was lost') },
      { line: 5, message: expect.stringContaining('quotation marks') },
    ])
  })

  it('with a column twice is refused, and says which', async () => {
    await expect(readFaqUpload(bytes('question,answer,Answer\nA?,Yes,No'))).rejects.toThrow(
      'the column “answer” twice',
    )
    await expect(readFaqUpload(bytes('question,answer\nA?,\0'))).rejects.toThrow('no text')
  })
})

const X =
  'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
const inline = (ref: string, text: string) => `<c r="${ref}" t="inlineStr"><is><t>${text}</t></is></c>`
const row = (text: string) => `<row r="1">${inline('A1', text)}</row>`
const FORMATS = ['General', 'yyyy-mm-dd', 'h:mm:ss', '0%', '00000', '#,##0.00', '0.0%', 'yyyy-mm-dd hh:mm']
/** Returns a workbook whose second sheet is visible; a cell’s style is the place of its format in `FORMATS`. */
const workbook = (rows: string, more = '', third = '') =>
  zip([
    {
      name: '_rels/.rels',
      content:
        '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    },
    {
      name: 'xl/workbook.xml',
      content: `<workbook ${X}><sheets><sheet name="H" state="hidden" r:id="r1"/><sheet name="F" r:id="r2"/><sheet name="Prices" r:id="r5"/></sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content:
        '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="x/worksheet" Target="/xl/worksheets/sheet2.xml"/><Relationship Id="r3" Type="x/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="r4" Type="x/styles" Target="styles.xml"/><Relationship Id="r5" Type="x/worksheet" Target="worksheets/sheet3.xml"/></Relationships>',
    },
    {
      name: 'xl/worksheets/sheet1.xml',
      content: `<worksheet ${X}><sheetData>${row('Hidden')}</sheetData></worksheet>`,
    },
    {
      name: 'xl/worksheets/sheet3.xml',
      content: `<worksheet ${X}><sheetData>${third}</sheetData></worksheet>`,
    },
    {
      name: 'xl/sharedStrings.xml',
      content: `<sst ${X}><si><t>Shared</t></si><si><r><t>Two </t></r><r><t>runs</t></r><rPh><t>no</t></rPh></si></sst>`,
    },
    {
      name: 'xl/styles.xml',
      content: `<styleSheet ${X}><numFmts>${FORMATS.map((code, n) => `<numFmt numFmtId="${200 + n}" formatCode="${code}"/>`).join('')}</numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs>${FORMATS.map((_, n) => `<xf numFmtId="${200 + n}"/>`).join('')}</cellXfs></styleSheet>`,
    },
    {
      name: 'xl/worksheets/sheet2.xml',
      content: `<worksheet ${X}><sheetData><row r="1">${inline('A1', 'question')}${inline('B1', 'answer')}</row>${rows}</sheetData>${more}</worksheet>`,
    },
  ])
const answer = (cell: string) => workbook(`<row r="2">${inline('A2', 'Q?')}${cell}</row>`)

describe('a workbook of FAQs', () => {
  it.each([
    ['inline text', row('Adults pay 12.')],
    ['a number', '<row r="9"><c r="C9"><v>12</v></c></row>'],
    ['a shared text after many empty rows', `${'<row/>'.repeat(20_000)}<row><c t="s"><v>0</v></c></row>`],
  ])('says that a further sheet with %s was left out', async (_, third) => {
    const { read } = await readFaqUpload(
      workbook(`<row r="2">${inline('A2', 'Q?')}${inline('B2', 'A.')}</row>`, '', third),
    )
    expect(read.problems).toEqual([
      { line: 1, message: expect.stringContaining('The sheet “Prices” was left out') },
    ])
  })
  it.each([
    ['empty', ''],
    ['of empty rows and cells', '<row r="1"><c r="A1" s="2"/></row>'],
  ])('says nothing of a further sheet that is %s', async (_, third) => {
    const { read } = await readFaqUpload(
      workbook(`<row r="2">${inline('A2', 'Q?')}${inline('B2', 'A.')}</row>`, '', third),
    )
    expect(read.problems).toEqual([])
  })

  it.each([
    ['a date', '<c r="B2" s="1"><v>46371</v></c>', '2026-12-15'],
    ['a time, to the second', `<c r="B2" s="2"><v>${(17 * 60 + 7) / 1440 - 1e-9}</v></c>`, '17:07:00'],
    ['a percentage', '<c r="B2" s="3"><v>0.15</v></c>', '15%'],
    ['a percentage with decimals', '<c r="B2" s="6"><v>0.055</v></c>', '5.5%'],
    ['zeros that a format shows', '<c r="B2" s="4"><v>612</v></c>', '00612'],
    ['an amount', '<c r="B2" s="5"><v>1234.5</v></c>', '1,234.50'],
    ['a long number', '<c r="B2"><v>4006381333931</v></c>', '4006381333931'],
    ['a sum', '<c r="B2"><f>0.1+0.2</f><v>0.30000000000000004</v></c>', '0.3'],
    ['a shared text', '<c r="B2" t="s"><v>1</v></c>', 'Two runs'],
    ['a text that looks like a number', inline('B2', '0612345678'), '0612345678'],
    ['what a formula says', '<c r="B2" t="str"><f>A1</f><v>Said</v></c>', 'Said'],
  ])('gives %s as people see it', async (_, cell, text) => {
    expect(await faqsOf(answer(cell))).toMatchObject({ told: [['Q?', text]], problems: [] })
  })

  it('says of each line that it cannot take why, and what to do', async () => {
    const rows = `<row r="2">${inline('A2', 'A?')}<c r="B2"><v>12345678901234567890</v></c></row><row r="3">${inline('A3', 'B?')}<c r="B3" t="e"><v>#N/A</v></c></row><row r="4" hidden="1">${inline('A4', 'C?')}${inline('B4', 'x')}</row><row r="5">${inline('A5', 'D?')}${inline('B5', 'Yes')}${inline('D5', 'more')}</row>`
    const { told, problems } = await faqsOf(workbook(rows))
    expect(told).toEqual([])
    for (const [line, words] of [
      [2, 'more than 15 digits'],
      [3, '#N/A'],
      [4, 'hidden'],
      [5, '4 cells'],
    ] as const)
      expect(problems).toContainEqual({ line, message: expect.stringContaining(words) })
  })

  it('fills what was merged down its rows, and one that is broken is refused', async () => {
    const rows = `<row r="2">${inline('A2', 'A?')}${inline('B2', 'Yes')}</row><row r="3">${inline('A3', 'B?')}<c r="B3"/></row>`
    const file = workbook(rows, '<mergeCells><mergeCell ref="B2:B3"/></mergeCells>')
    expect((await faqsOf(file)).told).toEqual([
      ['A?', 'Yes'],
      ['B?', 'Yes'],
    ])
    await expect(readFaqUpload(file.slice(0, 200))).rejects.toThrow('damaged')
  })
})
