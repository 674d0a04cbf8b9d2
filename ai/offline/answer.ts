import { similarity } from '#core/lib/text/hashed.ts'
import { languageOfWords, type StopwordLanguage } from '#core/lib/text/stopwords.ts'
import { words } from '#core/lib/text/text.ts'
import { type Features, probability } from './calibration.ts'
import { factAsked, offers } from './cues.ts'
import { embedLexically } from './embed.ts'
import { coversFigures } from './figures.ts'
import type { Question } from './questions.ts'
import { isMisspelling, mayBeMisspelt, type Said, said, weighedTerms } from './terms.ts'
import type { Unit } from './units.ts'

export interface Answer {
  units: Unit[]
  confidence: number
  features: Features
}

/** Weights of a term that is near the sentence, not in it, by its place. */
const IN_CONTEXT = 0.92
const MISSPELT = 0.85
const IN_TITLE = 0.6
const BESIDE = 0.5
const IN_PASSAGE = 0.3
const OF_CONTEXT = 0.04
const FACT_WEIGHT = 0.8
/** The penalty of a sentence that says nothing of a number in the question; almost any other then ranks higher. */
const OTHER_FIGURE = 0.2
const OTHER_LANGUAGE = 0.12
const SENTENCES_MAX = 3

interface Term {
  term: string
  said: string
  weight: number
  /** True when the term is in the question itself, not in its context. */
  isOwn: boolean
}

interface Indexed {
  unit: Unit
  own: Said
  context: Said
  neighbours: Said
  isForeign: boolean
}

/** The passages, indexed once for all questions of a burst. */
export interface Shelf {
  indexed: Indexed[]
  titles: Map<string, Said>
  passages: Map<string, Set<string>>
}

export function shelve(units: readonly Unit[], language: StopwordLanguage | null): Shelf {
  const titles = new Map<string, Said>()
  const passages = new Map<string, Set<string>>()
  const foreign = new Map<string, boolean>()
  const indexed = units.map((unit) => {
    const { id, title, content } = unit.passage
    if (!titles.has(id)) {
      titles.set(id, said(title))
      const spoken = languageOfWords(words(`${title} ${content}`))
      foreign.set(id, language !== null && spoken !== null && spoken !== language)
    }
    const entry = {
      unit,
      own: said(unit.text),
      context: said(unit.context),
      neighbours: said(unit.neighbours),
      isForeign: foreign.get(id) ?? false,
    }
    const all = passages.get(id) ?? new Set<string>()
    for (const term of [...entry.own.terms, ...entry.context.terms]) all.add(term)
    passages.set(id, all)
    return entry
  })
  return { indexed, titles, passages }
}

/**
 * Finds the sentences that answer the question best, with the probability that they do; null when no word of the question
 * is found.
 */
export function answerTo(question: Question, shelf: Shelf): Answer | null {
  const terms = termsOf(question, shelf)
  const total = terms.reduce((sum, { weight }) => sum + weight, 0)
  if (total === 0) return null
  const scored = shelf.indexed
    .map((entry) => ({ entry, score: scoreOf(entry, terms, total, question, shelf) }))
    .sort((a, b) => b.score - a.score || a.entry.unit.order - b.entry.unit.order)
  const first = scored[0]
  if (!first || first.score <= 0.05) return null
  const chosen = complete(first.entry, scored, terms, shelf, question.asked)
  const rival = scored.find(
    ({ entry }) =>
      entry.unit.context !== first.entry.unit.context || entry.unit.passage !== first.entry.unit.passage,
  )
  const units = withAntecedents(chosen.map(({ unit }) => unit))
  const text = units.map((unit) => unit.text).join(' ')
  const matches = terms.map((term) => ({
    term,
    match: Math.max(...chosen.map((entry) => matchOf(entry, term, shelf))),
  }))
  const own = terms.map((term) => ({
    term,
    match: Math.max(...chosen.map((entry) => closeMatch(entry, term))),
  }))
  // An answer to a stored question for the same kind of fact counts as giving that fact, in any form.
  const hasFact = chosen.some(({ unit }) => givesFact(unit, text, question.asked))
  const features: Features = {
    coverage: share(matches, total),
    closeCoverage: share(own, total),
    missing: Math.min(
      2,
      matches.reduce(
        (sum, { term, match }) => sum + (match < 0.45 && term.isOwn && !isFact(term.term) ? term.weight : 0),
        0,
      ),
    ),
    factMissing: question.asked !== null && !hasFact ? 1 : 0,
    factOffered: question.asked !== null && hasFact ? 1 : 0,
    figureMissing: coversFigures(question.text, textWithContexts(chosen, text)) ? 0 : 1,
    margin: Math.min(0.5, first.score - (rival?.score ?? 0)),
    similarity: similarity(
      embedLexically(question.text),
      embedLexically(`${first.entry.unit.context} ${text}`),
    ),
    thin: terms.reduce((sum, { term, weight }) => sum + (term.startsWith('#') ? 0 : weight), 0) < 0.5 ? 1 : 0,
    foreign: first.entry.isForeign ? 1 : 0,
  }
  return { units, confidence: probability(features), features }
}

/** Joins the text to send with its contexts: a number may be in the question of an FAQ or in a heading. */
const textWithContexts = (chosen: readonly Indexed[], text: string) =>
  `${[...new Set(chosen.map(({ unit }) => unit.context))].join('. ')}. ${text}`

function givesFact(unit: Unit, text: string, asked: Question['asked']): boolean {
  return (
    asked !== null && (offers(text, asked) || (unit.answersQuestion && factAsked(unit.context) === asked))
  )
}

/** Lists the question's terms with their weights: more for rare terms, little for terms of the context only. */
function termsOf(question: Question, shelf: Shelf): Term[] {
  const passages = [...shelf.passages.values()]
  const rarity = (term: string) =>
    1 - 0.35 * (passages.filter((all) => all.has(term)).length / Math.max(1, passages.length))
  const terms = new Map<string, Term>()
  for (const [term, { weight, said: word }] of weighedTerms(question.text)) {
    terms.set(term, {
      term,
      said: word,
      weight: weight * (term.startsWith('#') ? FACT_WEIGHT : rarity(term)),
      isOwn: true,
    })
  }
  const isThin = ![...terms.values()].some(({ term, weight }) => !term.startsWith('#') && weight > 0.5)
  for (const [term, { weight, said: word }] of weighedTerms(question.context)) {
    if (!terms.has(term) && !term.startsWith('#'))
      terms.set(term, {
        term,
        said: word,
        weight: weight * rarity(term) * (isThin ? 0.8 : OF_CONTEXT),
        isOwn: isThin,
      })
  }
  if (question.asked !== null && !terms.has(question.asked)) {
    terms.set(question.asked, { term: question.asked, said: '', weight: FACT_WEIGHT, isOwn: true })
  }
  return [...terms.values()]
}

function closeMatch({ unit, own, context }: Indexed, { term, said: word }: Term): number {
  if (own.terms.has(term)) return 1
  if (isFact(term) && givesFact(unit, unit.text, term)) return 1
  if (context.terms.has(term)) return IN_CONTEXT
  if (!mayBeMisspelt(word)) return 0
  return own.spellings.some((other) => isMisspelling(word, other)) ||
    context.spellings.some((other) => isMisspelling(word, other))
    ? MISSPELT
    : 0
}

function matchOf(entry: Indexed, term: Term, shelf: Shelf): number {
  const close = closeMatch(entry, term)
  if (close > 0) return close
  if (shelf.titles.get(entry.unit.passage.id)?.terms.has(term.term)) return IN_TITLE
  if (entry.neighbours.terms.has(term.term)) return BESIDE
  return shelf.passages.get(entry.unit.passage.id)?.has(term.term) ? IN_PASSAGE : 0
}

type FactTerm = NonNullable<Question['asked']>
const isFact = (term: string): term is FactTerm => term.startsWith('#')

function scoreOf(
  entry: Indexed,
  terms: readonly Term[],
  total: number,
  question: Question,
  shelf: Shelf,
): number {
  const matched = terms.reduce((sum, term) => sum + term.weight * matchOf(entry, term, shelf), 0) / total
  const close = terms.reduce((sum, term) => sum + term.weight * closeMatch(entry, term), 0) / total
  const fact =
    question.asked === null ? 0 : givesFact(entry.unit, entry.unit.text, question.asked) ? 0.12 : -0.12
  const length = Math.max(0, entry.unit.text.length - 60) / 4000
  // Prefer the answer to a question over a remark, and the one matching item over a whole list.
  const form = entry.unit.answersQuestion ? 0.03 : entry.unit.isWhole ? -0.05 : 0
  return (
    0.45 * matched +
    0.55 * close +
    (close > 0 ? fact + form : 0) -
    length -
    (entry.isForeign ? OTHER_LANGUAGE : 0) -
    (coversFigures(question.text, `${entry.unit.context}. ${entry.unit.text}`) ? 0 : OTHER_FIGURE)
  )
}

/**
 * Completes the best unit: with the whole of a short answer or list when no single item stands out, or with sentences
 * that cover the rest of the question.
 */
function complete(
  best: Indexed,
  scored: readonly { entry: Indexed; score: number }[],
  terms: readonly Term[],
  shelf: Shelf,
  asked: Question['asked'],
): Indexed[] {
  if (best.unit.passage.kind === 'faq') {
    const [answer] = scored
      .filter(({ entry: { unit } }) => unit.passage === best.unit.passage && unit.isWhole)
      .sort((a, b) => b.entry.unit.text.length - a.entry.unit.text.length)
    if (answer) return [answer.entry]
  }
  const siblings = scored.filter(
    ({ entry }) => entry.unit.passage === best.unit.passage && entry.unit.context === best.unit.context,
  )
  const whole = siblings.find(({ entry }) => entry.unit.isWhole)
  const bestScore = scored[0]?.score ?? 0
  const equals = siblings.filter(({ entry, score }) => !entry.unit.isWhole && score > bestScore - 0.06)
  if (whole && !best.unit.isWhole && (best.unit.answersQuestion || equals.length > 1)) return [whole.entry]
  const chosen = [best]
  // A price, a time or a place must be in the sentence about the thing itself; in a sentence beside it, it
  // belongs to something else.
  if (asked !== null) return chosen
  for (const { entry } of siblings) {
    if (chosen.length === SENTENCES_MAX || entry.unit.isWhole || best.unit.isWhole || chosen.includes(entry))
      continue
    const adds = terms.some(
      (term) =>
        term.weight >= 0.5 &&
        chosen.every((other) => closeMatch(other, term) === 0) &&
        closeMatch(entry, term) > MISSPELT,
    )
    const shares = terms.some(
      (term) => !isFact(term.term) && term.weight >= 0.3 && matchOf(entry, term, shelf) >= BESIDE,
    )
    if (adds && shares) chosen.push(entry)
  }
  return chosen.sort((a, b) => a.unit.order - b.unit.order)
}

/** Adds the preceding sentence to one that begins with “It” or “However”. */
function withAntecedents(units: readonly Unit[]): Unit[] {
  const all = new Set<Unit>()
  for (const unit of units) {
    if (unit.leansOn && all.size < SENTENCES_MAX) all.add(unit.leansOn)
    all.add(unit)
  }
  return [...all].sort((a, b) => a.order - b.order).slice(0, SENTENCES_MAX + 1)
}

const share = (matches: readonly { term: Term; match: number }[], total: number) =>
  matches.reduce((sum, { term, match }) => sum + term.weight * match, 0) / total
