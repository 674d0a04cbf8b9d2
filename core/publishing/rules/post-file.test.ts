import { describe, expect, it } from 'vitest'
import { accountNamed, namesIn, noCampaign, noLabel, readPostFile, readTime, sortedBy } from './post-file.ts'

describe('a file of posts', () => {
  it('is read with the names that other tools give its columns, and says which it leaves aside', () => {
    expect(
      readPostFile('\ufeffMessage;Channels;Date;Time;Budget\r\n"One; two";News;2026-12-15;9:00;Winter\r\n'),
    ).toEqual({
      ignored: ['Budget'],
      rows: [{ line: 2, cells: { text: 'One; two', accounts: 'News', date: '2026-12-15', time: '9:00' } }],
    })
  })

  it.each([
    ['text,publishAt\na,2026-12-15T09:00', 'The first line must name the column “accounts”.'],
    ['text,accounts\na,b', 'The first line must name the column “publishAt”, or “date” and “time”.'],
    ['text,accounts,publishAt\n"a,b', 'A quotation mark on line 2 is never closed.'],
    [
      'text,accounts,date,day\na,b,2026-12-15,',
      'Two columns of the first line mean “date”. Keep one of them.',
    ],
  ])('that lacks what is needed is refused with what to do: %j', (text, message) => {
    expect(() => readPostFile(text)).toThrow(message)
  })
})

it.each([
  ['2026-12-15T09:00', { publishAtLocal: '2026-12-15T09:00' }],
  ['2026-12-15 9:05', { publishAtLocal: '2026-12-15T09:05' }],
  ['2026-12-15 09:00:30', { publishAtLocal: '2026-12-15T09:00:30' }],
  ['2026-12-15T09:00Z', { publishAt: '2026-12-15T09:00:00.000Z' }],
  ['2026-12-15 09:00+0200', { publishAt: '2026-12-15T07:00:00.000Z' }],
  ['15/12/2026 09:00', null],
  ['tomorrow', null],
  ['2026-13-15T09:00Z', null],
])('the time %j is read, or refused where it may mean two', (text, time) => {
  expect(readTime(text)).toEqual(time)
})

it('names in a cell are split by what separates them there', () => {
  expect(namesIn('News; Café, Paris')).toEqual(['News', 'Café, Paris'])
  expect(namesIn('News, Café')).toEqual(['News', 'Café'])
  expect(namesIn(' | ')).toEqual([])
})

describe('an account', () => {
  const accounts = [
    { id: 'a1', name: 'Café', platform: 'telegram' },
    { id: 'a2', name: 'Café', platform: 'bluesky' },
    { id: 'a3', name: 'News', platform: 'telegram' },
  ]
  it.each([
    ['A1', 'a1'],
    ['news', 'a3'],
    ['bluesky', 'a2'],
    ['Telegram: Café', 'a1'],
  ])('is found by %j', (name, id) => {
    expect(accountNamed(name, accounts)).toMatchObject({ id })
  })
  it.each([
    ['Café', '“Café” may be any of 2 accounts: write “telegram: Café”, or the id.'],
    ['telegram', '“telegram” may be any of 2 accounts: write “telegram: Café”, or the id.'],
    ['Nobody', 'No account is called “Nobody”. Use its name, or its id.'],
  ])('that %j names is not guessed', (name, problem) => {
    expect(accountNamed(name, accounts)).toEqual({ problem })
  })
})

it('labels and campaigns are found by their names, whatever the case; one that is not there is named', () => {
  const known = [
    { id: '1', name: 'News' },
    { id: '2', name: 'Été' },
  ]
  expect(sortedBy(['news', 'ÉTÉ', 'News'], known, noLabel)).toEqual({ ids: ['1', '2'], problems: [] })
  expect(sortedBy(['Old'], known, noCampaign)).toEqual({ ids: [], problems: [noCampaign('Old')] })
})
