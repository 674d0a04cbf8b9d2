import { isClosing, isGreeting } from '#core/lib/platform/intent.ts'
import { collapse, plain, sentences, words } from '#core/lib/text/text.ts'
import { type Fact, factAsked } from './cues.ts'
import { weighedTerms } from './terms.ts'

/** One thing that the contact wants to know. */
export interface Question {
  text: string
  /** The text around and before the question, which tells the meaning of “it”. Used for the search, not asked itself. */
  context: string
  asked: Fact | null
  /** True when it asks for something: an interrogative, a request, or a few words such as “opening hours”. */
  isRequest: boolean
}

const OPENER =
  'what|when|where|which|who|whose|why|how|do you|do i|does|did|are|is|can|could|may|will|would|should|have you|has|am i|shall|quel|quels|quelle|quelles|quand|combien|comment|pourquoi|ou|qui|est ce|y a|peut on|puis je|pouvez|avez|etes|faites|proposez|acceptez|livrez|vendez|que|c est|qu est|a quelle|a combien|faut|cuando|cuanto|cuanta|cuantos|cuantas|donde|como|cual|cuales|quien|por que|a que|hay|puedo|podria|pueden|puede|podeis|tienen|teneis|hacen|haceis|aceptan|aceptais|abren|abris|es posible|esta|estan|son|se puede|admiten|admitis|envian|enviais|entregan|tiene|ofrecen|necesito'
const STARTS = new RegExp(
  `^(?:(?:and|also|et|aussi|y|e|ademas|so|then|or|ok|hi|hello|bonjour|hola|please|sorry|alors|pues|entonces|pardon|perdon|excuse me|excusez moi)\\s+)*(?:${OPENER})\\b`,
)
const REQUEST =
  /\b(?:(?:would|d|want|need|like) (?:like )?to know|tell me|let me know|wondering|i need|looking for|can you|could you|do you|please|wanted to ask|question about|info(?:rmation)? (?:on|about)|interested in|savoir|dites moi|j ai besoin|je cherche|je (?:voudrais|souhaite|souhaiterais)|j aimerais|renseignements?|est ce que|vous (?:avez|faites|livrez|etes|acceptez|proposez|ouvrez|fermez|vendez)|s il vous plait|svp|saber|quisiera|me gustaria|querria|necesito|busco|digame|dime|informacion|por favor)\b/
/** A new question in the middle of a sentence: “… and do you take cards?”. */
const JOINED =
  /,?\s+(?:and|also|et|y|&)\s+(?:also\s+|aussi\s+|además\s+)?(?=(?:what|when|where|how|do you|does|are (?:you|there|dogs|pets)|is (?:it|there|the)|can i|can we|quels?|quelles?|quand|combien|comment|où|est-ce|acceptez|avez|livrez|peut-on|puis-je|cuándo|cuánto|cuánta|dónde|cómo|hay|aceptan|tienen|puedo|se puede|abren)(?![\p{L}]))/giu
const FRAGMENT_WORDS_MAX = 4
const LEANS_BACK = /^(?:and|et|y|what about|how about|et pour|y para|y el|y la|same for|also)\b/
const PRONOUN =
  /\b(?:it|they|them|this|that|these|those|one|ones|ca|cela|ceci|celui|celle|eso|esto|ello|lo)\b/

interface Piece {
  text: string
  asks: boolean
}

/**
 * Splits a burst into questions. Several short messages that run on are one question; each interrogative sentence
 * is one; a statement is context of the question that follows it, or of the last one. Greetings and thanks are left
 * out. A question that refers to earlier text (“and on Sunday?”, “how much is it?”) carries that text as context;
 * `earlier` holds the contact's earlier messages.
 */
export function questionsOf(burst: readonly string[], earlier: readonly string[] = []): Question[] {
  const pieces = burst
    .flatMap(piecesOf)
    .filter(({ text }) => words(text).length > 0 && !isGreeting(text) && !isClosing(text))
  const groups = grouped(pieces)
  const questions: Question[] = []
  for (const { text, statements } of groups) {
    const previous = questions.at(-1)?.text ?? earlier.at(-1) ?? ''
    const said = plain(text)
    const ownWeight = [...weighedTerms(text)].reduce(
      (sum, [term, { weight }]) => sum + (term.startsWith('#') ? 0 : weight),
      0,
    )
    const own = factAsked(text)
    const continues = LEANS_BACK.test(said) && own === null
    const leansBack =
      previous !== '' &&
      own !== '#address' &&
      (continues || ownWeight < 0.5 || (ownWeight <= 1 && PRONOUN.test(said)))
    const asked = own ?? (leansBack && continues ? factAsked(previous) : null)
    const isShort = words(text).length <= FRAGMENT_WORDS_MAX && !/[.!]$/.test(text)
    const isRequest = text.includes('?') || STARTS.test(said) || REQUEST.test(said) || isShort
    questions.push({
      text,
      context: collapse([leansBack ? previous : '', ...statements].join(' ')),
      asked,
      isRequest,
    })
  }
  return questions
}

function piecesOf(message: string): Piece[] {
  return sentences(message)
    .flatMap(({ start, end }) => message.slice(start, end).split(JOINED))
    .map((text) => collapse(text))
    .map((text) => ({ text, asks: text.includes('?') || STARTS.test(plain(text)) }))
}

function grouped(pieces: readonly Piece[]): { text: string; statements: string[] }[] {
  const groups: { text: string; statements: string[] }[] = []
  if (!pieces.some(({ asks }) => asks)) {
    const text = collapse(pieces.map((piece) => piece.text).join(' '))
    return text === '' ? [] : [{ text, statements: [] }]
  }
  let waiting: string[] = []
  let closed = true
  for (const { text, asks } of pieces) {
    const last = groups.at(-1)
    const isFragment = words(text).length <= FRAGMENT_WORDS_MAX && !STARTS.test(plain(text))
    if (last && !closed && isFragment) {
      last.text = `${last.text} ${text}`
      closed = /\?\s*$/.test(text)
    } else if (asks) {
      groups.push({ text, statements: waiting })
      waiting = []
      closed = /\?\s*$/.test(text)
    } else if (last && isFragment) {
      last.text = `${last.text} ${text}`
    } else {
      waiting.push(text)
    }
  }
  const last = groups.at(-1)
  if (last) last.statements.push(...waiting)
  return groups
}
