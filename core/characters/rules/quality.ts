import type { ContentType, QualityCheck } from '../schemas.ts'

/** The facts about a medium that need no model to see it. */
export interface QualityFacts {
  contentType: ContentType
  /** In pixels; null where the file does not say. */
  width: number | null
  height: number | null
  sizeBytes: number
  /** In seconds. */
  duration: number | null
  text: string | null
  /** True for a picture that was decoded, and is of a single colour. */
  isBlank?: boolean
  /** True if the character has the same, or almost the same, already. */
  isDuplicate: boolean
}

export interface Quality {
  /** 0–1. */
  score: number
  checks: QualityCheck[]
}

type Judge = (facts: QualityFacts) => { share: number; value: string | null }
type Check = readonly [check: QualityCheck['check'], most: number, judge: Judge]

/** Returns the share of the first step that a value reaches; `steps` go from the highest down. */
const reached = (value: number, steps: readonly (readonly [least: number, share: number])[]): number =>
  steps.find(([least]) => value >= least)?.[1] ?? 0

const size: Judge = ({ width, height }) =>
  width === null || height === null
    ? { share: 0.25, value: null }
    : {
        share: reached(Math.min(width, height), [
          [1080, 1],
          [720, 0.7],
          [480, 0.4],
          [0, 0.1],
        ]),
        value: `${width} × ${height}`,
      }

/** Feeds crop what is narrower than 4:5 or wider than 1.91:1; screens still show 9:16 to 16:9 whole. */
const shape: Judge = ({ width, height }) => {
  if (width === null || height === null) return { share: 0.25, value: null }
  const ratio = width / height
  const share = ratio >= 0.79 && ratio <= 1.92 ? 1 : ratio >= 0.55 && ratio <= 1.92 ? 0.75 : 0.25
  return { share, value: ratio.toFixed(2) }
}

/** A picture with hardly any bytes to a pixel is blank, or has been compressed to pieces. */
const detail: Judge = ({ width, height, sizeBytes, isBlank = false }) => {
  if (isBlank) return { share: 0, value: null }
  if (width === null || height === null) return { share: 0.25, value: null }
  const perPixel = sizeBytes / (width * height)
  return {
    share: reached(perPixel, [
      [0.08, 1],
      [0.03, 0.5],
    ]),
    value: perPixel.toFixed(3),
  }
}

const seconds =
  (least: number, most: number): Judge =>
  ({ duration }) =>
    duration === null
      ? { share: 0.25, value: null }
      : { share: duration < least ? 0.25 : duration <= most ? 1 : 0.5, value: `${duration} s` }

/** Sound of less than 8 kB a second is that of a telephone. */
const rate: Judge = ({ duration, sizeBytes }) => {
  if (!duration) return { share: 0.25, value: null }
  const perSecond = sizeBytes / 1000 / duration
  return {
    share: reached(perSecond, [
      [8, 1],
      [4, 0.5],
    ]),
    value: `${perSecond.toFixed(1)} kB/s`,
  }
}

const words: Judge = ({ text }) => {
  const length = [...(text ?? '')].length
  return { share: length >= 20 && length <= 1000 ? 1 : 0.4, value: `${length}` }
}

/** A text in capitals shouts. */
const calm: Judge = ({ text }) => {
  const letters = (text ?? '').match(/\p{L}/gu) ?? []
  const capitals = letters.filter((letter) => letter !== letter.toLowerCase()).length
  const share = letters.length === 0 ? 0 : capitals / letters.length
  return { share: share > 0.6 && letters.length > 8 ? 0 : 1, value: `${Math.round(share * 100)} %` }
}

const original: Check = ['original', 0.1, ({ isDuplicate }) => ({ share: isDuplicate ? 0 : 1, value: null })]

/** The checks of each kind of medium; the most that they can add comes to 1. */
const CHECKS: Readonly<Record<ContentType, readonly Check[]>> = {
  image: [['size', 0.4, size], ['shape', 0.2, shape], ['detail', 0.3, detail], original],
  video: [['size', 0.4, size], ['shape', 0.2, shape], ['length', 0.3, seconds(3, 90)], original],
  audio: [['length', 0.6, seconds(1, 600)], ['rate', 0.3, rate], original],
  text: [['length', 0.6, words], ['calm', 0.3, calm], original],
}

/** Scores a medium by what its file says, and shows what the score is made of. Whether it shows what it should, no file says. */
export function qualityOf(facts: QualityFacts): Quality {
  const checks = CHECKS[facts.contentType].map(([check, most, judge]) => {
    const { share, value } = judge(facts)
    return { check, points: Math.round(share * most * 100) / 100, most, value }
  })
  const sum = checks.reduce((total, { points }) => total + points, 0)
  return { score: Math.round(sum * 100) / 100, checks }
}
