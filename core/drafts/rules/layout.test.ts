import { expect, test } from 'vitest'
import { laidOut, type TemplateParts } from './layout.ts'

const parts = (more: Partial<TemplateParts> = {}): TemplateParts => ({
  body: 'Body.',
  cta: '',
  resource: '',
  author: 'Ada',
  audience: '',
  topic: 'Sales',
  title: 'Deals',
  ...more,
})

test.each<[string, string | null, TemplateParts, string[], string]>([
  ['a body alone', null, parts(), [], 'Body.'],
  [
    'its call to action and what it leads to',
    null,
    parts({ cta: 'Write to us.', resource: 'https://example.com' }),
    [],
    'Body.\n\nWrite to us.\n\nhttps://example.com',
  ],
  ['a template', '{{topic}}: {{ body }}\n\n— {{author}}', parts(), [], 'Sales: Body.\n\n— Ada'],
  ['no line for what is missing', 'For {{audience}}\n{{body}}\n\n{{cta}}\n', parts(), [], 'Body.'],
  [
    'hashtags that are not there yet',
    null,
    parts({ body: 'All about #Sales' }),
    ['sales', '#calls'],
    'All about #Sales\n\n#calls',
  ],
  [
    'a value that looks like a variable, as it is',
    null,
    parts({ body: 'Say {{cta}}.', cta: '' }),
    [],
    'Say {{cta}}.',
  ],
])('a post is laid out with %s', (_, template, values, hashtags, text) => {
  expect(laidOut(template, values, hashtags)).toBe(text)
})
