import { diffArrays } from 'diff'

interface Edit {
  /** The words of the base that it replaces: from `start` up to `end`. */
  start: number
  end: number
  words: string[]
}

const wordsOf = (text: string): string[] => text.match(/\s+|\S+/g) ?? []

function editsOf(base: readonly string[], changed: readonly string[]): Edit[] {
  const edits: Edit[] = []
  let at = 0
  let open: Edit | null = null
  for (const { value, added, removed } of diffArrays([...base], [...changed])) {
    if (!added && !removed) {
      at += value.length
      open = null
      continue
    }
    if (open === null) {
      open = { start: at, end: at, words: [] }
      edits.push(open)
    }
    if (added) open.words.push(...value)
    else {
      at += value.length
      open.end = at
    }
  }
  return edits
}

const isSame = (a: Edit, b: Edit) =>
  a.start === b.start && a.end === b.end && a.words.join('') === b.words.join('')
/** Edits that touch are in each other’s way too: nobody knows which of them comes first. */
const clash = (a: Edit, b: Edit) => a.start <= b.end && b.start <= a.end

/**
 * Joins what two people made of one text, word by word. Returns null where both changed the same words, which a person must decide.
 */
export function merged(base: string, mine: string, theirs: string): string | null {
  const words = wordsOf(base)
  const [ours, others] = [editsOf(words, wordsOf(mine)), editsOf(words, wordsOf(theirs))]
  const more = others.filter((edit) => !ours.some((own) => isSame(own, edit)))
  if (more.some((edit) => ours.some((own) => clash(own, edit)))) return null
  const result = [...words]
  // From the end, so that places before stay true.
  for (const { start, end, words: put } of [...ours, ...more].toSorted((a, b) => b.start - a.start))
    result.splice(start, end - start, ...put)
  return result.join('')
}
