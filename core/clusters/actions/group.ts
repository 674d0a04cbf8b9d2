import type { Ctx } from '#core/lib/kernel/context.ts'
import { toUnitLength } from '../rules/centres.ts'
import { pointsOf } from '../rules/hdbscan/distances.ts'
import { hdbscanInSlices } from '../rules/hdbscan/hdbscan.ts'
import type { ClusterLabels, TryClusters } from '../schemas.ts'

/** Groups vectors without keeping anything. Lets others of the isolate work between slices. */
export async function tryClusters(ctx: Pick<Ctx, 'sleep'>, body: TryClusters): Promise<ClusterLabels> {
  const { vectors, metric, ...options } = body
  const points = pointsOf(vectors)
  if (metric === 'cosine') toUnitLength(points)
  return inSlices(ctx, hdbscanInSlices(points, options))
}

/** Works through slices, between which others of the isolate can work. Returns what the last one gives. */
export async function inSlices<T>({ sleep }: Pick<Ctx, 'sleep'>, slices: Generator<void, T>): Promise<T> {
  for (let slice = slices.next(); ; slice = slices.next()) {
    if (slice.done) return slice.value
    await sleep(1)
  }
}
