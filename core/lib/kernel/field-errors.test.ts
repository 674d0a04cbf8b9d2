import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { createScheduledPostSchema } from '#core/publishing/schemas.ts'
import { checked } from './field-errors.ts'

const said = (schema: z.ZodType, value: unknown) => {
  const found = checked(schema, value)
  return 'errors' in found ? found.errors : []
}
const text = z.string().min(1).max(3)
const strict = z.strictObject({ a: text.optional() })
const medium = z.union([z.strictObject({ mediaId: z.uuid() }), z.strictObject({ url: z.url() })])
const post = {
  text: 'Hello',
  accountIds: ['0190d3c8-0000-7000-8000-000000000001'],
  publishAt: '2026-12-15T09:00:00Z',
}

describe('a fault of an input is a sentence that names its field', () => {
  const cases: [string, z.ZodType, unknown, string, string | undefined][] = [
    ['a missing list', z.object({ accountIds: z.array(text) }), {}, 'accountIds is required.', 'required'],
    ['a missing text', z.object({ text }), {}, 'text is required.', 'required'],
    ['a missing choice', z.object({ role: z.enum(['a', 'b']) }), {}, 'role is required.', 'required'],
    ['a missing choice of shapes', z.object({ media: medium }), {}, 'media is required.', 'required'],
    ['an empty text', z.object({ text }), { text: '' }, 'text must not be empty.', 'required'],
    ['a long text', z.object({ text }), { text: 'four' }, 'text may have at most 3 characters.', 'too_long'],
    [
      'an empty list',
      z.object({ ids: z.array(text).min(1) }),
      { ids: [] },
      'ids needs at least 1 entry.',
      'too_few',
    ],
    [
      'a long list',
      z.object({ ids: z.array(text).max(2) }),
      { ids: ['a', 'b', 'c'] },
      'ids may have at most 2 entries.',
      'too_many',
    ],
    ['a small number', z.object({ n: z.int().min(1) }), { n: 0 }, 'n must be at least 1.', 'too_small'],
    [
      'a large number',
      z.object({ n: z.number().max(100) }),
      { n: 101 },
      'n must be at most 100.',
      'too_large',
    ],
    ['half a number', z.object({ n: z.int() }), { n: 1.5 }, 'n must be a whole number.', 'wrong_kind'],
    ['another kind', z.object({ text }), { text: 7 }, 'text must be text.', 'wrong_kind'],
    ['null', z.object({ ids: z.array(text) }), { ids: null }, 'ids must be a list.', 'wrong_kind'],
    [
      'what is not offered',
      z.object({ role: z.enum(['a', 'b', 'c']) }),
      { role: 'd' },
      'role must be a, b or c.',
      'not_offered',
    ],
    ['an id that is none', z.object({ id: z.uuid() }), { id: 'x' }, 'id must be an id (a UUID).', 'no_uuid'],
    [
      'an address that is none',
      z.object({ email: z.email() }),
      { email: 'x' },
      'email must be an e-mail address.',
      'no_email',
    ],
    [
      'a time that is none',
      z.object({ at: z.iso.datetime() }),
      { at: 'soon' },
      'at must be a time such as 2026-12-15T09:00:00Z.',
      'no_datetime',
    ],
    ['a field that is not known', strict, { b: 1 }, 'b is not known here.', 'unknown'],
    [
      'a field within another',
      z.object({ in: z.array(strict) }),
      { in: [{ c: 1 }] },
      'in.0.c is not known here.',
      'unknown',
    ],
    ['no object at all', strict, 'text', 'The input must be an object.', 'wrong_kind'],
    [
      'a rule with its own words',
      z.object({ a: text.regex(/^x/, 'Begin with an x.') }),
      { a: 'y' },
      'Begin with an x.',
      undefined,
    ],
    [
      'the nearest of two shapes',
      z.object({ media: z.array(medium) }),
      { media: [{ url: 'x' }] },
      'media.0.url must be an address such as https://example.com/page.',
      'no_url',
    ],
    [
      'a shape like none',
      z.object({ media: z.array(medium) }),
      { media: [{}] },
      'media.0 has none of the shapes that it may have.',
      undefined,
    ],
  ]
  it.each(cases)('%s', (_, schema, value, message, code) => {
    const [error, ...others] = said(schema, value)
    expect([error?.message, error?.code, others]).toEqual([message, code, []])
  })
})

it('each fault of a post is named, and each unknown field by itself', () => {
  expect(
    said(createScheduledPostSchema, { publishAt: 'tomorrow', color: 'red', loud: true }).map(
      ({ message }) => message,
    ),
  ).toEqual([
    'text is required.',
    'accountIds is required.',
    'publishAt must be a time such as 2026-12-15T09:00:00Z.',
    'color is not known here.',
    'loud is not known here.',
  ])
  expect(checked(createScheduledPostSchema, post)).toMatchObject({
    data: { text: 'Hello', timezone: 'UTC', media: [] },
  })
})
