import { accountsByExternalId, accountsForWebhook } from '#core/accounts/queries.ts'
import { type StoredUpdate, type Update, updatePayloadSchema } from '#core/inbox/schemas.ts'
import type { Ctx, SystemCtx } from '#core/lib/context.ts'
import type { Db, Enqueue } from '#core/lib/db.ts'
import { describeError } from '#core/lib/errors.ts'
import { newId } from '#core/lib/ids.ts'
import { backoffMs } from '#core/lib/retry.ts'
import * as store from '../store/events.ts'

const MAX_ATTEMPTS = 5
/** A consumer that still runs has a younger delivery than this. */
const LEFT_BEHIND_MS = 60_000
const SWEEP_LIMIT = 500

/** One HTTP request of a platform, read from the queue. */
export interface Delivery {
  source: string
  body: string | null
  objectName: string | null
  receivedAt: Date
  /** Where the address names the account: its id, and the version of the secret that was given. */
  account: { id: string; secretVersion: number } | null
  /** What it splits into, or why it cannot be read. */
  updates: readonly Update[]
  error: string | null
}

type PayloadOf<Kind extends Update['payload']['kind']> = Extract<Update['payload'], { kind: Kind }>
type Applier<Kind extends Update['payload']['kind']> = (
  tx: Db,
  ctx: Ctx,
  updates: readonly StoredUpdate<PayloadOf<Kind>>[],
  enqueue: Enqueue,
) => Promise<void>

/** What each kind of update does: given by the door, because it is other domains that do it. */
export interface Appliers {
  message: Applier<'message'>
  receipt: Applier<'receipt'>
}

/** The unapplied updates of a batch, by workspace. */
export type Unapplied = Map<string, string[]>

/**
 * Stores deliveries and their updates, each update once. Updates of accounts that are connected nowhere are kept without
 * a workspace. Returns what is to be applied, which after a crash includes what an earlier delivery of the same left.
 */
export async function recordDeliveries(ctx: SystemCtx, deliveries: readonly Delivery[]): Promise<Unapplied> {
  const routes = await findRoutes(ctx, deliveries)
  const deliveryRows: store.NewDelivery[] = []
  const eventRows: store.NewEvent[] = []
  // Platforms tell seconds: what was said within one is in the order of its arrival, which the ids made here keep.
  const asTheyCame = deliveries.toSorted((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime())
  for (const delivery of asTheyCame) {
    const id = newId()
    const { source, body, objectName, receivedAt, error } = delivery
    deliveryRows.push({
      id,
      source,
      body,
      objectName,
      receivedAt,
      error,
      updateCount: delivery.updates.length,
    })
    for (const update of delivery.updates) {
      const route = routes(delivery, update)
      eventRows.push({
        workspaceId: route?.workspaceId ?? null,
        accountId: route?.id ?? null,
        deliveryId: id,
        source,
        type: update.type,
        externalAccountId: update.externalAccountId ?? delivery.account?.id ?? null,
        error: delivery.error,
        dedupeKey: update.dedupeKey,
        payload: { platform: update.platform, ...update.payload },
        occurredAt: update.occurredAt ?? receivedAt,
        receivedAt,
      })
    }
  }
  if (eventRows.length === 0) {
    await ctx.db.batch((db) => [store.insertDeliveries(db, deliveryRows)])
    return new Map()
  }
  const [, , unapplied] = await ctx.db.batch((db) => [
    store.insertDeliveries(db, deliveryRows),
    store.insertEvents(db, eventRows),
    store.unappliedOf(db, eventRows),
  ])
  return byWorkspace(unapplied)
}

async function findRoutes(ctx: SystemCtx, deliveries: readonly Delivery[]) {
  const external = new Map<string, { platform: string; externalId: string }>()
  const ids = new Set<string>()
  for (const { account, updates } of deliveries) {
    if (account) ids.add(account.id)
    for (const { platform, externalAccountId } of updates) {
      if (!account && platform !== null && externalAccountId !== null) {
        external.set(`${platform}/${externalAccountId}`, { platform, externalId: externalAccountId })
      }
    }
  }
  const [byExternal, byId] = await ctx.db.batch((db) => [
    accountsByExternalId(db, [...external.values()]),
    accountsForWebhook(db, [...ids]),
  ])
  const externalRoutes = new Map(
    byExternal.map((account) => [`${account.platform}/${account.externalId}`, account]),
  )
  const idRoutes = new Map(byId.map((account) => [account.id, account]))

  return (delivery: Delivery, update: Update) => {
    if (!delivery.account) return externalRoutes.get(`${update.platform}/${update.externalAccountId}`)
    const account = idRoutes.get(delivery.account.id)
    // A secret that has been replaced is genuine but no longer trusted.
    return account && account.webhookSecretVersion <= delivery.account.secretVersion ? account : undefined
  }
}

/**
 * Applies a workspace's updates: claim, apply and mark in one transaction, so that an update is applied exactly when it
 * is marked. Should one of them be poisonous, each is tried alone and the bad one is put off, visible, with its error.
 */
export async function applyEvents(ctx: Ctx, ids: readonly string[], appliers: Appliers): Promise<void> {
  try {
    await applyTogether(ctx, ids, appliers)
  } catch (error) {
    if (ids.length === 1) return putOff(ctx, ids[0] ?? '', error)
    ctx.log.warn('webhook.batch_failed', {
      workspaceId: ctx.workspaceId,
      events: ids.length,
      error: describeError(error),
    })
    for (const id of ids) await applyEvents(ctx, [id], appliers)
  }
}

async function applyTogether(ctx: Ctx, ids: readonly string[], appliers: Appliers): Promise<void> {
  const { workspaceId } = ctx
  await ctx.db.tx(async (tx, enqueue) => {
    const rows = await store.claim(tx, { workspaceId, ids })
    if (rows.length === 0) return
    const messages: StoredUpdate<PayloadOf<'message'>>[] = []
    const receipts: StoredUpdate<PayloadOf<'receipt'>>[] = []
    for (const { id, accountId, occurredAt, payload: stored } of rows) {
      if (accountId === null) continue
      const payload = updatePayloadSchema.parse(stored)
      if (payload.kind === 'message') messages.push({ id, accountId, occurredAt, payload })
      if (payload.kind === 'receipt') receipts.push({ id, accountId, occurredAt, payload })
    }
    if (messages.length > 0) await appliers.message(tx, ctx, messages, enqueue)
    if (receipts.length > 0) await appliers.receipt(tx, ctx, receipts, enqueue)
    await store.markProcessed(tx, { workspaceId, ids: rows.map((row) => row.id), now: ctx.now() })
    enqueue({ type: 'feed.changed', topic: 'operations' })
  })
}

async function putOff(ctx: Ctx, id: string, error: unknown): Promise<void> {
  const { workspaceId } = ctx
  ctx.log.error('webhook.event_failed', { workspaceId, eventId: id, error: describeError(error) })
  await ctx.db.tx(async (tx, enqueue) => {
    const [event] = await store.eventById(tx, { workspaceId, id })
    if (!event) return
    const attempts = event.attempts + 1
    const nextTryAt = attempts >= MAX_ATTEMPTS ? null : new Date(ctx.now().getTime() + backoffMs(attempts))
    await store.markFailed(tx, { workspaceId, id, error: describeError(error), nextTryAt })
    enqueue({ type: 'feed.changed', topic: 'operations' })
  })
}

/** Applies what a crash left: stored and acknowledged, or put off until now. */
export async function sweepEvents(ctx: SystemCtx, appliers: Appliers): Promise<number> {
  const now = ctx.now()
  const before = new Date(now.getTime() - LEFT_BEHIND_MS)
  const [left] = await ctx.db.batch((db) => [store.leftBehind(db, { before, now, limit: SWEEP_LIMIT })])
  for (const [workspaceId, ids] of byWorkspace(left))
    await applyEvents(ctx.workspace(workspaceId), ids, appliers)
  return left.length
}

function byWorkspace(events: readonly { id: string; workspaceId: string | null }[]): Unapplied {
  const grouped: Unapplied = new Map()
  for (const { id, workspaceId } of events) {
    if (workspaceId === null) continue
    const ids = grouped.get(workspaceId)
    if (ids) ids.push(id)
    else grouped.set(workspaceId, [id])
  }
  return grouped
}
