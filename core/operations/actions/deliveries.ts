import * as audit from '#core/lib/kernel/audit.ts'
import type { SystemCtx } from '#core/lib/kernel/context.ts'
import { notFound } from '#core/lib/kernel/errors.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/kernel/page.ts'
import { toBase64 } from '#core/lib/secrets/crypto.ts'
import type { WebhookDelivery } from '../schemas.ts'
import * as store from '../store/deliveries.ts'

export async function listDeliveries(
  ctx: SystemCtx,
  query: { limit: number; cursor?: string | undefined },
): Promise<Page<WebhookDelivery>> {
  const before = decodeCursor(query.cursor)
  const [rows] = await ctx.db.batch((db) => [store.list(db, { before, limit: query.limit })])
  return pageOfRows(rows, query.limit, (row) => ({ at: row.receivedAt, id: row.id }), toDelivery)
}

/** Puts a delivery on its queue once more, as it came. Updates that were applied are not applied again. */
export async function replayDelivery(ctx: SystemCtx, id: string): Promise<WebhookDelivery> {
  const [[row]] = await ctx.db.batch((db) => [store.byId(db, id)])
  if (!row) throw notFound('webhook delivery')
  const { source, account, body, objectName, receivedAt } = row
  await ctx.db.batch((db) => [
    audit.recordForInstallation(db, ctx, { action: 'webhook_delivery.replay', after: { id, source } }),
  ])
  await ctx.requeue('webhooks', {
    source,
    account,
    objectName,
    receivedAt: receivedAt.toISOString(),
    bytes: body === null ? null : toBase64(new TextEncoder().encode(body)),
  })
  return toDelivery(row)
}

const toDelivery = (row: store.ListedRow): WebhookDelivery => ({
  id: row.id,
  source: row.source,
  updates: row.updateCount,
  error: row.error,
  receivedAt: row.receivedAt.toISOString(),
})
