import type { Billing, Catalogue } from '#core/lib/kernel/billing.ts'
import { actorUserId, type Ctx } from '#core/lib/kernel/context.ts'
import { conflict, invalid } from '#core/lib/kernel/errors.ts'
import { COUNTED } from '#core/lib/kernel/limits.ts'
import { countUsage } from '#core/workspaces/queries.ts'
import { machinesStopAt, standingOf } from '../rules/standing.ts'
import { planOf, TERMS } from '../rules/terms.ts'
import type { BillingSubscription, Checkout, Invoice, PageUrl } from '../schemas.ts'
import * as store from '../store/subscriptions.ts'
import { planIn } from './credits.ts'

const NOTHING_SOLD: BillingSubscription = {
  enabled: false,
  plan: null,
  status: null,
  currentPeriodStart: null,
  currentPeriodEnd: null,
  cancelAtPeriodEnd: false,
  pastDueSince: null,
  machinesStopAt: null,
  machinesStopped: false,
  usage: [],
  offers: [],
}

/** Returns the plan of the workspace, how much of it is used, and what can be bought. */
export async function getSubscription(ctx: Ctx): Promise<BillingSubscription> {
  if (!ctx.billing) return NOTHING_SOLD
  const [subscriptions, offered] = await ctx.db.batch((db) => [
    store.ofWorkspace(db, ctx.workspaceId),
    store.offers(db),
  ])
  const standing = standingOf(subscriptions)
  const plan = planIn(standing?.plan)
  const { limits } = TERMS[plan]
  const limited = COUNTED.filter((what) => limits[what] !== undefined)
  const used = await countUsage(ctx, limited)
  // Nothing was read of the catalogue yet: ask for it.
  const sold = offered.length > 0 ? offered : onSale(await ctx.billing.catalogue())
  return {
    enabled: true,
    plan,
    // One that has ended says so; one that was never paid too.
    status: (standing ?? subscriptions[0])?.status ?? null,
    currentPeriodStart: standing?.periodStart.toISOString() ?? null,
    currentPeriodEnd: standing?.periodEnd.toISOString() ?? null,
    cancelAtPeriodEnd: standing?.cancelAtPeriodEnd ?? false,
    pastDueSince: standing?.pastDueSince?.toISOString() ?? null,
    machinesStopAt: (standing && machinesStopAt(standing))?.toISOString() ?? null,
    machinesStopped: subscriptions.some(({ stoppedAt }) => stoppedAt !== null),
    usage: limited.map((what, n) => ({ what, used: used[n] ?? 0, most: limits[what] ?? null })),
    offers: sold.flatMap(({ product, price }) => {
      const bought = planOf(product)
      const credits = bought?.credits ?? product.credits
      if (credits === null || price.unitAmount === null || (bought === null) !== (price.interval === null))
        return []
      return [
        {
          id: price.id,
          name: product.name,
          plan: bought?.plan ?? null,
          credits,
          price: { amount: price.unitAmount, currency: price.currency },
          interval: price.interval,
        },
      ]
    }),
  }
}

/** Pairs what is sold with its prices, the cheapest first. */
const onSale = ({ products, prices }: Catalogue) =>
  prices
    .flatMap((price) => {
      const product = products.find(({ id }) => id === price.productId)
      return product?.active && price.active ? [{ product, price }] : []
    })
    .toSorted((a, b) => (a.price.unitAmount ?? 0) - (b.price.unitAmount ?? 0))

function sold({ billing }: Ctx): Billing {
  if (!billing)
    throw conflict(
      'nothing_sold',
      'This installation sells nothing: everything is free, and nothing can be bought.',
    )
  return billing
}

/**
 * Opens the page on which a plan or a pack of credits is paid; of a workspace that has a plan already, the page on which it is changed.
 * @throws conflict `nothing_sold`; invalid for what is not offered
 */
export async function checkout(ctx: Ctx, { plan, pack }: Checkout): Promise<PageUrl> {
  const billing = sold(ctx)
  const [subscriptions, { offers }, [person]] = await Promise.all([
    ctx.db.batch((db) => [store.ofWorkspace(db, ctx.workspaceId)]).then(([rows]) => rows),
    getSubscription(ctx),
    emailOf(ctx),
  ])
  // A second subscription would be paid beside the first: the plan is changed where the first is managed.
  if (plan !== undefined && standingOf(subscriptions)) return portal(ctx)
  const offer = offers.find((one) =>
    plan === undefined ? one.plan === null && one.id === pack : one.plan === plan,
  )
  if (!offer)
    throw invalid('This is not offered.', [
      { path: plan === undefined ? 'pack' : 'plan', message: 'Choose one of the offers.' },
    ])
  const url = await billing.checkout({
    kind: offer.plan === null ? 'pack' : 'plan',
    priceId: offer.id,
    workspaceId: ctx.workspaceId,
    customerId: subscriptions.find(({ status }) => status !== 'deleted')?.customerId ?? null,
    email: person?.email ?? null,
    returnUrl: `${ctx.webUrl}/settings/plan`,
  })
  return { url }
}

async function emailOf(ctx: Ctx): Promise<{ email: string }[]> {
  const userId = actorUserId(ctx.actor)
  return userId === null ? [] : (await ctx.db.batch((db) => [store.emailOf(db, userId)]))[0]
}

/** Opens the page on which the plan is changed, cancelled and paid. @throws conflict `nothing_sold`, `no_customer` */
export async function portal(ctx: Ctx): Promise<PageUrl> {
  const billing = sold(ctx)
  const customerId = await customerOf(ctx)
  if (customerId === null) throw conflict('no_customer', 'Nothing has been bought yet: choose a plan first.')
  const url = await billing.portal(customerId, `${ctx.webUrl}/settings/plan`)
  return { url }
}

async function customerOf(ctx: Ctx): Promise<string | null> {
  const [rows] = await ctx.db.batch((db) => [store.ofWorkspace(db, ctx.workspaceId)])
  const kept = rows.filter(({ status }) => status !== 'deleted')
  return (standingOf(kept) ?? kept[0])?.customerId ?? null
}

/** Lists the latest invoices of the workspace. */
export async function listInvoices(ctx: Ctx): Promise<{ items: Invoice[] }> {
  const customerId = ctx.billing && (await customerOf(ctx))
  if (!ctx.billing || !customerId) return { items: [] }
  const invoices = await ctx.billing.invoices(customerId)
  return {
    items: invoices.map(({ total, currency, at, ...invoice }) => ({
      ...invoice,
      total: { amount: total, currency },
      at: at.toISOString(),
    })),
  }
}
