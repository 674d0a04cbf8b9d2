import { accountsByExternalId, accountsForWebhook } from '#core/accounts/queries.ts'
import * as audit from '#core/lib/kernel/audit.ts'
import type { Ctx, SystemCtx } from '#core/lib/kernel/context.ts'
import { AppError, notFound } from '#core/lib/kernel/errors.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/kernel/page.ts'
import { idSchema } from '#core/lib/kernel/schemas.ts'
import type { WebhookEvent } from '../schemas.ts'
import * as store from '../store/events.ts'
import { applyStored } from './ingest.ts'

interface EventQuery {
  status?: WebhookEvent['status'] | undefined
  limit: number
  cursor?: string | undefined
}

export const listWebhookEvents = (ctx: Ctx, query: EventQuery) => listEvents(ctx, ctx.workspaceId, query)
/** Lists updates of accounts that are not connected anywhere, for the operators. */
export const listUnassignedEvents = (ctx: SystemCtx, query: EventQuery) => listEvents(ctx, null, query)

async function listEvents(
  ctx: Pick<Ctx, 'db'>,
  workspaceId: string | null,
  { status, limit, cursor }: EventQuery,
): Promise<Page<WebhookEvent>> {
  const before = decodeCursor(cursor)
  const [rows] = await ctx.db.batch((db) => [store.listEvents(db, { workspaceId, status, before, limit })])
  return pageOfRows(rows, limit, (row) => ({ at: row.receivedAt, id: row.id }), toWebhookEvent)
}

/** Applies an update again now, if it has not been applied. */
export async function replayWebhookEvent(ctx: Ctx, id: string): Promise<WebhookEvent> {
  const { workspaceId } = ctx
  const [[event]] = await ctx.db.batch((db) => [store.eventById(db, { workspaceId, id })])
  if (!event) throw notFound('webhook event')
  await ctx.db.batch((db) => [
    audit.record(db, ctx, {
      action: 'webhook_event.replay',
      objectType: 'webhook_event',
      objectId: id,
      before: { status: statusOf(event), attempts: event.attempts },
    }),
  ])
  if (event.processedAt === null) await applyStored(ctx, [event])
  const [[after]] = await ctx.db.batch((db) => [store.eventById(db, { workspaceId, id })])
  return toWebhookEvent(after ?? event)
}

/** Gives an unassigned update to the account that has been connected since, and applies it there. */
export async function replayUnassignedEvent(ctx: SystemCtx, id: string): Promise<WebhookEvent> {
  const [[event]] = await ctx.db.batch((db) => [store.eventById(db, { workspaceId: null, id })])
  if (!event) throw notFound('unassigned webhook event')
  const platform = platformOf(event.payload)
  const named = event.externalAccountId ?? ''
  // A webhook's address, if it names the account, gives our own id.
  const [byExternalId, byOurId] = await ctx.db.batch((db) => [
    accountsByExternalId(db, [{ platform, externalId: named }]),
    accountsForWebhook(db, idSchema.safeParse(named).success ? [named] : []),
  ])
  const account = byExternalId[0] ?? byOurId[0]
  if (!account) {
    throw new AppError(
      'conflict',
      'still_unassigned',
      `No account ${event.externalAccountId} is connected on ${platform}. Connect it, then replay.`,
    )
  }
  const [assigned] = await ctx.db.batch((db) => [
    store.assign(db, { id, workspaceId: account.workspaceId, accountId: account.id }),
  ])
  if (assigned.length === 0)
    throw new AppError('conflict', 'already_applied', 'That workspace has received this update already.')
  return replayWebhookEvent(ctx.workspace(account.workspaceId), id)
}

const platformOf = (payload: unknown): string =>
  typeof payload === 'object' && payload !== null && 'platform' in payload ? String(payload.platform) : ''

const toWebhookEvent = (row: store.EventRow): WebhookEvent => ({
  id: row.id,
  source: row.source,
  type: row.type,
  externalAccountId: row.externalAccountId,
  status: statusOf(row),
  error: row.error,
  attempts: row.attempts,
  payload: row.payload,
  receivedAt: row.receivedAt.toISOString(),
  processedAt: row.processedAt?.toISOString() ?? null,
})

function statusOf(row: store.EventRow): WebhookEvent['status'] {
  if (row.processedAt !== null) return 'processed'
  if (row.workspaceId === null) return 'unassigned'
  return row.error === null ? 'pending' : 'failed'
}
