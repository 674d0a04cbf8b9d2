import type { Ctx } from '#core/lib/kernel/context.ts'
import { pointsOf } from '../rules/hdbscan/distances.ts'
import { hdbscanInSlices, type Options } from '../rules/hdbscan/hdbscan.ts'
import type { ClusterLabels, TryClusters } from '../schemas.ts'

/** Groups vectors without keeping anything. Lets others of the isolate work between slices. */
export async function tryClusters(ctx: Pick<Ctx, 'sleep'>, body: TryClusters): Promise<ClusterLabels> {
  const { vectors, ...options } = body
  return { labels: await group(ctx, vectors, options) }
}

/** Returns the label of each vector. */
export async function group(
  { sleep }: Pick<Ctx, 'sleep'>,
  vectors: readonly ArrayLike<number>[],
  options: Options,
): Promise<number[]> {
  const slices = hdbscanInSlices(pointsOf(vectors), options)
  for (let slice = slices.next(); ; slice = slices.next()) {
    if (slice.done) return slice.value
    await sleep(1)
  }
}
