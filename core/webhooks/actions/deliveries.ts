import { Webhook } from 'standardwebhooks'
import * as audit from '#core/lib/kernel/audit.ts'
import type { Ctx, SystemCtx } from '#core/lib/kernel/context.ts'
import { only } from '#core/lib/kernel/db.ts'
import { conflict, notFound } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/kernel/page.ts'
import { dataKeyOf } from '#core/lib/secrets/data-key.ts'
import { truncate } from '#core/lib/text/text.ts'
import { managers } from '#core/workspaces/queries.ts'
import { isTaken, nextAttempt, switchedOff } from '../rules.ts'
import { TEST_EVENT, type WebhookDelivery } from '../schemas.ts'
import * as store from '../store/deliveries.ts'
import * as endpoints from '../store/endpoints.ts'
import { boundTo } from './endpoints.ts'

/** Longer than a call may take: who sends has recorded it before another claims it. */
const LEASE_MS = 60_000
const CLAIM = 5
const CLAIMS_MAX = 20
const ANSWER_MAX_BYTES = 64 * 1024
const ANSWER_SHOWN = 500
const SWEEP_LIMIT = 1000
const KEPT_MS = 30 * 86_400_000

/**
 * Sends what is due to an endpoint, in order. A try that ends between the call and its record is made again when its lease is over, under the
 * same `webhook-id`. @returns how many were taken and how many not
 */
export async function deliverTo(
  ctx: Ctx,
  endpointId: string,
): Promise<{ processed: number; failed: number }> {
  const { workspaceId } = ctx
  const figures = { processed: 0, failed: 0 }
  for (let claims = 0; claims < CLAIMS_MAX; claims++) {
    const [[endpoint]] = await ctx.db.batch((db) => [endpoints.byId(db, { workspaceId, id: endpointId })])
    if (!endpoint?.enabled) return figures
    const at = ctx.now()
    const until = new Date(at.getTime() + LEASE_MS)
    const [claimed] = await ctx.db.batch((db) => [
      store.claim(db, { workspaceId, endpointId, at, until, limit: CLAIM }),
    ])
    if (claimed.length === 0) return figures
    const secrets = await secretsOf(ctx, endpoint)
    const outcomes = await Promise.all(claimed.map((row) => send(ctx, endpoint.url, secrets, row)))
    for (const [n, row] of claimed.entries()) {
      const taken = await record(ctx, row, outcomes[n] ?? NO_ANSWER)
      if (taken) figures.processed++
      else figures.failed++
    }
  }
  return figures
}

interface Answer {
  status: number | null
  text: string
}
const NO_ANSWER: Answer = { status: null, text: 'There was no answer.' }

/** Opens the secrets that sign: the current one, and for a day the one before it. */
async function secretsOf(ctx: Ctx, row: endpoints.EndpointRow): Promise<string[]> {
  const key = await dataKeyOf(ctx, row.workspaceId)
  const { oldSecret, oldSecretUntil } = row
  const old = oldSecret !== null && oldSecretUntil !== null && oldSecretUntil > ctx.now() ? [oldSecret] : []
  return Promise.all(
    [row.secret, ...old].map((sealed) => ctx.vault.open(boundTo(row.workspaceId, row.id), key, sealed)),
  )
}

async function send(
  ctx: Ctx,
  url: string,
  secrets: readonly string[],
  row: store.DeliveryRow,
): Promise<Answer> {
  const body = JSON.stringify(row.payload)
  const at = ctx.now()
  const answer = await ctx.fetchPublic(url, {
    method: 'POST',
    maxBytes: ANSWER_MAX_BYTES,
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': row.id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(row.id, at, body)).join(' '),
    },
  })
  return answer.kind === 'fetched'
    ? { status: answer.status, text: truncate(new TextDecoder().decode(answer.bytes), ANSWER_SHOWN) }
    : { status: null, text: answer.reason }
}

/** Records a try, and what it says of the endpoint. @returns whether it was taken */
async function record(ctx: Ctx, row: store.DeliveryRow, { status, text }: Answer): Promise<boolean> {
  const where = { workspaceId: row.workspaceId, id: row.endpointId }
  const at = ctx.now()
  const taken = status !== null && isTaken(status)
  const next = taken ? null : nextAttempt(row, at)
  await ctx.db.tx(async (tx, enqueue) => {
    const [endpoint] = await endpoints.lock(tx, where)
    // The endpoint was deleted meanwhile, and its deliveries with it.
    if (!endpoint) return
    const [recorded] = await store.record(tx, row, {
      status: taken ? 'delivered' : next ? 'pending' : 'failed',
      notBefore: next ?? at,
      answerStatus: status,
      answerText: text.replaceAll('\u0000', ''),
      deliveredAt: taken ? at : null,
    })
    if (!recorded) return
    if (taken) {
      if (endpoint.failingSince) await endpoints.change(tx, where, { failingSince: null })
      return
    }
    const failingSince = endpoint.failingSince ?? at
    const problem = switchedOff({ status, failingSince }, at)
    await endpoints.change(tx, where, { failingSince, ...(problem ? { enabled: false, problem } : {}) })
    if (!problem) return
    await audit.record(tx, ctx, {
      action: 'webhook_endpoint.switch_off',
      objectType: 'webhook_endpoint',
      objectId: row.endpointId,
      after: { url: endpoint.url, problem },
    })
    for (const { userId } of await managers(tx, where))
      enqueue({ type: 'webhook.off_mail', endpointId: row.endpointId, userId, at: at.toISOString() })
    enqueue({ type: 'feed.changed', topic: 'workspace' })
  })
  return taken
}

async function mustExist(ctx: Ctx, id: string): Promise<endpoints.EndpointRow> {
  const [[row]] = await ctx.db.batch((db) => [endpoints.byId(db, { workspaceId: ctx.workspaceId, id })])
  if (!row) throw notFound('endpoint')
  return row
}

/** Lists what an endpoint was or is to be told, the latest first. @throws not_found */
export async function listDeliveries(
  ctx: Ctx,
  endpointId: string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<WebhookDelivery>> {
  await mustExist(ctx, endpointId)
  const before = decodeCursor(cursor)
  const [rows] = await ctx.db.batch((db) => [
    store.list(db, { workspaceId: ctx.workspaceId, endpointId, before, limit }),
  ])
  return pageOfRows(rows, limit, (row) => ({ at: row.createdAt, id: row.id }), toDelivery)
}

/** Reads one delivery. @throws not_found */
export async function getDelivery(ctx: Ctx, endpointId: string, id: string): Promise<WebhookDelivery> {
  const where = { workspaceId: ctx.workspaceId, endpointId, id }
  const [[row]] = await ctx.db.batch((db) => [store.byId(db, where)])
  if (!row) throw notFound('delivery')
  return toDelivery(row)
}

/** Has a delivery sent again, under the same `webhook-id`. @throws not_found */
export async function replayDelivery(ctx: Ctx, endpointId: string, id: string): Promise<WebhookDelivery> {
  const where = { workspaceId: ctx.workspaceId, endpointId, id }
  const row = await ctx.db.tx(async (tx, enqueue) => {
    const [replayed] = await store.replay(tx, { ...where, at: ctx.now() })
    if (!replayed) throw notFound('delivery')
    await audit.record(tx, ctx, {
      action: 'webhook_endpoint.replay',
      objectType: 'webhook_endpoint',
      objectId: endpointId,
      after: { deliveryId: id },
    })
    enqueue({ type: 'webhook.deliver', endpointId })
    return replayed
  })
  return toDelivery(row)
}

/** Sends a test event, by the same way as all others. @throws not_found, conflict `endpoint_off` */
export async function sendTest(ctx: Ctx, endpointId: string): Promise<WebhookDelivery> {
  const endpoint = await mustExist(ctx, endpointId)
  if (!endpoint.enabled) throw conflict('endpoint_off', 'The endpoint is switched off. Switch it on first.')
  const at = ctx.now()
  const row = await ctx.db.tx(async (tx, enqueue) => {
    const made = only(
      await store.insert(tx, {
        workspaceId: ctx.workspaceId,
        endpointId,
        type: TEST_EVENT,
        orderKey: newId(),
        payload: { type: TEST_EVENT, timestamp: at.toISOString(), data: { endpointId } },
        notBefore: at,
      }),
    )
    await audit.record(tx, ctx, {
      action: 'webhook_endpoint.test',
      objectType: 'webhook_endpoint',
      objectId: endpointId,
    })
    enqueue({ type: 'webhook.deliver', endpointId })
    return made
  })
  return toDelivery(row)
}

/** Asks for the deliveries that are due, of all workspaces. */
export async function sweepDeliveries(ctx: SystemCtx): Promise<number> {
  const [{ rows }] = await ctx.db.batch((db) => [store.due(db, { at: ctx.now(), limit: SWEEP_LIMIT })])
  await ctx.deliver(
    rows.map(({ workspace_id: workspaceId, endpoint_id: endpointId }) => ({
      id: newId(),
      workspaceId,
      job: { type: 'webhook.deliver', endpointId },
    })),
  )
  return rows.length
}

/** Deletes deliveries that ended and are older than thirty days. */
export async function forgetDeliveries(ctx: SystemCtx): Promise<number> {
  const before = new Date(ctx.now().getTime() - KEPT_MS)
  const [rows] = await ctx.db.batch((db) => [store.forget(db, { before })])
  return rows.length
}

const toDelivery = (row: store.DeliveryRow): WebhookDelivery => ({
  id: row.id,
  endpointId: row.endpointId,
  type: row.type,
  status: row.status,
  attempts: row.attempts,
  answer: row.answerText === null ? null : { status: row.answerStatus, text: row.answerText },
  nextAttemptAt: row.status === 'pending' ? row.notBefore.toISOString() : null,
  deliveredAt: row.deliveredAt?.toISOString() ?? null,
  payload: row.payload,
  createdAt: row.createdAt.toISOString(),
})
