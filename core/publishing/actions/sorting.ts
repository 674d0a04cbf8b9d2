import { demandLabels } from '#core/inbox/queries/labels.ts'
import * as audit from '#core/lib/kernel/audit.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import type { Db } from '#core/lib/kernel/db.ts'
import { invalid, notFound } from '#core/lib/kernel/errors.ts'
import type { Sorting, SortPosts } from '../schemas/sorting.ts'
import * as campaigns from '../store/campaigns.ts'
import * as occurrences from '../store/occurrences.ts'
import * as posts from '../store/posts.ts'
import * as series from '../store/series.ts'
import * as store from '../store/sorting.ts'

/**
 * A team sorts its posts by labels and campaigns. That changes nothing of what goes out: it is done to posts of any state, raises no version,
 * and leaves an occurrence with its series. What is named is locked before the posts are.
 */

/** Refuses labels and a campaign that the workspace does not have; the others are not deleted before the transaction ends. */
export async function demandSorting(
  tx: Db,
  { workspaceId }: { workspaceId: string },
  { labels, campaignId }: Sorting,
  path = 'labels',
): Promise<void> {
  if (campaignId) {
    const [found] = await campaigns.hold(tx, { workspaceId, id: campaignId })
    if (!found)
      throw invalid('The campaign is not of this workspace.', [
        { path: 'campaignId', message: 'Choose a campaign that there is, or null for none.' },
      ])
  }
  await demandLabels(tx, { workspaceId, ids: labels ?? [], path })
}

/** Sorts posts whose targets are locked. What is left out stays as it is. */
export async function sortThem(
  tx: Db,
  { workspaceId, postIds }: { workspaceId: string; postIds: readonly string[] },
  { labels, campaignId }: Sorting,
): Promise<void> {
  if (postIds.length === 0) return
  if (labels) {
    await store.keepLabels(tx, { workspaceId, postIds, ids: labels })
    await store.addLabels(tx, { workspaceId, postIds, ids: labels })
  }
  if (campaignId !== undefined) await store.putCampaign(tx, { workspaceId, postIds, campaignId })
}

/** Says whether a change is about sorting alone. */
export const isSortingAlone = ({ labels, campaignId, ...rest }: Sorting & object): boolean =>
  (labels !== undefined || campaignId !== undefined) &&
  Object.values(rest).every((value) => value === undefined)

/** Sorts one post, whatever its state. */
export async function sortPost(ctx: Ctx, id: string, sorting: Sorting): Promise<void> {
  const { workspaceId } = ctx
  await ctx.db.tx(async (tx, enqueue) => {
    await demandSorting(tx, ctx, sorting)
    const [post] = await posts.lock(tx, { workspaceId, id })
    if (!post) throw notFound('scheduled post')
    const before = await store.labelsOf(tx, { workspaceId, postIds: [id] })
    await sortThem(tx, { workspaceId, postIds: [id] }, sorting)
    await record(tx, ctx, id, sorting, {
      labels: before.map((label) => label.id),
      campaignId: post.campaignId,
    })
    enqueue({ type: 'feed.changed', topic: 'scheduled-posts', id })
  })
}

/** Sorts a series, and its occurrences that have not begun and were not edited on their own. */
export async function sortSeries(ctx: Ctx, id: string, sorting: Sorting): Promise<void> {
  const { workspaceId } = ctx
  await ctx.db.tx(async (tx, enqueue) => {
    await demandSorting(tx, ctx, sorting)
    const [row] = await series.lock(tx, { workspaceId, id })
    if (!row) throw notFound('series')
    await occurrences.lockTargets(tx, { workspaceId, seriesId: id, from: null })
    await sortSeriesIn(tx, { workspaceId, id }, sorting)
    await record(tx, ctx, id, sorting, { labels: row.labelIds, campaignId: row.campaignId })
    enqueue({ type: 'feed.changed', topic: 'scheduled-posts', id })
  })
}

/** Sorts a series that is locked, in the transaction of another change. */
export async function sortSeriesIn(
  tx: Db,
  { workspaceId, id }: { workspaceId: string; id: string },
  { labels, campaignId }: Sorting,
): Promise<void> {
  if (labels === undefined && campaignId === undefined) return
  await series.update(tx, {
    ...{ workspaceId, id },
    ...(labels ? { labelIds: [...new Set(labels)] } : {}),
    ...(campaignId === undefined ? {} : { campaignId }),
  })
  const following = await occurrences.followingPosts(tx, { workspaceId, seriesId: id, from: null })
  await sortThem(tx, { workspaceId, postIds: following.map((post) => post.id) }, { labels, campaignId })
}

const record = (tx: Db, ctx: Ctx, objectId: string, { labels, campaignId }: Sorting, before: Sorting) =>
  audit.record(tx, ctx, {
    action: 'post.sort',
    objectType: 'scheduled_post',
    objectId,
    before: { ...before },
    after: {
      ...(labels ? { labels } : {}),
      ...(campaignId === undefined ? {} : { campaignId }),
    },
  })

/** Sorts several posts at once, whatever their states. Ids that name no post that has been made are returned as `kept`. */
export async function sortPosts(
  ctx: Ctx,
  { ids, addLabels = [], removeLabels = [], campaignId }: SortPosts,
): Promise<{ sorted: string[]; kept: string[] }> {
  const { workspaceId } = ctx
  return ctx.db.tx(async (tx, enqueue) => {
    await demandSorting(tx, ctx, { labels: addLabels, campaignId }, 'addLabels')
    await posts.lockTargets(tx, { workspaceId, ids })
    const found = new Set((await store.known(tx, { workspaceId, postIds: ids })).map(({ id }) => id))
    const postIds = ids.filter((id) => found.has(id))
    if (postIds.length > 0) {
      if (removeLabels.length > 0) await store.removeLabels(tx, { workspaceId, postIds, ids: removeLabels })
      if (addLabels.length > 0) await store.addLabels(tx, { workspaceId, postIds, ids: addLabels })
      if (campaignId !== undefined) await store.putCampaign(tx, { workspaceId, postIds, campaignId })
      await audit.record(tx, ctx, {
        action: 'post.sort_many',
        objectType: 'workspace',
        objectId: workspaceId,
        after: { ids: postIds, addLabels, removeLabels, ...(campaignId === undefined ? {} : { campaignId }) },
      })
      enqueue({ type: 'feed.changed', topic: 'scheduled-posts' })
    }
    return { sorted: postIds, kept: ids.filter((id) => !found.has(id)) }
  })
}
