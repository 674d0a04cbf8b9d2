import { describe, expect, it } from 'vitest'
import { readText } from './text.ts'

describe('text as somebody wrote it', () => {
  it.each([
    [
      'escapes',
      'shop\\_support\\_fr@example.com, WELCOME\\_10, 1\\. May, \\*all\\*',
      'shop_support_fr@example.com, WELCOME_10, 1. May, *all*',
    ],
    ['bold, slanted, code', '**Bold** and _slanted_ and `code`', 'Bold and slanted and code'],
    [
      'links',
      'See [our shop](https://example.com/a_b), [it](mailto:a@b.example) or <https://c.example>.',
      'See our shop (https://example.com/a_b), it (a@b.example) or https://c.example.',
    ],
    ['a link that names itself', '[a.example](https://a.example/)', 'a.example'],
    ['pictures and quotes', '> ![A map](map.png) Find us', 'A map Find us'],
    ['tags', '<p align="center">Logo</p> here<br>', 'Logo here'],
    ['struck words', 'Pass ~~20 euros~~ 16 euros', 'Pass 16 euros'],
    [
      'headings of both kinds',
      '# Hours #\n\nDaily.\n\nReturns\n-------\nNever.',
      'Hours\n\nDaily.\n\nReturns\n\nNever.',
    ],
    [
      'lists and boxes',
      '- [x] Breakfast\n* [ ] Lunch\n  1. Soup\n\nBy us.',
      '- ☑ Breakfast\n- ☐ Lunch\n  1. Soup\n\nBy us.',
    ],
    ['tables', '| A | B |\n|---|---|\n| 1 | 2 |', 'A | B\n1 | 2'],
  ])('is read without its marks: %s', (_, text, plain) => expect(readText(text).text).toBe(plain))

  it.each([
    'snake_case_name and 2 * 3 * 4',
    'Write <name> here',
    'C:\\Users\\new',
    '5 < 7 > 3',
    'a@b.example, #1',
    'One line\nand another',
  ])('without marks stays as it is: %j', (text) => expect(readText(text).text).toBe(text))

  it('has beside it what its parts are', () => {
    const { blocks } = readText(
      '# H\n\ntext\n\n- item\n  - sub\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n**Title**\n\nmore',
    )
    expect(blocks.map(({ kind, level, isHead }) => [kind, level ?? isHead])).toEqual([
      ['heading', 1],
      ['text', undefined],
      ['item', 1],
      ['item', 2],
      ['row', true],
      ['row', undefined],
      ['heading', 2],
      ['text', undefined],
    ])
  })
})

it.each([
  ['of Markdown', 'See ![the map](map.png) and ![](plan.png).', 2],
  ['of a tag', '<p>Logo <img src="logo.png"> here</p>', 1],
  ['that is none', 'Wow! [a link](https://a.example) (really)', 0],
])('pictures are listed as not read: %s', (_, text, count) =>
  expect(readText(text).unread).toEqual(count === 0 ? [] : [{ what: 'pictures', count }]),
)
