/** Measures of an answer before it is sent. Each in 0–1, except `missing` (0–2). */
export interface Features {
  /** Share of the question's weighed terms found in the answer or around it. */
  coverage: number
  /** Share of those terms found in the answer itself and its heading or question. */
  closeCoverage: number
  /** Weight of the terms found nowhere near, a sign that the passage is about something else. */
  missing: number
  /** 1 when the question asks for a kind of fact (price, time, …) that the answer does not have. */
  factMissing: number
  factOffered: number
  /** 1 when the answer says nothing of a number in the question (`a table for 8`). */
  figureMissing: number
  /** The lead of the answer's score over the best from elsewhere. */
  margin: number
  /** Cosine of question and answer as embedded. */
  similarity: number
  /** 1 when the question names no subject. */
  thin: number
  /** 1 when the answer is in another language than the contact’s. */
  foreign: number
}

export const FEATURES = [
  'coverage',
  'closeCoverage',
  'missing',
  'factMissing',
  'factOffered',
  'figureMissing',
  'margin',
  'similarity',
  'thin',
  'foreign',
] as const satisfies readonly (keyof Features)[]

export interface Model {
  bias: number
  weights: Readonly<Record<keyof Features, number>>
}

const MODEL_OF_NOTHING: Model = {
  bias: 0,
  weights: {
    coverage: 0,
    closeCoverage: 0,
    missing: 0,
    factMissing: 0,
    factOffered: 0,
    figureMissing: 0,
    margin: 0,
    similarity: 0,
    thin: 0,
    foreign: 0,
  },
}

/**
 * Fitted by `fitModel` on `golden.ts`. The test fits again and compares, so these cannot be touched up by hand;
 * after a change of features or rows, its failure shows the numbers to put here.
 */
export const MODEL: Model = {
  bias: -3.99,
  weights: {
    coverage: 1.97,
    closeCoverage: 2.49,
    missing: -1.57,
    factMissing: -1.48,
    factOffered: 0.37,
    figureMissing: -3.5,
    margin: 2.66,
    similarity: 2.05,
    thin: 0.71,
    foreign: 0.34,
  },
}

/** Returns the probability that the answer is right, by logistic regression. */
export function probability(features: Features, model: Model = MODEL): number {
  const z = FEATURES.reduce((sum, name) => sum + model.weights[name] * features[name], model.bias)
  return 1 / (1 + Math.exp(-z))
}

export interface Observation {
  features: Features
  right: boolean
}

const RIDGE = 0.002
const STEPS = 4000
const RATE = 0.5

/**
 * Fits a logistic regression with an L2 penalty by gradient descent from zero. The same observations always give
 * the same model.
 */
export function fitModel(observations: readonly Observation[]): Model {
  let model = MODEL_OF_NOTHING
  for (let step = 0; step < STEPS; step++) {
    let bias = 0
    const gradient = { ...MODEL_OF_NOTHING.weights }
    for (const { features, right } of observations) {
      const error = (probability(features, model) - (right ? 1 : 0)) / observations.length
      bias += error
      for (const name of FEATURES) gradient[name] += error * features[name]
    }
    const weights = { ...model.weights }
    for (const name of FEATURES) weights[name] -= RATE * (gradient[name] + RIDGE * weights[name])
    model = { bias: model.bias - RATE * bias, weights }
  }
  return model
}

/** Returns the expected calibration error: the average gap, over bins, between the predicted and the actual share of right answers. */
export function calibrationError(
  outcomes: readonly { confidence: number; right: boolean }[],
  bins = 10,
): number {
  let error = 0
  for (let bin = 0; bin < bins; bin++) {
    const inside = outcomes.filter(
      ({ confidence }) => Math.min(bins - 1, Math.floor(confidence * bins)) === bin,
    )
    if (inside.length === 0) continue
    const promised = inside.reduce((sum, { confidence }) => sum + confidence, 0) / inside.length
    const kept = inside.filter(({ right }) => right).length / inside.length
    error += (inside.length / outcomes.length) * Math.abs(promised - kept)
  }
  return error
}
