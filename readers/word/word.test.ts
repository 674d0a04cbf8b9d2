import { describe, expect, it } from 'vitest'
import { docx, paragraph, type ZipFile } from '../sample-files.ts'
import { readWord } from './read.ts'

const run = (text: string, properties = '') =>
  `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`
const p = (inside: string, properties = '') =>
  `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${inside}</w:p>`
const read = async (body: string, more: readonly ZipFile[] = []) => {
  const found = await readWord(docx(body, more))
  if ('error' in found) throw new Error(found.error)
  return found
}
const NAMES =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
const part = (name: string, content: string): ZipFile => ({ name: `word/${name}.xml`, content })
const relations = (...targets: [id: string, type: string, target: string][]): ZipFile => ({
  name: 'word/_rels/document.xml.rels',
  content: `<Relationships>${targets.map(([id, type, target]) => `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"${type === 'hyperlink' ? ' TargetMode="External"' : ''}/>`).join('')}</Relationships>`,
})
const field = (instruction: string, result: string) =>
  `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> ${instruction} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>`
const M = (inside: string) =>
  `<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">${inside}</m:oMath>`
const t = (text: string) => `<m:r><m:t>${text}</m:t></m:r>`

describe('a Word file', () => {
  it.each([
    [
      'simple fields',
      p(`${run('Call ')}<w:fldSimple w:instr=" DOCPROPERTY Phone ">${run('555 0142')}</w:fldSimple>.`),
      'Call 555 0142',
    ],
    [
      'fields of several runs',
      p(`${run('For ')}${field('MERGEFIELD years', 'three')}${run(' years.')}`),
      'For three years.',
    ],
    [
      'a field within a field',
      p(
        `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF </w:instrText></w:r>${field('MERGEFIELD x', '1')}<w:r><w:instrText> = 1</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${run('Yes.')}<w:r><w:fldChar w:fldCharType="end"/></w:r>`,
      ),
      'Yes.',
    ],
    [
      'text set in a direction',
      p(`<w:bdo w:val="ltr">${run('Maltese')}</w:bdo><w:dir w:val="rtl">${run(' and Hebrew')}</w:dir>`),
      'Maltese and Hebrew',
    ],
    ['content controls', `<w:sdt><w:sdtContent>${paragraph('In May.')}</w:sdtContent></w:sdt>`, 'In May.'],
    [
      'smart tags and insertions',
      p(`<w:smartTag>${run('Lyon')}</w:smartTag><w:ins>${run(', France')}</w:ins>`),
      'Lyon, France',
    ],
    [
      'line breaks of both kinds',
      p('<w:r><w:t>A</w:t><w:br/><w:t>B</w:t><w:cr/><w:t>C</w:t><w:tab/><w:t>D</w:t></w:r>'),
      'A\nB\nC D',
    ],
    [
      'hyphens',
      p('<w:r><w:t>e</w:t><w:noBreakHyphen/><w:t>mail co</w:t><w:softHyphen/><w:t>de</w:t></w:r>'),
      'e-mail code',
    ],
    [
      'raised and lowered letters',
      p(
        `${run('40 m')}${run('2', '<w:vertAlign w:val="superscript"/>')}${run(' CO')}${run('2', '<w:vertAlign w:val="subscript"/>')}`,
      ),
      '40 m² CO₂',
    ],
    [
      'other prefixes',
      `</w:body><x:body xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main"><x:p><x:r><x:t>Strict.</x:t></x:r></x:p></x:body><w:body>`,
      'Strict.',
    ],
  ])('is read with %s', async (_, body, text) => expect((await read(body)).text).toBe(text))

  it.each([
    ['hidden words', p(run('margin', '<w:vanish/>') + run('Open.')), 'Open.', 'hidden'],
    [
      'words of a hidden style',
      p(run('margin', '<w:rStyle w:val="Secret"/>') + run('Open.')),
      'Open.',
      'hidden',
    ],
    [
      'struck words',
      p(`${run('Pass ')}${run('30 euros', '<w:strike/>')}${run(' 25 euros')}`),
      'Pass 25 euros',
      'struck',
    ],
    [
      'words struck twice',
      p(`${run('30 euros', '<w:dstrike w:val="true"/>')}${run('25 euros')}`),
      '25 euros',
      'struck',
    ],
    [
      'words whose striking was switched off',
      p(run('Valid.', '<w:strike w:val="0"/><w:vanish w:val="false"/>')),
      'Valid.',
      null,
    ],
    [
      'words that were struck before a change',
      p(run('Valid.', '<w:rPrChange><w:rPr><w:strike/></w:rPr></w:rPrChange>')),
      'Valid.',
      null,
    ],
    [
      'deletions',
      p(`${run('Pass ')}<w:del><w:r><w:delText>30</w:delText></w:r></w:del>${run('25')}`),
      'Pass 25',
      null,
    ],
    [
      'what was moved away',
      p(`<w:moveFrom>${run('Old. ')}</w:moveFrom><w:moveTo>${run('New.')}</w:moveTo>`),
      'New.',
      null,
    ],
    [
      'a deleted end of a paragraph',
      `${p(run('One '), '<w:rPr><w:del/></w:rPr>')}${p(run('sentence.'))}`,
      'One sentence.',
      null,
    ],
    [
      'a place to fill in',
      `${p('<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Click here</w:t></w:r></w:sdtContent></w:sdt>')}${paragraph('Open.')}`,
      'Open.',
      null,
    ],
    [
      'numbers of pages',
      p(`${run('Page ')}${field('PAGE', '7')}<w:fldSimple w:instr="NUMPAGES">${run('9')}</w:fldSimple>`),
      'Page',
      null,
    ],
  ])('is read as it stands, without what is not valid: %s', async (_, body, text, what) => {
    const styles = part(
      'styles',
      `<w:styles ${NAMES}><w:style w:styleId="Base"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:styleId="Secret"><w:basedOn w:val="Base"/></w:style></w:styles>`,
    )
    const found = await read(body, [styles])
    expect(found.text).toBe(text)
    expect(found.unread).toEqual(what === null ? [] : [{ what, count: 1 }])
  })

  it.each([
    [
      'a newer one',
      '<w:sdt><w:sdtPr><w14:checkbox xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w14:checked w14:val="1"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:t>☒</w:t></w:r></w:sdtContent></w:sdt>',
      '☑',
    ],
    [
      'a newer one without a tick',
      '<w:sdt><w:sdtPr><w14:checkbox xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w14:checked w14:val="0"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:t>☐</w:t></w:r></w:sdtContent></w:sdt>',
      '☐',
    ],
    [
      'an older one',
      '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
      '☑',
    ],
    [
      'an older one by default',
      '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
      '☐',
    ],
    ['a drawn one', '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', '☑'],
    ['a drawn empty one', '<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>', '☐'],
  ])('says whether a box is ticked: %s', async (_, box, sign) =>
    expect((await read(p(`${box}${run(' Breakfast')}`))).text).toBe(`${sign} Breakfast`),
  )

  it('gives what was chosen from a list, and counts a sign that it does not know', async () => {
    const list =
      '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="Deck"/><w:listEntry w:val="Cabin"/></w:ddList></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    const found = await read(p(`${run('Class: ')}${list}<w:r><w:sym w:font="Webdings" w:char="F041"/></w:r>`))
    expect(found).toMatchObject({ text: 'Class: Cabin', unread: [{ what: 'characters', count: 1 }] })
  })

  it.each([
    ['a fraction', `<m:f><m:num>${t('a+b')}</m:num><m:den>${t('c')}</m:den></m:f>`, '(a+b)/c'],
    ['a power', `<m:sSup><m:e>${t('x')}</m:e><m:sup>${t('2')}</m:sup></m:sSup>`, 'x²'],
    ['an index', `<m:sSub><m:e>${t('x')}</m:e><m:sub>${t('n+1')}</m:sub></m:sSub>`, 'x_(n+1)'],
    ['a root', `<m:rad><m:deg/><m:e>${t('16')}</m:e></m:rad>`, '√16'],
    ['brackets', `<m:d><m:e>${t('1+2')}</m:e></m:d>${t('·3')}`, '(1+2)·3'],
    [
      'a sum',
      `<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>${t('i=1')}</m:sub><m:sup>${t('n')}</m:sup><m:e>${t('i')}</m:e></m:nary>`,
      '∑(i=1…n) i',
    ],
    ['a function', `<m:func><m:fName>${t('sin')}</m:fName><m:e>${t('x')}</m:e></m:func>`, 'sin x'],
    ['a row', `${t('Price = 3')}${t(' × 5')}`, 'Price = 3 × 5'],
  ])('says a formula in a line: %s', async (_, formula, text) =>
    expect((await read(p(M(formula)))).text).toBe(text),
  )

  it.each([
    ['deeper than sixty levels', '<m:e>'.repeat(70) + t('x') + '</m:e>'.repeat(70), 1],
    ['of more than twenty thousand parts', t('x').repeat(12_000), 1],
    ['as deep as people write', '<m:e>'.repeat(20) + t('x') + '</m:e>'.repeat(20), 0],
  ])('lists a formula %s as not read whole', async (_, formula, count) =>
    expect((await read(p(M(formula)) + p(run('Next.')))).unread).toEqual(
      count === 0 ? [] : [{ what: 'formulas', count }],
    ),
  )

  it('lists the words of a hidden row of a table, and none of a row that was deleted', async () => {
    const row = (text: string, property = '') =>
      `<w:tr>${property && `<w:trPr>${property}</w:trPr>`}<w:tc>${paragraph(text)}</w:tc><w:tc>${paragraph('5')}</w:tc></w:tr>`
    const table = `<w:tbl>${row('Shown')}${row('Secret', '<w:hidden/>')}${row('Gone', '<w:del/>')}</w:tbl>`
    const found = await read(table)
    expect(found.text).toBe('Shown | 5')
    expect(found.unread).toEqual([{ what: 'hidden', count: 2 }])
  })

  it('tells a box once, whichever of its two forms holds it, after the paragraph that it floats beside', async () => {
    const boxed = (text: string) => `<w:txbxContent>${paragraph(text)}</w:txbxContent>`
    const both = (choice: string, fallback: string) =>
      `<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice>${choice}</mc:Choice><mc:Fallback>${fallback}</mc:Fallback></mc:AlternateContent>`
    const body = p(
      `${run('Before')}<w:r>${both(boxed('Boxed once.'), boxed('Boxed once.'))}</w:r>${run(' and after.')}<w:r>${both('<w:drawing/>', boxed('Only old.'))}</w:r><w:r><w:drawing>${boxed('Only new.')}</w:drawing></w:r>`,
    )
    expect((await read(body)).text).toBe('Before and after.\n\nBoxed once.\n\nOnly old.\n\nOnly new.')
  })

  it('tells headers, footers and notes once each, and where a link leads', async () => {
    const section = '<w:sectPr><w:headerReference r:id="h1"/><w:footerReference r:id="f1"/></w:sectPr>'
    const body = `${p(`${run('See ')}<w:hyperlink r:id="l1">${run('the form')}</w:hyperlink>${run('.')}<w:r><w:footnoteReference w:id="2"/></w:r>`)}${p('', section)}${p(field('HYPERLINK "https://a.example/b_c"', 'Here'))}${section}`
    const found = await read(body, [
      relations(
        ['h1', 'header', 'header1.xml'],
        ['f1', 'footer', 'footer1.xml'],
        ['l1', 'hyperlink', 'https://x.example/f_1'],
      ),
      part('header1', `<w:hdr ${NAMES}>${paragraph('Harbour Ferries')}</w:hdr>`),
      part('footer1', `<w:ftr ${NAMES}>${paragraph('Call 555 0142')}${p(field('PAGE', '1'))}</w:ftr>`),
      part(
        'footnotes',
        `<w:footnotes ${NAMES}><w:footnote w:type="separator" w:id="0">${paragraph('—')}</w:footnote><w:footnote w:id="2">${p(run('Not on Sundays.'))}</w:footnote></w:footnotes>`,
      ),
    ])
    expect(found.text).toBe(
      'Harbour Ferries\n\nSee the form (https://x.example/f_1).¹\n\n¹ Not on Sundays.\n\nHere (https://a.example/b_c)\n\nCall 555 0142',
    )
  })

  const numbering = part(
    'numbering',
    `<w:numbering ${NAMES}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl></w:abstractNum><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl></w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="6"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="7"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num></w:numbering>`,
  )
  const item = (text: string, list: number, level = 0) =>
    p(run(text), `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`)

  it('counts its lists on over what stands between, and begins again where they do', async () => {
    const body = `${item('First', 5)}${item('part', 5, 1)}${paragraph('Between.')}${item('Second', 5)}${item('part', 5, 1)}${item('Point', 6)}${item('Anew', 7)}`
    expect((await read(body, [numbering])).text).toBe(
      '1. First\n  1.a) part\n\nBetween.\n\n2. Second\n  2.a) part\n- Point\n1. Anew',
    )
  })

  it('knows headings by their outline, in whatever language their styles are named', async () => {
    const styles = part(
      'styles',
      `<w:styles ${NAMES}><w:style w:styleId="Titre1"><w:name w:val="heading 1"/></w:style><w:style w:styleId="Own"><w:basedOn w:val="Titre1"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style></w:styles>`,
    )
    const found = await read(
      `${paragraph('Horaires', 'Titre1')}${paragraph('Été', 'Own')}${paragraph('Ouvert.')}`,
      [styles],
    )
    expect(found.blocks.map(({ kind, level }) => [kind, level])).toEqual([
      ['heading', 1],
      ['heading', 2],
      ['text', undefined],
    ])
  })

  it('keeps merged cells with their rows, and leaves deleted rows out', async () => {
    const cell = (text: string, properties = '') =>
      `<w:tc><w:tcPr>${properties}</w:tcPr>${paragraph(text)}</w:tc>`
    const rows = [
      `<w:tr><w:trPr><w:tblHeader/></w:trPr>${cell('Route')}${cell('Class')}${cell('Fare')}</w:tr>`,
      `<w:tr>${cell('Island', '<w:vMerge w:val="restart"/>')}${cell('Deck')}${cell('12')}</w:tr>`,
      `<w:tr>${cell('', '<w:vMerge/>')}${cell('Cabin')}${cell('40')}</w:tr>`,
      `<w:tr><w:trPr><w:del/></w:trPr>${cell('Old')}${cell('Old')}${cell('9')}</w:tr>`,
      `<w:tr>${cell('Bicycle', '<w:gridSpan w:val="2"/>')}${cell('4')}</w:tr>`,
    ]
    const { text, blocks } = await read(`<w:tbl>${rows.join('')}</w:tbl>`)
    expect(text).toBe('Route | Class | Fare\nIsland | Deck | 12\nIsland | Cabin | 40\nBicycle | 4')
    expect(blocks[0]).toMatchObject({ isHead: true })
  })

  it('says how much of it is no text', async () => {
    const pictures =
      '<w:r><w:drawing><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"/></w:drawing></w:r>'
    const chart = '<w:r><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"/></w:r>'
    expect(await read(`${p(run('Words.') + pictures + pictures)}${p(chart)}`)).toMatchObject({
      text: 'Words.',
      unread: [
        { what: 'pictures', count: 2 },
        { what: 'charts', count: 1 },
      ],
    })
  })
})
