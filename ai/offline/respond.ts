import type { DecisionKind, RespondInput, RespondOutput } from '#core/inbox/schemas.ts'
import {
  asksForPerson,
  isAssent,
  isClosing,
  isComplaint,
  isGreeting,
  isOptOut,
  isSpam,
  isThreat,
  opensWithGreeting,
} from '#core/lib/platform/intent.ts'
import { similarity } from '#core/lib/text/hashed.ts'
import { PHRASES } from '#core/lib/text/phrases.ts'
import { languageOfWords, type StopwordLanguage } from '#core/lib/text/stopwords.ts'
import { truncate, words } from '#core/lib/text/text.ts'
import { type Answer, answerTo, shelve } from './answer.ts'
import type { Fact } from './cues.ts'
import { embedLexically } from './embed.ts'
import { isPraise } from './praise.ts'
import { type Question, questionsOf } from './questions.ts'
import { type Unit, unitsOf } from './units.ts'

/** The share of right decisions of the rules on words, on `golden.ts` (a test measures it). */
export const RULE_CONFIDENCE = 0.95
/**
 * The least confidence of a suggestion: below it an answer is more likely wrong than right. The caller’s threshold
 * decides whether an answer above it is sent.
 */
const SUGGEST_MIN = 0.5
/** The least confidence of an answer to a complaint: as high as the caller's for sending without a person. */
const COMPLAINT_MIN = 0.75
const IGNORE_SIMILARITY_MIN = 0.7

/**
 * Makes the offline decision. Only the words of the contact decide; transcript, passages and examples are compared
 * with, never obeyed.
 *
 * In this order: no words, a request for a person, a threat → escalate; opt-out, advertising, thanks, praise under a post, a text that
 * resembles an `ignoreExamples` entry → ignore; a greeting alone → greet and offer help, which states nothing;
 * else the burst is split into questions (`questionsOf`) and each is answered by sentences of the passages.
 *
 * A burst is answered whole or not at all: the confidence is that of its weakest answer, and when one part has no
 * answer the burst is escalated with that part named. Half an answer would look complete, and `passageIds` shows the
 * person who takes over the passages found for the rest.
 *
 * `confidence` is the probability that this decision is right: fitted on the golden table for answers, one
 * minus that for “nothing fits”, the measured precision for the rules on words.
 */
export function respond(input: RespondInput): RespondOutput {
  const burst = input.burst.map((text) => text.trim()).filter((text) => text !== '')
  const before = withoutBurst(input.transcript, burst)
  return byWords(burst, before, input) ?? fromPassages(burst, before, input)
}

type Transcript = RespondInput['transcript']

/** Removes the burst from the transcript, which may or may not hold it. */
function withoutBurst(transcript: Transcript, burst: readonly string[]): Transcript {
  let end = transcript.length
  for (const text of [...burst].reverse()) {
    const last = transcript[end - 1]
    if (last?.author === 'contact' && last.text.trim() === text) end -= 1
  }
  return transcript.slice(0, end)
}

function byWords(burst: readonly string[], before: Transcript, input: RespondInput): RespondOutput | null {
  const all = burst.join('\n')
  const rule = (decision: DecisionKind, reason: string, reply: string | null = null) =>
    ({ decision, confidence: RULE_CONFIDENCE, reason, reply, passageIds: [] }) satisfies RespondOutput
  if (burst.length === 0) return rule('escalate', 'There is no text to answer.')
  if (burst.every(isOptOut)) return rule('ignore', 'The contact does not want to be written to.')
  if (burst.some(asksForPerson)) return rule('escalate', 'The contact asks for a person.')
  if (isThreat(all))
    return rule('escalate', 'The contact speaks of lawyers, courts, authorities or a chargeback.')
  if (isSpam(all)) return rule('ignore', 'It has the signs of advertising or a swindle.')
  const last = before.at(-1)
  if (
    last &&
    last.author !== 'contact' &&
    last.text.trim().endsWith('?') &&
    last.text.trim() !== PHRASES[languageOf(burst, input)].offer &&
    burst.some(isAssent)
  ) {
    return rule('escalate', 'The contact answers a question that we asked.')
  }
  if (burst.every((text) => isClosing(text)))
    return rule('ignore', 'Thanks or a goodbye; nothing waits for an answer.')
  const { post } = input
  if (post && burst.every((text) => isPraise(text, post.text)))
    return rule('ignore', 'Praise under the post; nothing waits for an answer.')
  const example = resembled(all, input.ignoreExamples)
  if (example)
    return {
      ...rule('ignore', `It resembles the example to ignore “${truncate(example.text, 60)}”.`),
      confidence: example.confidence,
    }
  if (burst.every((text) => isGreeting(text) || isClosing(text))) {
    const { hello, offer } = PHRASES[languageOf(burst, input)]
    return rule('respond', 'A greeting: greeted back and offered help.', `${hello} ${offer}`)
  }
  if (words(all).length === 0) return rule('escalate', 'The message has no words.')
  return null
}

function resembled(text: string, examples: readonly string[]): { text: string; confidence: number } | null {
  if (examples.length === 0 || words(text).length === 0) return null
  const vector = embedLexically(text)
  const [best] = examples
    .map((example) => ({ text: example, likeness: similarity(vector, embedLexically(example)) }))
    .sort((a, b) => b.likeness - a.likeness)
  if (!best || best.likeness < IGNORE_SIMILARITY_MIN) return null
  const above = (best.likeness - IGNORE_SIMILARITY_MIN) / (1 - IGNORE_SIMILARITY_MIN)
  return { text: best.text, confidence: Math.min(0.99, 0.86 + 0.13 * above) }
}

function fromPassages(burst: readonly string[], before: Transcript, input: RespondInput): RespondOutput {
  const earlier = before.filter(({ author }) => author === 'contact').map(({ text }) => text)
  const questions = questionsOf(burst, earlier)
  const shelf = shelve(unitsOf(input.passages), languageOf(burst, input))
  // A mere statement is left to a person, however well it matches the documents.
  const answered = questions.map((question) => ({
    question,
    answer: question.isRequest ? answerTo(question, shelf) : null,
  }))
  const found = answered.flatMap(({ answer }) => (answer && answer.confidence >= SUGGEST_MIN ? [answer] : []))
  const passageIds = [...new Set(found.flatMap(({ units }) => units.map(({ passage }) => passage.id)))]
  const weakest = Math.min(...answered.map(({ answer }) => answer?.confidence ?? 0))
  if (found.length < answered.length || found.length === 0) {
    return {
      decision: 'escalate',
      confidence: rounded(1 - weakest),
      reason: whyNot(answered),
      reply: null,
      passageIds,
    }
  }
  if (isComplaint(burst.join('\n')) && weakest < COMPLAINT_MIN) {
    return {
      decision: 'escalate',
      confidence: RULE_CONFIDENCE,
      reason: 'The contact complains, and the knowledge does not settle it.',
      reply: null,
      passageIds,
    }
  }
  const isFirst = before.every(({ author }) => author === 'contact')
  const hello =
    isFirst && opensWithGreeting(burst[0] ?? '') ? `${PHRASES[languageOf(burst, input)].hello} ` : ''
  const titles = [...new Set(found.flatMap(({ units }) => units.map(({ passage }) => `“${passage.title}”`)))]
  return {
    decision: 'respond',
    confidence: rounded(weakest),
    reason: `Answered with sentences of ${titles.join(' and ')}.`,
    reply: hello + textOf(found),
    passageIds,
  }
}

/** Joins the answers, one per line, with each sentence once. */
function textOf(answers: readonly Answer[]): string {
  const said = new Set<Unit>()
  const lines: string[] = []
  for (const { units } of answers) {
    const fresh = units.filter(
      (unit) => !said.has(unit) && ![...said].some(({ text }) => text.includes(unit.text)),
    )
    for (const unit of fresh) said.add(unit)
    if (fresh.length > 0) lines.push(fresh.map(({ text }) => text).join(' '))
  }
  return lines.join('\n')
}

const FACT_NAMES: Record<Fact, string> = {
  '#price': 'price',
  '#discount': 'discount',
  '#clock': 'time of day',
  '#time': 'time',
  '#duration': 'length of time',
  '#address': 'address',
  '#place': 'place',
  '#phone': 'telephone number',
  '#email': 'e-mail address',
  '#payment': 'means of payment',
  '#color': 'colour',
  '#size': 'size',
  '#age': 'age',
  '#number': 'number',
  '#person': 'name',
}

function whyNot(answered: readonly { question: Question; answer: Answer | null }[]): string {
  const parts = answered
    .filter(({ answer }) => !answer || answer.confidence < SUGGEST_MIN)
    .map(({ question, answer }) => {
      const asked = `“${truncate(question.text, 120)}”`
      const nearest = answer?.units[0]?.passage.title
      if (!question.isRequest) return `It tells something and asks nothing: ${asked}.`
      if (!answer || answer.features.coverage < 0.3 || nearest === undefined)
        return `Nothing in the knowledge fits ${asked}.`
      if (question.asked !== null && answer.features.factMissing === 1)
        return `“${nearest}” comes near ${asked} but gives no ${FACT_NAMES[question.asked]}.`
      return `“${nearest}” comes near ${asked} but does not say it.`
    })
  if (parts.length === 0) return 'There is no question to answer.'
  return answered.length > parts.length
    ? `${parts.join(' ')} The rest of the message could be answered.`
    : parts.join(' ')
}

function languageOf(burst: readonly string[], input: RespondInput): StopwordLanguage {
  const told = input.language
  if (told === 'en' || told === 'fr' || told === 'es') return told
  const spoken = [...input.transcript].filter(({ author }) => author === 'contact').map(({ text }) => text)
  return languageOfWords(words(burst.join(' '))) ?? languageOfWords(words(spoken.join(' '))) ?? 'en'
}

const rounded = (value: number) => Math.round(Math.min(1, Math.max(0, value)) * 1000) / 1000
