import type { Ctx } from '#core/lib/kernel/context.ts'
import type { Db } from '#core/lib/kernel/db.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { centresOf, examplesOf, toUnitLength } from '../rules/centres.ts'
import { groupTexts, LEAST_OF_GROUP, trendOf } from '../rules/grouping.ts'
import type { Points } from '../rules/hdbscan/distances.ts'
import { NOISE } from '../rules/hdbscan/hdbscan.ts'
import { nameGroups } from '../rules/labels.ts'
import { matchGroups } from '../rules/matching.ts'
import { MOST_POINTS } from '../schemas.ts'
import * as store from '../store/groups.ts'
import * as texts from '../store/texts.ts'
import { inSlices } from './group.ts'

/** Vectors that are in memory as the database gives them: 200 of 1,536 numbers are some 4 MB of text. */
const VECTORS_AT_ONCE = 200
/** Texts that one statement compares with all centres. */
const COMPARED_AT_ONCE = 1_000

interface Scope {
  workspaceId: string
  model: string
  /** Null for all texts. */
  postId: string | null
}

/**
 * Groups the texts of a scope: a sample of at most `MOST_POINTS` by density, each other text with the nearest centre if it is within that
 * group's reach. Groups keep the ids of those they continue. `alongside` is done in the transaction that writes them. Returns how many
 * texts were grouped by density.
 */
export async function groupScope(
  ctx: Ctx,
  scope: Scope,
  alongside: (tx: Db, counts: { grouped: number; clusters: number }) => Promise<void>,
): Promise<number> {
  const [all, members] = await ctx.db.batch((db) => [texts.textsOf(db, scope), store.members(db, scope)])
  const sample = all.slice(0, MOST_POINTS)
  const points = await pointsOf(ctx, scope, sample)
  const { labels } = await inSlices(ctx, groupTexts(points))
  const { centres, distances } = centresOf(points, labels)
  const places = new Map(all.map(({ id }, at) => [id, at]))
  for (const { id, centre, distance } of await nearestOf(ctx, scope, all.slice(MOST_POINTS), centres)) {
    const at = places.get(id)
    if (at === undefined || distance > (centres[centre]?.reach ?? 0)) continue
    labels[at] = centre
    distances[at] = distance
  }
  const earlier = new Map(members.map(({ textId, clusterId }) => [textId, clusterId]))
  const now = new Map(
    all.flatMap(({ id }, at) => ((labels[at] ?? NOISE) === NOISE ? [] : [[id, labels[at] ?? NOISE]])),
  )
  const ids = matchGroups(earlier, now, centres.length).map((id) => id ?? newId())
  const said = all.map(({ text }) => text)
  const examples = examplesOf(said, labels, distances)
  const names = nameGroups(
    said,
    all.map((_, at) => labels[at] ?? NOISE),
  )
  const items = all.flatMap(({ id: textId, saidAt, unanswered }, at) => {
    const clusterId = ids[labels[at] ?? NOISE]
    return clusterId === undefined
      ? []
      : [{ clusterId, textId, saidAt, unanswered, example: examples.get(at) ?? null }]
  })
  const ofGroup = Map.groupBy(items, ({ clusterId }) => clusterId)
  const groups = ids.map((id, label) => {
    const own = ofGroup.get(id) ?? []
    return {
      id,
      label: names[label] ?? '',
      size: own.length,
      unanswered: own.filter(({ unanswered }) => unanswered).length,
      trend: trendOf(
        own.map(({ saidAt }) => saidAt),
        ctx.now(),
      ),
      lastSaidAt: new Date(Math.max(0, ...own.map(({ saidAt }) => saidAt.getTime()))),
    }
  })
  await ctx.db.tx(async (tx) => {
    await alongside(tx, { grouped: items.length, clusters: groups.length })
    await store.removeOthers(tx, scope, ids)
    if (groups.length === 0) return
    await store.write(tx, scope, groups)
    await store.removeItems(tx, scope)
    await store.writeItems(tx, scope.workspaceId, items)
    await store.openAgain(tx, scope, LEAST_OF_GROUP)
  })
  return sample.length
}

/** Reads the vectors of texts, which are in the order of their ids, and brings them to length 1. */
async function pointsOf(ctx: Ctx, scope: Scope, sample: readonly { id: string }[]): Promise<Points> {
  const points: Points = { count: sample.length, dimensions: 0, values: new Float64Array() }
  for (let from = 0; from < sample.length; from += VECTORS_AT_ONCE) {
    const page = sample.slice(from, from + VECTORS_AT_ONCE)
    const rows = await vectorsOf(ctx, scope, page)
    for (const [at, { id }] of page.entries()) {
      const vector = rows.get(id)
      // It was changed or deleted since the ids were read: the run is tried again.
      if (!vector) throw new Error('A text has lost its vector.')
      if (points.dimensions === 0) {
        points.dimensions = vector.length
        points.values = new Float64Array(sample.length * vector.length)
      }
      points.values.set(vector, (from + at) * points.dimensions)
    }
  }
  toUnitLength(points)
  return points
}

async function vectorsOf(
  ctx: Ctx,
  scope: Scope,
  page: readonly { id: string }[],
): Promise<Map<string, number[]>> {
  const [from, to] = [page[0]?.id ?? '', page.at(-1)?.id ?? '']
  const [rows] = await ctx.db.batch((db) => [texts.vectorsOf(db, { ...scope, from, to })])
  return new Map(rows.flatMap(({ id, vector }) => (vector ? [[id, vector] as const] : [])))
}

/** Finds the nearest centre of each text, which are in the order of their ids. */
async function nearestOf(
  ctx: Ctx,
  scope: Scope,
  rest: readonly { id: string }[],
  centres: readonly { vector: number[] }[],
): Promise<{ id: string; centre: number; distance: number }[]> {
  const found: { id: string; centre: number; distance: number }[] = []
  if (centres.length === 0) return found
  for (let from = 0; from < rest.length; from += COMPARED_AT_ONCE) {
    const page = rest.slice(from, from + COMPARED_AT_ONCE)
    const [{ rows }] = await ctx.db.batch((db) => [
      texts.nearest(db, {
        ...scope,
        from: page[0]?.id ?? '',
        to: page.at(-1)?.id ?? '',
        centres: centres.map(({ vector }) => vector),
      }),
    ])
    found.push(...rows)
  }
  return found
}
