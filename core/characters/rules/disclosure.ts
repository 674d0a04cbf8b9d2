/** What a character's posts end with where it has no line of its own. `chorus_published_text` writes the same. */
export const DEFAULT_DISCLOSURE = 'An AI character wrote this.'

export interface Disclosing {
  disclosure: boolean
  disclosureText: string | null
}

export const disclosureLine = ({ disclosure, disclosureText }: Disclosing): string | null =>
  disclosure ? (disclosureText ?? DEFAULT_DISCLOSURE) : null

/** Returns a text as it is published: with the line at its end, unless it says it already. */
export const withDisclosure = (text: string, line: string | null): string =>
  line === null || text.includes(line) ? text : `${text}\n\n${line}`
