import { similarity } from '#core/lib/text/hashed.ts'
import { type Closeness, FIGURES, type FigureName, type Figures, type Measured } from '../schemas.ts'
import { figuresOf } from './figures.ts'
import { signatureOf } from './signature.ts'

/**
 * How near an author's own text of so many words is to their signature, as measured on texts that no test uses (decision 39): a short
 * text shows little of a style.
 */
const USUAL = 0.61
const HALF_AT_WORDS = 16.5
const usualOf = (words: number) => (USUAL * words) / (words + HALF_AT_WORDS)
/** Beside what is usual: the nearness that scores 0.5, and the step from there to 0.73. */
const MIDDLE = 0.94
const STEP = 0.04

const TOLD = { differing: 3, alike: 2 }
/** Standard deviations from which a figure is told as different, and below which as alike. */
const DIFFERS = 1.5
const ALIKE = 0.5
const SHORT = 25

/** Scores how much a text sounds like an author, with reasons in words. */
export function closenessOf(
  text: string,
  author: { signature: readonly number[]; measured: Measured },
): Closeness {
  const figures = figuresOf(text)
  const nearness = similarity(signatureOf(text), author.signature) / usualOf(Math.max(1, figures.words))
  const score = 1 / (1 + Math.exp(-(nearness - MIDDLE) / STEP))
  const compared = FIGURES.flatMap((name) => {
    const usual = author.measured.figures[name]
    if (!usual) return []
    const is = figures[name]
    return [
      { name, is, usual: usual.mean, away: Math.abs(is - usual.mean) / Math.max(usual.spread, LEAST[name]) },
    ]
  })
  const differing = compared.filter(({ away }) => away >= DIFFERS).sort((a, b) => b.away - a.away)
  const alike = compared
    .filter(({ away, is, usual }) => away <= ALIKE && (is > 0 || usual > 0))
    .sort((a, b) => a.away - b.away)
  return {
    score: Math.round(score * 1000) / 1000,
    reasons: [
      nearness >= MIDDLE
        ? 'Words and punctuation are put together as this author does.'
        : 'Words and punctuation are put together otherwise than this author does.',
      ...(figures.words < SHORT ? ['The text is short and shows little of a style.'] : []),
      ...differing
        .slice(0, TOLD.differing)
        .map(({ name, is, usual }) => DIFFERENT[name](show(is), show(usual))),
      ...alike.slice(0, TOLD.alike).map(({ name }) => SAME[name]),
    ],
  }
}

const show = (figure: number) => String(figure < 10 ? Math.round(figure * 10) / 10 : Math.round(figure))

/** The least spread that a figure is compared by: what never varies would make the smallest difference a large one. */
const LEAST: Figures = {
  words: 30,
  wordsPerSentence: 3,
  charactersPerLine: 30,
  lettersPerWord: 0.3,
  variety: 5,
  lineBreaks: 1,
  commas: 1.5,
  dashes: 0.7,
  emoji: 0.7,
  hashtags: 0.7,
  questions: 8,
  exclamations: 8,
  firstPerson: 1.5,
  we: 1.5,
  you: 1.5,
}

const DIFFERENT: Record<FigureName, (is: string, usual: string) => string> = {
  words: (is, usual) => `It has ${is} words; this author’s posts have ${usual}.`,
  wordsPerSentence: (is, usual) => `Its sentences have ${is} words; this author’s have ${usual}.`,
  charactersPerLine: (is, usual) => `Its lines have ${is} characters; this author’s have ${usual}.`,
  lettersPerWord: (is, usual) => `Its words have ${is} letters; this author’s have ${usual}.`,
  variety: (is, usual) => `${is} % of its words are new; with this author ${usual} %.`,
  lineBreaks: (is, usual) => `It breaks the line ${is} times in 100 words; this author ${usual} times.`,
  commas: (is, usual) => `It has ${is} commas in 100 words; this author uses ${usual}.`,
  dashes: (is, usual) => `It has ${is} dashes in 100 words; this author uses ${usual}.`,
  emoji: (is, usual) => `It has ${is} emoji in 100 words; this author uses ${usual}.`,
  hashtags: (is, usual) => `It has ${is} hashtags in 100 words; this author uses ${usual}.`,
  questions: (is, usual) => `${is} % of its sentences are questions; with this author ${usual} %.`,
  exclamations: (is, usual) =>
    `${is} % of its sentences end with an exclamation mark; with this author ${usual} %.`,
  firstPerson: (is, usual) => `It says “I” ${is} times in 100 words; this author ${usual} times.`,
  we: (is, usual) => `It says “we” ${is} times in 100 words; this author ${usual} times.`,
  you: (is, usual) => `It says “you” ${is} times in 100 words; this author ${usual} times.`,
}

const SAME: Record<FigureName, string> = {
  words: 'It is as long as this author’s posts.',
  wordsPerSentence: 'Its sentences are as long as this author’s.',
  charactersPerLine: 'Its lines are as long as this author’s.',
  lettersPerWord: 'Its words are as long as this author’s.',
  variety: 'It repeats words as much as this author does.',
  lineBreaks: 'It breaks lines as often as this author does.',
  commas: 'It has as many commas as this author uses.',
  dashes: 'It has as many dashes as this author uses.',
  emoji: 'It has as many emoji as this author uses.',
  hashtags: 'It has as many hashtags as this author uses.',
  questions: 'It asks as many questions as this author does.',
  exclamations: 'It has as many exclamation marks as this author uses.',
  firstPerson: 'It says “I” as often as this author does.',
  we: 'It says “we” as often as this author does.',
  you: 'It says “you” as often as this author does.',
}
