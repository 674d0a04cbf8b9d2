import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCsv } from './csv.ts'
import { faqCsvHeader, faqCsvLine, faqJson, readFaqs } from './faq-file.ts'

const csv = (content: string) => readFaqs({ format: 'csv', content })
const full = { keywords: [], enabled: true }

describe('a CSV of FAQs', () => {
  it('is read with the columns that it names, in any order, and defaults for the others', () => {
    const { faqs, problems } = csv(
      'Answer,QUESTION,keywords,language,enabled\r\n"Yes, by post",Do you ship?,parcel; post ,EN,no\r\nOui,Ouvert ?,,,\r\n',
    )
    expect(problems).toEqual([])
    expect(faqs).toEqual([
      {
        question: 'Do you ship?',
        answer: 'Yes, by post',
        keywords: ['parcel', 'post'],
        language: 'en',
        enabled: false,
      },
      { ...full, question: 'Ouvert ?', answer: 'Oui' },
    ])
  })

  it('with the semicolons or tabs of another locale, a byte order mark and quoted line breaks is read alike', () => {
    const expected = [{ ...full, question: 'A?', answer: 'Two "lines",\nof text; here' }]
    expect(csv('\ufeffquestion;answer\nA?;"Two ""lines"",\nof text; here"\n').faqs).toEqual(expected)
    expect(csv('question\tanswer\nA?\t"Two ""lines"",\nof text; here"').faqs).toEqual(expected)
  })

  it('gives all that is right and names each line that is not', () => {
    const { faqs, problems } = csv(
      'question,answer,language,colour\nA?,Yes\n"B\n?",\n,No\n\nA?,Again\nC?,Yes,de\nD?,"Never closed\nE?,Lost',
    )
    expect(faqs.map(({ question }) => question)).toEqual(['A?'])
    expect(problems.map(({ line }) => line)).toEqual([1, 3, 5, 7, 8, 9])
    expect(problems.map(({ message }) => message)).toMatchObject([
      expect.stringContaining('colour'),
      'The answer is missing.',
      'The question is missing.',
      expect.stringContaining('stands on line 2 already'),
      'The language must be one of en, fr, es, simple.',
      expect.stringContaining('never closed'),
    ])
  })

  it('without the columns that it needs, or with too many entries, is refused as a whole', () => {
    expect(() => csv('Do you ship?,Yes')).toThrow('The first line must name the columns')
    expect(() => csv('')).toThrow('The first line must name the columns')
    expect(() => csv(`question,answer\n${'Q?,A\n'.repeat(501)}`)).toThrow('has 501 entries; at most 500')
  })
})

describe('a JSON of FAQs', () => {
  it('is an array, of which each wrong entry is named by its place', () => {
    const content = JSON.stringify([{ question: 'A?', answer: 'Yes' }, { question: 'B?' }, 7])
    const { faqs, problems } = readFaqs({ format: 'json', content })
    expect(faqs).toEqual([{ ...full, question: 'A?', answer: 'Yes' }])
    expect(problems.map(({ line }) => line)).toEqual([2, 3])
    expect(() => readFaqs({ format: 'json', content: '{"question":' })).toThrow('not JSON')
    expect(() => readFaqs({ format: 'json', content: '{}' })).toThrow('JSON array')
  })
})

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).map((value) => value.trim())
const entry = fc.record({
  question: text,
  answer: text,
  keywords: fc.array(
    text.map((value) => value.replaceAll(';', '').trim()),
    { maxLength: 3 },
  ),
  language: fc.constantFrom('en', 'fr', 'es', 'simple'),
  enabled: fc.boolean(),
})
/**
 * Entries that the schema accepts; without an apostrophe before a formula, which cannot be told from the one that makes it
 * inert, and without a replacement character, which shows that a letter was lost before the file came.
 */
const storable = fc
  .uniqueArray(entry, { selector: ({ question }) => question, maxLength: 8 })
  .map((faqs) =>
    faqs.filter(
      ({ question, answer, keywords }) =>
        [question, answer, ...keywords].every(
          (value) => value !== '' && value.isWellFormed() && !value.includes('\uFFFD'),
        ) && ![question, answer, keywords.join('; ')].some((value) => /^'[=+\-@\t\r]/.test(value)),
    ),
  )

describe('an export', () => {
  it('imported again is what it was, as CSV and as JSON', () => {
    fc.assert(
      fc.property(storable, (faqs) => {
        const asCsv = faqCsvHeader() + faqs.map(faqCsvLine).join('')
        expect(readFaqs({ format: 'csv', content: asCsv })).toEqual({ faqs, problems: [] })
        const asJson = `[${faqs.map(faqJson).join()}]`
        expect(readFaqs({ format: 'json', content: asJson })).toEqual({ faqs, problems: [] })
      }),
      { numRuns: 200 },
    )
  })

  it('holds nothing that a spreadsheet would run', () => {
    const dangerous = {
      question: '=HYPERLINK("http://evil")',
      answer: '@SUM(A1)',
      ...full,
      language: 'en' as const,
    }
    const [row] = parseCsv(`a,b\n${faqCsvLine(dangerous)}`).rows.slice(1)
    expect(faqCsvLine(dangerous)).toMatch(/^"'=HYPERLINK/)
    expect(row?.cells.slice(0, 2)).toEqual([dangerous.question, dangerous.answer])
  })
})
