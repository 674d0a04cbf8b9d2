import type { FieldError } from '#core/lib/kernel/errors.ts'
import type { TriggerType } from '../schemas.ts'

const COMMON = ['character', 'date', 'weekday', 'topic'] as const
const VARIABLE = /\{\{\s*([^{}]*?)\s*\}\}/g

export type Template = 'promptTemplate' | 'captionTemplate' | 'hashtagTemplate'
/** The variables of each template; `event` is there where an event sets the rule off. */
export const variablesOf = (template: Template, trigger: TriggerType): string[] => [
  ...COMMON,
  ...(trigger === 'event' && template !== 'hashtagTemplate' ? ['event'] : []),
  ...(template === 'captionTemplate' ? ['text', 'hashtags'] : []),
]

/** Lists what is wrong with templates: variables that they do not have, and braces that are no variable. */
export const templateProblems = (
  templates: Readonly<Record<Template, string | null>>,
  trigger: TriggerType,
): FieldError[] =>
  (Object.keys(templates) as Template[]).flatMap((path) => {
    const text = templates[path] ?? ''
    const known = variablesOf(path, trigger)
    const choice = known.map((name) => `{{${name}}}`).join(', ')
    const [stranger] = namesIn(text).filter((name) => !known.includes(name))
    if (stranger !== undefined)
      return [
        { path, message: `There is no variable “${stranger.slice(0, 40)}” here. Choose from: ${choice}.` },
      ]
    return /\{\{|\}\}/.test(text.replace(VARIABLE, ''))
      ? [{ path, message: `A variable is written with two braces on both sides. Choose from: ${choice}.` }]
      : []
  })

const namesIn = (text: string) => [...text.matchAll(VARIABLE)].map(([, name]) => name ?? '')
export const uses = (text: string | null, name: string) => namesIn(text ?? '').includes(name)

/** Fills a template in one pass: what a value holds is never read as a variable. Lines that are left empty are closed up. */
export const fill = (template: string, values: Readonly<Record<string, string>>): string =>
  template
    .replace(VARIABLE, (_, name: string) => values[name] ?? '')
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()

/** Makes hashtags of words: `coffee & tea` becomes `#CoffeeTea`. Returns at most `most`, none twice. */
export function hashtagsOf(words: readonly string[], most = 3): string[] {
  const tags = words.map((word) =>
    (word.match(/[\p{L}\p{N}]+/gu) ?? [])
      .map((part) => `${part.charAt(0).toLocaleUpperCase()}${part.slice(1)}`)
      .join(''),
  )
  return [...new Set(tags.filter((tag) => /\p{L}/u.test(tag)))].slice(0, most).map((tag) => `#${tag}`)
}
