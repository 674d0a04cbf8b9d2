import * as audit from '#core/lib/kernel/audit.ts'
import type { BilledSubscription, Billing } from '#core/lib/kernel/billing.ts'
import type { Ctx, SystemCtx } from '#core/lib/kernel/context.ts'
import { describeError } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { idSchema } from '#core/lib/kernel/schemas.ts'
import { GRACE_DAYS, owes, standingOf } from '../rules/standing.ts'
import { planOf, TERMS } from '../rules/terms.ts'
import * as creditStore from '../store/credits.ts'
import * as store from '../store/subscriptions.ts'

const TRIES = 5
const FREE = TERMS.free.credits

/** The change that a reading made: `same` where nothing was new, `unknown` for what belongs to no workspace here. */
export type Reading = 'changed' | 'same' | 'unknown'

/**
 * Reads a subscription at the payment service and writes what it is now. The order in which changes are told does not matter, since none of
 * them is believed; a reading that another has overtaken is made again.
 */
export async function readSubscription(ctx: SystemCtx, billing: Billing, id: string): Promise<Reading> {
  for (let left = TRIES; left > 0; left--) {
    const [[known]] = await ctx.db.batch((db) => [store.byStripeId(db, id)])
    const billed = await billing.subscription(id)
    const done = await write(ctx, billing, known, billed)
    if (done !== 'overtaken') return done
  }
  throw new Error(`The subscription ${id} changes faster than it can be read.`)
}

async function write(
  ctx: SystemCtx,
  billing: Billing,
  known: store.Subscription | undefined,
  billed: BilledSubscription | null,
): Promise<Reading | 'overtaken'> {
  const workspaceId = known?.workspaceId ?? (await workspaceOf(ctx, billed))
  if (workspaceId === null) {
    if (billed) ctx.log.warn('billing.of_no_workspace', { subscription: billed.id })
    return 'unknown'
  }
  const found = billed ? await fieldsOf(ctx, billing, billed) : known && { ...known, status: 'deleted' }
  if (!found) return 'unknown'
  const fields = {
    ...found,
    // An invoice that is open at the service says since when; else this is the first that we know of it.
    pastDueSince: owes(found.status) ? (billed?.unpaidSince ?? known?.pastDueSince) || ctx.now() : null,
  }
  const own = ctx.workspace(workspaceId)
  return own.db.tx(async (tx, enqueue) => {
    await creditStore.renew(tx, { workspaceId, free: FREE, now: ctx.now() })
    const id = known?.id ?? newId()
    if (known && isSame(known, fields)) return 'same'
    const { id: _own, version: _version, createdAt: _at, updatedAt: _then, ...set } = { ...known, ...fields }
    const written = known
      ? await store.write(tx, { id, workspaceId, version: known.version }, set)
      : await store.insert(tx, { ...set, id, workspaceId })
    if (written.length === 0) return 'overtaken'
    await audit.record(tx, own, {
      action: 'subscription.change',
      objectType: 'subscription',
      objectId: id,
      before: known ? { plan: known.plan, status: known.status } : {},
      after: { plan: fields.plan, status: fields.status },
    })
    await apply(tx, own)
    enqueue({ type: 'feed.changed', topic: 'billing' })
    return 'changed'
  })
}

type Fields = Omit<
  store.Subscription,
  'id' | 'workspaceId' | 'version' | 'createdAt' | 'updatedAt' | 'stoppedAt'
>

const COMPARED = [
  'customerId',
  'priceId',
  'productId',
  'status',
  'plan',
  'credits',
  'cancelAtPeriodEnd',
] as const satisfies readonly (keyof Fields)[]
const DATES = ['startedAt', 'periodStart', 'periodEnd', 'pastDueSince'] as const

const isSame = (a: Fields, b: Fields): boolean =>
  COMPARED.every((name) => a[name] === b[name]) &&
  DATES.every((name) => (a[name]?.getTime() ?? null) === (b[name]?.getTime() ?? null))

async function fieldsOf(ctx: SystemCtx, billing: Billing, billed: BilledSubscription): Promise<Fields> {
  const product = billed.productId === null ? undefined : await productOf(ctx, billing, billed.productId)
  const { plan, credits } = planOf(product) ?? { plan: 'free', credits: FREE }
  const { id: subscriptionId, workspaceId: _said, unpaidSince: _since, ...rest } = billed
  return { ...rest, subscriptionId, plan, credits, pastDueSince: null }
}

/** Finds a product; the catalogue is read again where it is not known. */
async function productOf(ctx: SystemCtx, billing: Billing, id: string) {
  const find = async () => (await ctx.db.batch((db) => [store.product(db, id)]))[0][0]
  const known = await find()
  if (known) return known
  await readCatalogue(ctx, billing)
  return find()
}

async function workspaceOf(
  ctx: SystemCtx,
  billed: { workspaceId: string | null } | null,
): Promise<string | null> {
  const { data: id } = idSchema.safeParse(billed?.workspaceId)
  if (id === undefined) return null
  const [[found]] = await ctx.db.batch((db) => [store.knownWorkspace(db, id)])
  return found?.id ?? null
}

/** Gives the workspace what its subscriptions say together. The lock on its credits makes this happen one at a time. */
async function apply(tx: Parameters<typeof store.ofWorkspace>[0], { workspaceId, now }: Ctx): Promise<void> {
  const standing = standingOf(await store.ofWorkspace(tx, workspaceId))
  const [workspace] = await store.workspace(tx, workspaceId)
  if (!workspace) return
  await creditStore.setAllowance(tx, {
    workspaceId,
    free: FREE,
    now: now(),
    allowance: standing?.credits ?? FREE,
    anchor: standing?.periodStart ?? workspace.createdAt,
  })
  if (!standing || !owes(standing.status)) await store.letGoOn(tx, workspaceId)
}

/** Reads a purchase of credits and books it once it is paid, once however often it is told. */
export async function readPurchase(ctx: SystemCtx, billing: Billing, id: string): Promise<Reading> {
  const bought = await billing.purchase(id)
  const workspaceId = await workspaceOf(ctx, bought)
  if (!bought || workspaceId === null) return 'unknown'
  if (!bought.paid) return 'same'
  const products = await Promise.all(bought.productIds.map((product) => productOf(ctx, billing, product)))
  const credits = products.reduce(
    (sum, product) => sum + (product?.plan === null ? (product.credits ?? 0) : 0),
    0,
  )
  if (credits === 0) throw new Error(`The purchase ${id} is of nothing that is known here.`)
  const own = ctx.workspace(workspaceId)
  const [{ rows }] = await own.db.batch((db, enqueue) => {
    enqueue({ type: 'feed.changed', topic: 'billing' })
    return [creditStore.topUp(db, { workspaceId, free: FREE, now: ctx.now(), credits, purchase: bought.id })]
  })
  return rows[0]?.booked ? 'changed' : 'same'
}

/** Reads what is sold. */
export async function readCatalogue(ctx: SystemCtx, billing: Billing): Promise<void> {
  const catalogue = await billing.catalogue()
  await ctx.db.tx(async (tx) => {
    for (const query of store.replaceCatalogue(tx, catalogue)) await query
  })
}

/** The nightly check looks for purchases that were begun within this time: payments by bank take days. */
const PURCHASES_MS = 30 * 86_400_000

/**
 * Compares every subscription and the purchases of the last weeks with the payment service, and mends what it had not told. One that cannot be
 * read holds up no other. Returns how many there are, were mended, and could not be read.
 */
export async function compareBilling(
  ctx: SystemCtx,
): Promise<{ compared: number; mended: number; failed: number }> {
  const { billing } = ctx
  if (!billing) return { compared: 0, mended: 0, failed: 0 }
  await readCatalogue(ctx, billing)
  const [known] = await ctx.db.batch((db) => [store.all(db)])
  const ids = new Set([
    ...(await billing.subscriptions()).map(({ id }) => id),
    ...known.filter(({ status }) => status !== 'deleted').map(({ subscriptionId }) => subscriptionId),
  ])
  const purchases = await billing.purchases(new Date(ctx.now().getTime() - PURCHASES_MS))
  const readings = [
    ...[...ids].map((id) => ({ id, read: () => readSubscription(ctx, billing, id) })),
    ...purchases.map((id) => ({ id, read: () => readPurchase(ctx, billing, id) })),
  ]
  let [mended, failed] = [0, 0]
  for (const { id, read } of readings) {
    try {
      if ((await read()) !== 'changed') continue
      mended++
      ctx.log.warn('billing.mended', { id })
    } catch (error) {
      failed++
      ctx.log.error('billing.not_compared', { id, error: describeError(error) })
    }
  }
  return { compared: readings.length, mended, failed }
}

/** Stops the machines of workspaces that have owed for longer than the days of grace; returns how many. */
export async function stopOwing(ctx: SystemCtx): Promise<number> {
  const at = ctx.now()
  const before = new Date(at.getTime() - GRACE_DAYS * 86_400_000)
  const [stopped] = await ctx.db.batch((db) => [store.stopOwing(db, { before, at })])
  for (const { workspaceId, id } of stopped)
    ctx.log.warn('billing.machines_stopped', { workspaceId, subscription: id })
  return stopped.length
}
