import { notAfter, type Told, type UpdateIntake, updateReader } from '#core/inbox/rules/intake.ts'
import type { Update } from '#core/inbox/schemas.ts'
import type { Ctx, SystemCtx } from '#core/lib/kernel/context.ts'
import { describeError } from '#core/lib/kernel/errors.ts'
import { idOf, newId } from '#core/lib/kernel/ids.ts'
import type { Job } from '#core/lib/kernel/jobs.ts'
import { backoffMs } from '#core/lib/platform/retry.ts'
import { sha256Hex } from '#core/lib/secrets/crypto.ts'
import * as store from '../store/events.ts'
import * as intake from '../store/intake.ts'

const MAX_ATTEMPTS = 5
const DELAYS_MS = Array.from({ length: MAX_ATTEMPTS - 1 }, (_, failed) => backoffMs(failed + 1))
/** Only updates received longer ago than this are swept: a consumer that still runs has younger ones. */
const LEFT_BEHIND_MS = 60_000
const SWEEP_LIMIT = 500

/** One HTTP request of a platform, read from the queue. */
export interface Delivery {
  source: string
  body: string | null
  objectName: string | null
  receivedAt: Date
  /** The account that the webhook's address names, if it does: its id, and the version of the secret that was given. */
  account: { id: string; secretVersion: number } | null
  /** The updates that it splits into; `error` says why it cannot be read. */
  updates: readonly Update[]
  error: string | null
}

/**
 * Keeps deliveries as they came, and applies their updates, each once, in one trip to the database whatever their number.
 * If an update fails, it alone is put off, visible with its error. Updates of accounts that are connected nowhere are kept
 * for the operators. `applying: false` only stores them: the sweep applies them later.
 */
export async function ingest(
  ctx: SystemCtx,
  deliveries: readonly Delivery[],
  { applying }: { applying: boolean },
): Promise<void> {
  // Platforms send whole seconds: messages of the same second keep the order of their arrival.
  const asTheyCame = deliveries.toSorted((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime())
  const kept = await Promise.all(
    asTheyCame.map(async (delivery) => ({ ...delivery, id: await deliveryId(delivery) })),
  )
  const read = payloadReader()
  const updates = kept.flatMap((delivery) =>
    delivery.updates.map((update) => {
      const { account, source, receivedAt } = delivery
      const received = receivedAt.toISOString()
      const occurredAt = notAfter(update.occurredAt?.toISOString() ?? received, received)
      return {
        event: newId(),
        delivery: delivery.id,
        source,
        type: update.type,
        platform: update.platform,
        external: update.externalAccountId ?? account?.id ?? null,
        account: account?.id ?? null,
        secretVersion: account?.secretVersion ?? null,
        dedupeKey: update.dedupeKey,
        occurredAt,
        receivedAt: received,
        payload: { platform: update.platform, ...update.payload },
        stored: false,
        ...read(update.payload, {
          account: account?.id ?? `${update.platform}/${update.externalAccountId}`,
          occurredAt,
          receivedAt: received,
        }),
        ...(delivery.error === null ? {} : { problem: delivery.error }),
      }
    }),
  )
  const now = ctx.now()
  const [{ rows }] = await ctx.db.batch((db) => [
    intake.takeIn(db, {
      deliveries: kept.map(({ updates: { length }, ...delivery }) => ({ ...delivery, updateCount: length })),
      updates: inOrder(updates),
      applying,
      delays: DELAYS_MS,
      now,
    }),
  ])
  await announce(ctx, rows[0]?.taken ?? [], now)
}

/** Applies updates that a crash left stored and acknowledged, or that were put off until now. */
export async function sweepEvents(ctx: SystemCtx): Promise<number> {
  const now = ctx.now()
  const before = new Date(now.getTime() - LEFT_BEHIND_MS)
  const [left] = await ctx.db.batch((db) => [store.leftBehind(db, { before, now, limit: SWEEP_LIMIT })])
  await applyStored(ctx, left)
  return left.length
}

/** Applies updates that are stored and were not applied. */
export async function applyStored(
  ctx: Pick<Ctx, 'db' | 'deliver' | 'log' | 'now'>,
  rows: readonly store.EventRow[],
): Promise<void> {
  if (rows.length === 0) return
  const now = ctx.now()
  const ofWorkspaces = [...Map.groupBy(rows, (row) => row.workspaceId)]
  const results = await ctx.db.batch((db) =>
    ofWorkspaces.flatMap(([workspaceId, group]) => {
      const updates = inOrder(toUpdates(group))
      return workspaceId === null ? [] : [intake.apply(db, { workspaceId, updates, delays: DELAYS_MS, now })]
    }),
  )
  await announce(
    ctx,
    results.flatMap(({ rows: [row] }) => (row ? [row.taken] : [])),
    now,
  )
}

function toUpdates(rows: readonly store.EventRow[]): Unordered[] {
  const read = payloadReader()
  return rows.map((row) => {
    const occurredAt = row.occurredAt.toISOString()
    const receivedAt = row.receivedAt.toISOString()
    return {
      event: row.id,
      delivery: row.deliveryId,
      source: row.source,
      type: row.type,
      platform: null,
      external: row.externalAccountId,
      account: row.accountId,
      secretVersion: null,
      dedupeKey: row.dedupeKey,
      occurredAt,
      receivedAt,
      payload: row.payload,
      stored: true,
      ...(row.accountId === null
        ? { problem: null }
        : read(row.payload, { account: row.accountId, occurredAt, receivedAt })),
    }
  })
}

type Unordered = Omit<intake.TakenUpdate, 'n'>

/** Sorts updates by time; those of the same moment keep the order given. */
const inOrder = (updates: readonly Unordered[]): intake.TakenUpdate[] =>
  updates
    .toSorted((a, b) => Date.parse(a.occurredAt) - Date.parse(b.occurredAt))
    .map((update, n) => ({ ...update, n }))

/** Returns a function that turns a payload into the database's form; a payload that cannot be read has a problem and is put off. */
function payloadReader() {
  const read = updateReader(newId)
  return (stored: unknown, told: Told): UpdateIntake & { problem: string | null } => {
    try {
      return { ...read(stored, told), problem: null }
    } catch (error) {
      return { problem: describeError(error) }
    }
  }
}

/** Logs failures, and queues the follow-up work. The sweeps find by the rows whatever of this is lost. */
async function announce(
  ctx: Pick<Ctx, 'deliver' | 'log'>,
  taken: readonly intake.Taken[],
  now: Date,
): Promise<void> {
  for (const { workspace: workspaceId, failed } of taken) {
    for (const { event, error } of failed)
      ctx.log.error('webhook.event_failed', { workspaceId, eventId: event, error })
  }
  const at = now.toISOString()
  const rows = taken.flatMap(({ workspace: workspaceId, woken, changed, media }) => {
    const jobs: Job[] = [
      ...woken.map((conversationId) => ({
        type: 'conversation.poke' as const,
        conversationId,
        reason: 'inbound' as const,
        at,
      })),
      ...media.map((mediaId) => ({ type: 'media.fetch' as const, mediaId })),
      ...changed.map((id) => ({ type: 'feed.changed' as const, topic: 'messages' as const, id })),
      { type: 'feed.changed', topic: 'operations' },
    ]
    return jobs.map((job) => ({ id: newId(), workspaceId, job }))
  })
  if (rows.length === 0) return
  await ctx.deliver(rows).catch((error: unknown) => {
    ctx.log.warn('webhook.not_announced', { jobs: rows.length, error: describeError(error) })
  })
}

/** Returns the same id for the same delivery, however often its queue brings it, so that it is kept once. */
const deliveryId = async ({ source, body, objectName, receivedAt }: Delivery): Promise<string> =>
  idOf(receivedAt, await sha256Hex(`${source}\n${objectName ?? body}`))
