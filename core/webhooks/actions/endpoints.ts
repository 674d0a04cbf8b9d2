import * as audit from '#core/lib/kernel/audit.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { only } from '#core/lib/kernel/db.ts'
import { conflict, invalid, notFound } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/kernel/page.ts'
import { toBase64 } from '#core/lib/secrets/crypto.ts'
import { dataKeyOf } from '#core/lib/secrets/data-key.ts'
import { OLD_SECRET_MS } from '../rules.ts'
import type { CreateEndpoint, UpdateEndpoint, WebhookEndpoint } from '../schemas.ts'
import * as store from '../store/endpoints.ts'

const SECRET_BYTES = 32
const ENDPOINTS_MAX = 20
export const boundTo = (workspaceId: string, id: string) => ({
  workspaceId,
  accountId: id,
  column: 'webhook_endpoints.secret',
})

/** Refuses an address that is not a public one, by the same rules by which it is sent to. */
async function mustBePublic(ctx: Ctx, url: string): Promise<void> {
  const problem = await ctx.publicProblem(url)
  if (problem !== null) throw invalid(problem, [{ path: 'url', message: problem }])
}

async function newSecret(ctx: Ctx, id: string): Promise<{ secret: string; sealed: string }> {
  const secret = `whsec_${toBase64(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)))}`
  const key = await dataKeyOf(ctx, ctx.workspaceId)
  return { secret, sealed: await ctx.vault.seal(boundTo(ctx.workspaceId, id), key, secret) }
}

/** Adds an endpoint. Its secret is in this answer alone. @throws invalid for an address that is not public, conflict for one too many */
export async function createEndpoint(
  ctx: Ctx,
  { url, events }: CreateEndpoint,
): Promise<WebhookEndpoint & { secret: string }> {
  await mustBePublic(ctx, url)
  const id = newId()
  const { secret, sealed } = await newSecret(ctx, id)
  const row = await ctx.db.tx(async (tx, enqueue) => {
    const made = only(
      await store.insert(tx, { id, workspaceId: ctx.workspaceId, url, events, secret: sealed }),
    )
    if (only(await store.count(tx, ctx)).count > ENDPOINTS_MAX)
      throw conflict(
        'too_many_endpoints',
        `A workspace has at most ${ENDPOINTS_MAX} endpoints. Delete one first.`,
      )
    await audit.record(tx, ctx, {
      action: 'webhook_endpoint.create',
      objectType: 'webhook_endpoint',
      objectId: id,
      after: { url, events },
    })
    enqueue({ type: 'feed.changed', topic: 'workspace' })
    return made
  })
  return { ...toEndpoint(row), secret }
}

/** Reads an endpoint. @throws not_found */
export async function getEndpoint(ctx: Ctx, id: string): Promise<WebhookEndpoint> {
  const [[row]] = await ctx.db.batch((db) => [store.byId(db, { workspaceId: ctx.workspaceId, id })])
  if (!row) throw notFound('endpoint')
  return toEndpoint(row)
}

/** Lists endpoints, the latest first. */
export async function listEndpoints(
  ctx: Ctx,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<WebhookEndpoint>> {
  const before = decodeCursor(cursor)
  const [rows] = await ctx.db.batch((db) => [store.list(db, { workspaceId: ctx.workspaceId, before, limit })])
  return pageOfRows(rows, limit, (row) => ({ at: row.createdAt, id: row.id }), toEndpoint)
}

/** Changes an endpoint; switched on again, it takes what waits. @throws not_found, invalid */
export async function updateEndpoint(ctx: Ctx, id: string, change: UpdateEndpoint): Promise<WebhookEndpoint> {
  if (change.url !== undefined) await mustBePublic(ctx, change.url)
  const where = { workspaceId: ctx.workspaceId, id }
  const row = await ctx.db.tx(async (tx, enqueue) => {
    const [before] = await store.lock(tx, where)
    if (!before) throw notFound('endpoint')
    const fresh = change.enabled === true ? { problem: null, failingSince: null } : {}
    const changed = only(await store.change(tx, where, { ...change, ...fresh }))
    const { url, events, enabled } = before
    await audit.record(tx, ctx, {
      action: 'webhook_endpoint.update',
      objectType: 'webhook_endpoint',
      objectId: id,
      before: { url, events, enabled },
      after: { url: changed.url, events: changed.events, enabled: changed.enabled },
    })
    if (changed.enabled) enqueue({ type: 'webhook.deliver', endpointId: id })
    enqueue({ type: 'feed.changed', topic: 'workspace' })
    return changed
  })
  return toEndpoint(row)
}

/** Gives an endpoint a new secret, shown once. The old one signs too for a day. @throws not_found */
export async function rotateSecret(ctx: Ctx, id: string): Promise<{ id: string; secret: string }> {
  const where = { workspaceId: ctx.workspaceId, id }
  const { secret, sealed } = await newSecret(ctx, id)
  await ctx.db.tx(async (tx) => {
    const [before] = await store.lock(tx, where)
    if (!before) throw notFound('endpoint')
    await store.change(tx, where, {
      secret: sealed,
      oldSecret: before.secret,
      oldSecretUntil: new Date(ctx.now().getTime() + OLD_SECRET_MS),
    })
    await audit.record(tx, ctx, {
      action: 'webhook_endpoint.rotate_secret',
      objectType: 'webhook_endpoint',
      objectId: id,
    })
  })
  return { id, secret }
}

/** Deletes an endpoint with what it was to be told. @throws not_found */
export async function deleteEndpoint(ctx: Ctx, id: string): Promise<void> {
  await ctx.db.tx(async (tx, enqueue) => {
    const [removed] = await store.remove(tx, { workspaceId: ctx.workspaceId, id })
    if (!removed) throw notFound('endpoint')
    await audit.record(tx, ctx, {
      action: 'webhook_endpoint.delete',
      objectType: 'webhook_endpoint',
      objectId: id,
      before: removed,
    })
    enqueue({ type: 'feed.changed', topic: 'workspace' })
  })
}

const toEndpoint = (row: store.EndpointRow): WebhookEndpoint => ({
  id: row.id,
  url: row.url,
  events: row.events,
  enabled: row.enabled,
  problem: row.problem,
  failingSince: row.failingSince?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
})
