import { TEMPLATE_VARIABLES, VARIABLE } from '#core/taxonomy/schemas.ts'

export type TemplateParts = Record<(typeof TEMPLATE_VARIABLES)[number], string>

const PLAIN = '{{body}}\n\n{{cta}}\n\n{{resource}}'

/**
 * Puts a body into a template, or before its call to action and what it leads to where there is none; then come the hashtags that are
 * not in it yet. A line whose variables are all empty is left out.
 */
export function laidOut(template: string | null, parts: TemplateParts, hashtags: readonly string[]): string {
  const lines = (template ?? PLAIN).split('\n').flatMap((line) => {
    const named = [...line.matchAll(VARIABLE)].map(([, name = '']) => filledIn(parts, name))
    if (named.length > 0 && named.every((value) => value === '')) return []
    return [line.replace(VARIABLE, (_all, name: string) => filledIn(parts, name))]
  })
  const text = lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
  const tags = hashtags.map((tag) => (tag.startsWith('#') ? tag : `#${tag}`))
  const missing = tags.filter((tag) => !text.toLowerCase().split(/\s+/).includes(tag.toLowerCase()))
  return [text, missing.join(' ')].filter((part) => part !== '').join('\n\n')
}

const filledIn = (parts: TemplateParts, name: string): string => {
  const variable = TEMPLATE_VARIABLES.find((one) => one === name)
  return variable ? parts[variable].trim() : ''
}
