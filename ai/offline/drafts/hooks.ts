import type { HooksInput, HooksOutput } from '#core/drafts/schemas.ts'
import { textLength } from '#core/lib/platform/length.ts'
import { truncate, words } from '#core/lib/text/text.ts'
import { FORMS, type Form } from './lead-ins.ts'
import { countOf, sayable } from './sentences.ts'

/** Longer beginnings are cut by the platforms. */
const HOOK_MAX = 210
const SHORT_MAX = 120
/** Two posts begin alike if these first words are the same. */
const OPENING_WORDS = 4
const openingOf = (text: string) => words(text).slice(0, OPENING_WORDS).join(' ')

interface Wanted {
  id: string | null
  forms: readonly Form[]
  isProven: boolean
}
const OF_ANY_TYPE: Wanted = { id: null, forms: FORMS, isProven: false }

interface Candidate {
  text: string
  sentence: string
  isBare: boolean
  fits: boolean
}

/**
 * Makes hooks of a source's own sentences: as they stand, or after a few words that state nothing. Each is of another type, and none
 * begins like another or like one that is taken; fewer are made where the source gives no more.
 */
export function hooks(input: HooksInput): HooksOutput {
  const { source, audience, hookTypes, count, taken, proposed, examples } = input
  const said = sayable(source.text, audience?.vocabularyToAvoid ?? []).filter(
    (sentence) => textLength(sentence, 'graphemes') <= HOOK_MAX,
  )
  const closed = new Set(taken.map(openingOf))
  const elsewhere = new Set(proposed.map(openingOf))
  const wanted: Wanted[] = hookTypes.map(({ id, name, description }) => ({
    id,
    forms: formsOf(name, description),
    isProven: examples.some((example) => example.hookTypeId === id),
  }))
  while (wanted.length < count) wanted.push(OF_ANY_TYPE)
  const made: HooksOutput['hooks'] = []
  for (const [place, type] of wanted.slice(0, count).entries()) {
    const open = [type, OF_ANY_TYPE]
      .flatMap((one) =>
        candidates(said, one.forms, input.language, place).map((found) => ({ ...found, ...one })),
      )
      .filter(({ text }) => !closed.has(openingOf(text)))
    const found = open.find(({ text }) => !elsewhere.has(openingOf(text))) ?? open[0]
    if (!found) continue
    closed.add(openingOf(found.text))
    made.push({ hookTypeId: found.id, text: found.text, ...judged(found, input) })
  }
  return { hooks: made }
}

/** Returns the form that a type is named after; else the one that it is described by; else all. */
function formsOf(name: string, description: string): readonly Form[] {
  const form =
    FORMS.find(({ named }) => named.test(name)) ?? FORMS.find(({ named }) => named.test(description))
  return form ? [form] : FORMS
}

/** Lists beginnings, the best first: sentences of the form itself, then lead-ins, then other sentences as they stand. */
function candidates(
  said: readonly string[],
  forms: readonly Form[],
  language: string,
  place: number,
): Candidate[] {
  const from = [...said.slice(place), ...said.slice(0, place)]
  const fits = (sentence: string) => forms.some((form) => form.fits(sentence))
  const bare = from.map((sentence) => ({ text: sentence, sentence, isBare: true, fits: fits(sentence) }))
  const leadIns =
    language === 'en' || language === 'fr' ? forms.flatMap((form) => form.leadIns[language]) : []
  const led = leadIns.flatMap((leadIn, n) => {
    const sentence = from[n % Math.max(1, from.length)]
    if (sentence === undefined) return []
    return [{ text: truncate(`${leadIn} ${sentence}`, HOOK_MAX + 60), sentence, isBare: false, fits: true }]
  })
  return [...bare.filter((one) => one.fits), ...led, ...bare.filter((one) => !one.fits)]
}

/** Scores a hook by what can be measured, and says why. */
function judged(
  { text, sentence, isBare, fits, isProven }: Candidate & Wanted,
  { audience }: HooksInput,
): { score: number; reason: string } {
  const reasons: string[] = []
  let score = 45
  const because = (points: number, reason: string) => {
    score += points
    reasons.push(reason)
  }
  if (isBare && fits) because(20, 'A sentence of the source that has this form itself.')
  else if (isBare) because(5, 'A sentence of the source as it stands.')
  else because(10, 'A sentence of the source after a lead-in that states nothing.')
  if (textLength(text, 'graphemes') <= SHORT_MAX) because(10, 'It is short enough to be read at once.')
  else because(-5, 'It is long for a beginning.')
  if (/\d/.test(sentence)) because(10, 'It has a figure.')
  if (countOf(text, audience?.vocabularyToUse ?? []) > 0) because(10, 'It speaks in the audience’s words.')
  if (isProven) because(5, 'Proven posts begin in this way.')
  return { score: Math.max(0, Math.min(100, score)), reason: reasons.join(' ') }
}
