import * as audit from '#core/lib/kernel/audit.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { conflict, notFound } from '#core/lib/kernel/errors.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/kernel/page.ts'
import type {
  ChangeEngagementAction,
  EngagementAction,
  EngagementActionListQuery,
  EngagementStatus,
} from '../schemas.ts'
import * as store from '../store/acts.ts'

/** Lists what the team does to published posts, those first whose time is latest. */
export async function listActions(
  { db, workspaceId }: Ctx,
  { limit, cursor, status, accountId }: EngagementActionListQuery,
): Promise<Page<EngagementAction>> {
  const before = decodeCursor(cursor)
  const [rows] = await db.batch((one) => [store.list(one, { workspaceId, status, accountId, before, limit })])
  return pageOfRows(rows, limit, ({ action: { dueAt: at, id } }) => ({ at, id }), toAction)
}

/** @throws not_found */
export async function getAction({ db, workspaceId }: Ctx, id: string): Promise<EngagementAction> {
  const [[row]] = await db.batch((one) => [store.byId(one, { workspaceId, id })])
  if (!row) throw notFound('engagement_action')
  return toAction(row)
}

const toAction = ({ action, accountName, platform, post, pattern }: store.ActionRow): EngagementAction => ({
  id: action.id,
  accountId: action.accountId,
  accountName,
  platform,
  actionType: action.kind,
  targetId: post.externalId,
  targetUrl: post.url,
  targetText: post.text,
  publishedPostId: action.publishedPostId,
  reaction: action.reaction,
  patternName: pattern?.name ?? null,
  text: action.text,
  status: action.status,
  waitingReason: action.waitingReason,
  error: action.error,
  dueAt: action.dueAt.toISOString(),
  sentAt: action.sentAt?.toISOString() ?? null,
  externalId: action.externalId,
  url: action.url,
})

/** From which states a person may bring an action into another. One that may have been done is never simply done again. */
const LEAVES: Readonly<Record<ChangeEngagementAction['status'], readonly EngagementStatus[]>> = {
  queued: ['failed'],
  cancelled: ['queued', 'waiting', 'unknown'],
  sent: ['waiting', 'unknown'],
}

/**
 * Tries a failed action again, takes back one that waits, or says that one was done: by hand, or where its outcome was not known.
 * @throws not_found, conflict `changed_meanwhile`
 */
export async function changeAction(
  ctx: Ctx,
  id: string,
  { status }: ChangeEngagementAction,
): Promise<EngagementAction> {
  const { workspaceId } = ctx
  await ctx.db.tx(async (tx, enqueue) => {
    const [known] = await store.byId(tx, { workspaceId, id })
    if (!known) throw notFound('engagement_action')
    const [changed] = await store.changeByHand(tx, {
      ...{ workspaceId, id, status },
      from: LEAVES[status].filter((from) => from === known.action.status),
      now: ctx.now(),
    })
    if (!changed)
      throw conflict('changed_meanwhile', 'Its state has changed meanwhile. Look at it once more.')
    // One of unknown outcome may have been done, and keeps its place.
    if (status === 'cancelled' && known.action.status !== 'unknown')
      await store.freePlace(tx, {
        workspaceId,
        profileId: changed.profileId,
        kind: changed.kind,
        day: changed.countedOn,
      })
    await audit.record(tx, ctx, {
      action: 'engagement.change_action',
      objectType: 'engagement_action',
      objectId: id,
      before: { status: known.action.status },
      after: { status },
    })
    if (status === 'queued') enqueue({ type: 'engagement.act', actionId: id })
    enqueue({ type: 'feed.changed', topic: 'engagement', id })
  })
  return getAction(ctx, id)
}
