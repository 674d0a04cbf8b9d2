import { VARIABLES, type Variable } from '../schemas/canned-replies.ts'

export type Values = Readonly<Record<Variable, string | null>>

/** `{name}` or `{name|words for when there is none}`; other braces are text. */
const PLACE = new RegExp(`\\{(${VARIABLES.join('|').replaceAll('.', '\\.')})(?:\\|([^{}]*))?\\}`, 'g')

/** Fills the variables of a canned reply. A variable without a value and without words of its own stays, and is named in `missing`. */
export function fill(text: string, values: Values): { text: string; missing: Variable[] } {
  const missing = new Set<Variable>()
  const filled = text.replaceAll(PLACE, (place, name: Variable, otherwise?: string) => {
    const value = values[name]?.trim() || otherwise
    if (value === undefined) missing.add(name)
    return value ?? place
  })
  return { text: filled, missing: [...missing] }
}

/** Returns the first word of a name; null for a name that is none, such as a telephone number. */
export const firstNameOf = (name: string | null): string | null =>
  name === null || !/\p{L}/u.test(name) ? null : (name.trim().split(/\s+/u)[0] ?? null)
