import type { Query } from './query.ts'

/** Writes a query so that it is read as the same again, with the brackets that it needs. */
export function printQuery(query: Query): string {
  switch (query.kind) {
    case 'or':
      return query.of.map(printQuery).join(' OR ')
    case 'and':
      return query.of.map((part) => bracketed(part, part.kind === 'or')).join(' AND ')
    case 'not':
      return `NOT ${bracketed(query.of, query.of.kind === 'or' || query.of.kind === 'and')}`
    case 'text':
      return printText(query.text)
    case 'hashtag':
      return `#${query.name}`
    default:
      return `${query.kind}:${printValue(query.value)}`
  }
}

const bracketed = (query: Query, isNeeded: boolean) =>
  isNeeded ? `(${printQuery(query)})` : printQuery(query)

/** Words that would be read as something else are put into quotation marks. */
const printText = (text: string) =>
  /^(AND|OR|NOT)$|^[-#＃]|^(author|lang|platform):|[\s()"“«]/iu.test(text) ? quoted(text) : text

const printValue = (value: string) => (/[\s()"“«]/u.test(value) ? quoted(value) : value)

/** Takes the first kind of quotation mark that the text does not hold itself. */
const quoted = (text: string) => {
  if (!text.includes('"')) return `"${text}"`
  return text.includes('”') ? `«${text}»` : `“${text}”`
}
