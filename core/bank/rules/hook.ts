import { collapse, sentences, truncate } from '#core/lib/text/text.ts'

/** Length of a hook in graphemes: what platforms show of a post before “see more”. */
export const HOOK_MAX = 210
/** A first line this short says nothing yet, and the next belongs to it. */
const TOO_SHORT = 12

const WORD = /\p{L}|\p{N}/u

/**
 * Returns what a post begins with: its first line with a word in it, and the next where the first is very short or ends with
 * a colon. A longer line is cut after the last whole sentence that fits, else within it. Empty where no line has a word.
 */
export function hookOf(text: string): string {
  const lines = text
    .split(/\r\n|\r|\n/)
    .map(collapse)
    .filter((line) => WORD.test(line))
  const [first = '', next] = lines
  const goesOn = next !== undefined && (first.length < TOO_SHORT || /[:：]$/.test(first))
  const hook = goesOn ? `${first}\n${next}` : first
  return hook.length <= HOOK_MAX ? hook : cut(hook)
}

function cut(hook: string): string {
  const end = sentences(hook).findLast((span) => span.end <= HOOK_MAX)?.end
  return end === undefined ? truncate(hook, HOOK_MAX) : hook.slice(0, end)
}
