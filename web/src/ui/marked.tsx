import { partsOf } from './palette/search.ts'

/** A text with what was sought in it marked. */
export function Marked({ text, sought }: { text: string; sought: string }) {
  return partsOf(text, sought).map(({ at, text: part, hit }) => (hit ? <mark key={at}>{part}</mark> : part))
}
