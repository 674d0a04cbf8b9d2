import { changingOf } from '#core/lib/kernel/changing.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { conflict, invalid, notFound } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import type { Page } from '#core/lib/kernel/page.ts'
import {
  CAMPAIGNS_MAX,
  type Campaign,
  type ChangeCampaign,
  type CountedCampaign,
  type CreateCampaign,
  isForwards,
} from '../schemas/campaigns.ts'
import * as store from '../store/campaigns.ts'
import * as posts from '../store/posts.ts'
import * as sorting from '../store/sorting.ts'

/** Lists campaigns by their names. */
export async function listCampaigns(
  { db, workspaceId }: Ctx,
  { limit }: { limit: number },
): Promise<Page<Campaign>> {
  const [rows] = await db.batch((one) => [store.list(one, { workspaceId, limit })])
  return { items: rows.map(toCampaign), nextCursor: null }
}

export async function getCampaign({ db, workspaceId }: Ctx, id: string): Promise<CountedCampaign> {
  const [[row], [count]] = await db.batch((one) => [
    store.byId(one, { workspaceId, id }),
    store.count(one, { workspaceId, id }),
  ])
  if (!row) throw notFound('campaign')
  return { ...toCampaign(row), posts: count?.posts ?? 0, published: count?.published ?? 0 }
}

/** Adds a campaign. @throws conflict `name_taken`, `too_many_campaigns` */
export async function createCampaign(ctx: Ctx, campaign: CreateCampaign): Promise<CountedCampaign> {
  const { workspaceId } = ctx
  const id = newId()
  await changing(ctx, 'create', async (tx) => {
    const stored = await store.list(tx, { workspaceId, limit: CAMPAIGNS_MAX })
    if (stored.length >= CAMPAIGNS_MAX)
      throw conflict(
        'too_many_campaigns',
        `A workspace has at most ${CAMPAIGNS_MAX} campaigns. Delete one that is over; its posts stay.`,
      )
    await store.insert(tx, { id, workspaceId, ...campaign })
    return { id, after: campaign }
  })
  return getCampaign(ctx, id)
}

/** Changes a campaign, wherever it is. @throws conflict `name_taken`, invalid_input for a period that ends before it starts */
export async function changeCampaign(ctx: Ctx, id: string, change: ChangeCampaign): Promise<CountedCampaign> {
  const { workspaceId } = ctx
  await changing(ctx, 'change', async (tx) => {
    const [before] = await store.lock(tx, { workspaceId, id })
    if (!before) throw notFound('campaign')
    if (!isForwards({ ...before, ...change }))
      throw invalid('It ends before it starts.', [
        { path: 'endsOn', message: 'Give a last day on or after the first.' },
      ])
    await store.change(tx, { workspaceId, id, ...change })
    return { id, before: told(before), after: change }
  })
  return getCampaign(ctx, id)
}

/** Deletes a campaign. Its posts and series stay, without it. */
export async function deleteCampaign(ctx: Ctx, id: string): Promise<void> {
  const { workspaceId } = ctx
  await changing(ctx, 'delete', async (tx) => {
    const [before] = await store.lock(tx, { workspaceId, id })
    if (!before) throw notFound('campaign')
    // Series first: what is making their occurrences has then ended.
    await sorting.leaveCampaign(tx, { workspaceId, id })
    const postIds = (await sorting.ofCampaign(tx, { workspaceId, id })).map((post) => post.id)
    if (postIds.length > 0) {
      await posts.lockTargets(tx, { workspaceId, ids: postIds })
      await sorting.putCampaign(tx, { workspaceId, postIds, campaignId: null })
    }
    await store.remove(tx, { workspaceId, id })
    return { id, before: told(before) }
  })
}

const changing = changingOf({
  type: 'campaign',
  told: () => ({ topic: 'scheduled-posts' }),
  taken: () => conflict('name_taken', 'There is one with this name already.'),
})

type Row = Awaited<ReturnType<typeof store.list>>[number]
const told = ({ name, color, startsOn, endsOn }: Row) => ({ name, color, startsOn, endsOn })

const toCampaign = (row: Row): Campaign => ({
  id: row.id,
  ...told(row),
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
})
