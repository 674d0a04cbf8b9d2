import type { BodyInput, BodyOutput } from '#core/drafts/schemas.ts'
import { textLength } from '#core/lib/platform/length.ts'
import { collapse } from '#core/lib/text/text.ts'
import { countOf, sayable } from './sentences.ts'

const PARTS_DEFAULT = 3
const PARTS_MAX = 7
/** Sentences of a body: a post, not the source again. */
const SENTENCES_MAX = 12
const BETWEEN = '\n\n'
const LIST = /\blists?\b|\bpoints?\b|\btips\b|\bsteps\b|\blistes?\b|\bconseils\b|\bétapes\b/i

/**
 * Makes a body of the source's own sentences, in their order and without those of the hook: as many parts as the structure has, a list
 * where it is one, within the limit. Notes of the topic follow. Nothing
 * else is said.
 */
export function body(input: BodyInput): BodyOutput {
  const { source, audience, hook, limit, notes } = input
  const spoken = collapse(hook)
  const facts = [source.text, ...notes.map(({ content }) => content)].join('\n\n')
  const rest = sayable(facts, audience?.vocabularyToAvoid ?? []).filter(
    (sentence) => !spoken.includes(sentence),
  )
  let chosen = preferred(rest, audience?.vocabularyToUse ?? [])
  const render = () => laidOut(chosen, input)
  const fits = () => limit === null || textLength(hook + BETWEEN + render(), limit.count) <= limit.maxLength
  while (chosen.length > 1 && !fits()) chosen = chosen.slice(0, -1)
  const text = render()
  return { body: text === '' ? collapse(source.title) || spoken : text, exampleIds: [] }
}

/** Keeps the sentences in the audience's words first where there are too many, and the order of the source. */
function preferred(said: readonly string[], vocabulary: readonly string[]): string[] {
  const kept = said
    .map((sentence, n) => ({ sentence, n, told: countOf(sentence, vocabulary) }))
    .toSorted((a, b) => b.told - a.told || a.n - b.n)
    .slice(0, SENTENCES_MAX)
  return kept.toSorted((a, b) => a.n - b.n).map(({ sentence }) => sentence)
}

const BULLET = '• '

function laidOut(said: readonly string[], { structure, shape, other }: BodyInput): string {
  const asked = structure !== null && LIST.test(`${structure.name} ${structure.description}`)
  // Nothing else may be said, so that a second body differs by its form.
  const isList = shape.list ?? (other === null ? asked : !other.includes(BULLET))
  if (isList) return said.map((sentence) => `${BULLET}${sentence}`).join('\n')
  const parts = Math.min(shape.paragraphs ?? partsOf(structure), Math.max(1, said.length))
  // The first parts get the sentences that do not divide evenly.
  const each = Math.floor(said.length / parts)
  const more = said.length % parts
  const starts = Array.from({ length: parts + 1 }, (_, n) => n * each + Math.min(n, more))
  return starts
    .slice(0, -1)
    .map((start, n) => said.slice(start, starts[n + 1]).join(' '))
    .join(BETWEEN)
}

/** Counts the parts that a structure names: “The problem, why it persists, what solves it.” has three. */
const partsOf = (structure: BodyInput['structure']): number =>
  structure && structure.description.trim() !== ''
    ? Math.min(
        PARTS_MAX,
        structure.description.split(/[,;]|\set\s|\sand\s/).filter((part) => part.trim() !== '').length,
      )
    : PARTS_DEFAULT
