import { partsOf } from './search.ts'

/** Shows a text with the searched words marked. */
export function Marked({ text, sought }: { text: string; sought: string }) {
  return partsOf(text, sought).map(({ at, text: part, hit }) => (hit ? <mark key={at}>{part}</mark> : part))
}
