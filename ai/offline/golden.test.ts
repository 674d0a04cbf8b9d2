import { describe, expect, test, vi } from 'vitest'
import type { RespondOutput } from '#core/inbox/schemas.ts'
import { asksForPerson, isComplaint, isThreat } from '#core/lib/platform/intent.ts'
import { languageOfWords } from '#core/lib/text/stopwords.ts'
import { words } from '#core/lib/text/text.ts'
import { answerTo, shelve } from './answer.ts'
import { calibrationError, FEATURES, fitModel, MODEL, type Observation, probability } from './calibration.ts'
import { GOLDEN, type GoldenRow, inputOf, SHELVES, type Shelves } from './golden.ts'
import { UNSEEN, UNSEEN_SHELVES } from './golden-unseen.ts'
import { questionsOf } from './questions.ts'
import { RULE_CONFIDENCE, respond } from './respond.ts'
import { unitsOf } from './units.ts'

/** The caller’s thresholds: a decision below them goes to a person. */
const SEND_MIN = 0.75
const IGNORE_MIN = 0.85
const FOLDS = 5
// Six fits of some thousand steps each.
vi.setConfig({ testTimeout: 60_000 })

function asSent({ decision, confidence }: RespondOutput) {
  if (decision === 'respond') return confidence >= SEND_MIN ? 'respond' : 'escalate'
  return decision === 'ignore' && confidence >= IGNORE_MIN ? 'ignore' : 'escalate'
}

function judge(row: GoldenRow, shelves: Shelves = SHELVES) {
  const output = respond(inputOf(row, shelves))
  const isRight = asSent(output) === row.decision && row.holds.every((part) => output.reply?.includes(part))
  return { row, output, isRight }
}

/**
 * Returns a row's observation for the fit: the features of its answer and whether it was right. None for rows with
 * several questions, and for those that rules decide without the passages.
 */
function observe(row: GoldenRow): Observation[] {
  const said = row.burst.join('\n')
  const questions = questionsOf(row.burst)
  const [question] = questions
  if (row.kind === 'small-talk' || asksForPerson(said) || isThreat(said) || isComplaint(said)) return []
  if (questions.length !== 1 || !question?.isRequest) return []
  const answer = answerTo(question, shelve(unitsOf(inputOf(row).passages), languageOfWords(words(said))))
  if (!answer) return []
  const text = answer.units.map((unit) => unit.text).join(' ')
  return [
    {
      features: answer.features,
      right: row.kind === 'answerable' && row.holds.every((part) => text.includes(part)),
    },
  ]
}

const share = (rows: readonly { isRight: boolean }[]) =>
  rows.filter(({ isRight }) => isRight).length / rows.length
const mistakes = (rows: readonly ReturnType<typeof judge>[]) =>
  rows
    .filter(({ isRight }) => !isRight)
    .map(
      ({ row, output }) =>
        `${row.burst.join(' / ')} → ${output.decision} ${output.confidence}: ${output.reply}`,
    )

const judged = GOLDEN.map((row) => judge(row))
const of = (...kinds: GoldenRow['kind'][]) => judged.filter(({ row }) => kinds.includes(row.kind))

describe('the golden table', () => {
  test('holds enough of each kind in each language', () => {
    expect(GOLDEN.length).toBeGreaterThanOrEqual(180)
    for (const language of ['en', 'fr', 'es'] as const) {
      expect(
        GOLDEN.filter((row) => row.language === language && row.kind === 'answerable').length,
      ).toBeGreaterThanOrEqual(15)
      expect(
        GOLDEN.filter((row) => row.language === language && row.kind === 'near-miss').length,
      ).toBeGreaterThanOrEqual(10)
    }
  })

  test('at least nine in ten answerable questions are answered with the right sentence, sure enough to be sent', () => {
    expect(share(of('answerable')), mistakes(of('answerable')).join('\n')).toBeGreaterThanOrEqual(0.9)
  })

  test('at least nine in ten questions that the documents come near but do not answer get no answer', () => {
    expect(share(of('near-miss')), mistakes(of('near-miss')).join('\n')).toBeGreaterThanOrEqual(0.9)
  })

  test('what is off topic, a complaint, a statement or a request for a person is left to a person', () => {
    expect(mistakes(of('off-topic'))).toEqual([])
  })

  test('small talk is told apart from questions', () => {
    expect(mistakes(of('small-talk'))).toEqual([])
  })

  test('the rules on words are right as often as they say', () => {
    const byRule = judged.filter(({ output }) => output.confidence === RULE_CONFIDENCE)
    const right = byRule.filter(({ isRight }) => isRight).length
    // Laplace's rule of succession: a rule that was always right so far is not taken to be perfect.
    expect((right + 1) / (byRule.length + 2)).toBeGreaterThanOrEqual(RULE_CONFIDENCE)
  })
})

describe('the confidence', () => {
  const observations = GOLDEN.map(observe)

  test('is what a fit on the golden table gives', () => {
    const fitted = fitModel(observations.flat())
    const rounded = (value: number) => Math.round(value * 100) / 100
    expect({ bias: MODEL.bias, weights: MODEL.weights }).toEqual({
      bias: rounded(fitted.bias),
      weights: Object.fromEntries(FEATURES.map((name) => [name, rounded(fitted.weights[name])])),
    })
  })

  test('is calibrated on rows that the fit has not seen', () => {
    const outcomes = Array.from({ length: FOLDS }, (_unused, fold) => {
      const model = fitModel(observations.filter((_row, index) => index % FOLDS !== fold).flat())
      const heldOut = observations.filter((_row, index) => index % FOLDS === fold).flat()
      return heldOut.map(({ features, right }) => ({ confidence: probability(features, model), right }))
    }).flat()
    expect(outcomes.length).toBeGreaterThan(130)
    expect(calibrationError(outcomes)).toBeLessThanOrEqual(0.1)
    const sent = outcomes.filter(({ confidence }) => confidence >= SEND_MIN)
    expect(sent.filter(({ right }) => right).length / sent.length).toBeGreaterThanOrEqual(0.93)
  })

  test('rises with what speaks for an answer and falls with what speaks against it', () => {
    for (const name of ['coverage', 'closeCoverage', 'margin', 'similarity', 'factOffered'] as const)
      expect(MODEL.weights[name], name).toBeGreaterThan(0)
    for (const name of ['missing', 'factMissing'] as const) expect(MODEL.weights[name], name).toBeLessThan(0)
  })
})

describe('businesses that the table does not know', () => {
  const unseen = UNSEEN.map((row) => judge(row, UNSEEN_SHELVES))
  const answerable = unseen.filter(({ row }) => row.kind === 'answerable')

  test('at least three in four questions are answered, each with the right sentence', () => {
    expect(share(answerable), mistakes(answerable).join('\n')).toBeGreaterThanOrEqual(0.75)
    expect(answerable.filter(({ output, isRight }) => asSent(output) === 'respond' && !isRight).length).toBe(
      0,
    )
  })

  test('at least nine in ten questions without an answer get none', () => {
    const without = unseen.filter(({ row }) => row.kind !== 'answerable')
    expect(share(without), mistakes(without).join('\n')).toBeGreaterThanOrEqual(0.9)
  })
})
