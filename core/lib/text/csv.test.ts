import fc from 'fast-check'
import { expect, it } from 'vitest'
import { csvCell, csvLine } from './csv.ts'

it.each(['=1+1', '+SUM(A1)', '-2+3', '@SUM(1)', '\t=1', '\r=1', '=HYPERLINK("http://x","y")'])(
  'a cell that a spreadsheet would run is text: %j',
  (formula) => {
    expect(csvCell(formula).replace(/^"/, '')).toMatch(/^'/)
  },
)

it('commas, quotes and line breaks stay inside their cell', () => {
  expect(csvLine(['a,b', 'say "hi"', 'two\nlines', 'plain', ''])).toBe(
    '"a,b","say ""hi""","two\nlines",plain,\r\n',
  )
})

it('a line read back by the rules of RFC 4180 has the cells it was made of', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 6 }), (cells) => {
      expect(parse(csvLine(cells))).toEqual(
        cells.map((cell) => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell)),
      )
    }),
  )
})

function parse(line: string): string[] {
  const cells: string[] = []
  let cell = ''
  let quoted = false
  for (let at = 0; at < line.length - 2; at++) {
    const char = line[at] ?? ''
    if (quoted && char === '"' && line[at + 1] === '"') {
      cell += '"'
      at++
    } else if (char === '"') quoted = !quoted
    else if (char === ',' && !quoted) {
      cells.push(cell)
      cell = ''
    } else cell += char
  }
  return [...cells, cell]
}
