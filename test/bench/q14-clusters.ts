import { performance } from 'node:perf_hooks'
import { offlineAi } from '#ai/offline.ts'
import { toUnitLength } from '#core/clusters/rules/centres.ts'
import { groupTexts } from '#core/clusters/rules/grouping.ts'
import { pointsOf } from '#core/clusters/rules/hdbscan/distances.ts'
import { hdbscan } from '#core/clusters/rules/hdbscan/hdbscan.ts'
import { adjustedRandIndex } from '#core/clusters/rules/hdbscan/reference/adjusted-rand-index.ts'
import { dataSets } from '#core/clusters/rules/hdbscan/reference/data-sets.ts'
import reference from '#core/clusters/rules/hdbscan/reference/labels.json' with { type: 'json' }
import { seeded } from '../chaos/random.ts'
import type { Figure } from './figure.ts'

const POINTS = 2_000
const DIMENSIONS = 1_536
const CPU_MAX_S = 10
const MEMORY_MAX_MB = 64
const AGREES = 0.99

/**
 * Q14: groups as many points as are grouped at once, of the width of all vectors, in slices; and how far the labels agree with those of
 * scikit-learn-contrib's hdbscan on the sets that are kept with its labels (README beside them says which, and about equal edges).
 */
export async function grouping(say: (text: string) => void): Promise<Figure> {
  say(`${POINTS} points of ${DIMENSIONS} dimensions`)
  const random = seeded(14)
  const { vectors } = await offlineAi().embed(
    Array.from(
      { length: 40 },
      (_, n) => `${['vegan', 'parking', 'gift', 'delivery'][n % 4]} question number ${n}`,
    ),
  )
  const points = pointsOf(
    Array.from({ length: POINTS }, (_, n) =>
      (vectors[n % 40] ?? []).map((value) => value + 0.01 * (random.next() - 0.5)),
    ),
  )
  toUnitLength(points)
  globalThis.gc?.()
  const held = () => process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers
  const before = held() - points.values.byteLength
  const cpu = process.cpuUsage()
  const began = performance.now()
  let slices = 0
  let longest = 0
  let most = 0
  let found: number[] = []
  for (const work = groupTexts(points), last = { at: began }; ; ) {
    const slice = work.next()
    const now = performance.now()
    longest = Math.max(longest, now - last.at)
    last.at = now
    slices++
    most = Math.max(most, held() - before)
    if (slice.done) {
      found = slice.value.labels
      break
    }
  }
  const used = process.cpuUsage(cpu)
  const seconds = (used.user + used.system) / 1e6
  const megabytes = most / 2 ** 20

  say('the sets that the reference has labelled')
  const labels = new Map<string, number[]>(Object.entries(reference))
  const agreements = dataSets().map(({ name, vectors, options }) =>
    adjustedRandIndex(hdbscan(pointsOf(vectors), options).labels, labels.get(name) ?? []),
  )
  const least = Math.min(...agreements)
  const agreeing = agreements.filter((agreement) => agreement >= AGREES).length
  return {
    id: 'Q14',
    promise: 'Groups of messages: as the reference groups, within what a Worker has',
    limit: `≤ ${CPU_MAX_S} s of CPU and ≤ ${MEMORY_MAX_MB} MB for ${POINTS} points of ${DIMENSIONS} dimensions; adjusted Rand index ≥ ${AGREES}, but in sets where equal edges decide`,
    anchor: 'scikit-learn-contrib hdbscan 0.8.43, its labels kept beside the sets',
    measured: `${seconds.toFixed(1)} s in ${slices} slices, the longest ${longest.toFixed(0)} ms; ${megabytes.toFixed(0)} MB; ${agreeing} of ${agreements.length} sets ≥ ${AGREES}, the least ${least.toFixed(3)}`,
    holds: seconds <= CPU_MAX_S && megabytes <= MEMORY_MAX_MB && agreements.length - agreeing <= 1,
    notes: [
      'Memory counts the points, the distances of all pairs and what grouping adds, at the ends of slices.',
      'One set has equal edges of which the reference’s own algorithms take different ones first; the README beside the labels names it.',
    ],
    detail: { seconds, slices, longest, megabytes, groups: new Set(found).size, agreements },
  }
}
