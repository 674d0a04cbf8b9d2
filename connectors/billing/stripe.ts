import Stripe from 'stripe'
import type { BilledSubscription, Billing, Order } from '#core/lib/kernel/billing.ts'

export interface StripeConfig {
  /** Origin of the API and what stands before `/v1`, such as `https://api.stripe.com`. */
  url: string
  key: string
  /** The time limit for one call, in milliseconds. */
  deadlineMs: number
}

const INVOICES = 24

/** Speaks to Stripe by its own library, over `fetch`. */
export function stripeClient({ url, key, deadlineMs }: StripeConfig): Stripe {
  const { hostname, port, protocol, pathname } = new URL(url)
  const basePath = pathname.replace(/\/$/, '')
  // The library takes no path before `/v1`: it is put there on the way.
  const call: typeof fetch = (input, init) => {
    const target = new URL(String(input))
    target.pathname = basePath + target.pathname
    return fetch(target, init)
  }
  return new Stripe(key, {
    host: hostname,
    ...(port ? { port } : {}),
    protocol: protocol === 'http:' ? 'http' : 'https',
    httpClient: Stripe.createFetchHttpClient(call),
    timeout: deadlineMs,
    maxNetworkRetries: 2,
    telemetry: false,
  })
}

/** Sells by Stripe: what it says is read from the objects themselves, never from its events. */
export function stripeBilling(config: StripeConfig): Billing {
  const stripe = stripeClient(config)
  return {
    subscription: (id) =>
      orNull(stripe.subscriptions.retrieve(id, { expand: ['latest_invoice'] })).then(
        (found) => found && toSubscription(found),
      ),
    async subscriptions() {
      const found: BilledSubscription[] = []
      const all = stripe.subscriptions.list({ status: 'all', limit: 100, expand: ['data.latest_invoice'] })
      for await (const one of all) found.push(toSubscription(one))
      return found
    },
    async purchase(id) {
      const session = await orNull(stripe.checkout.sessions.retrieve(id, { expand: ['line_items'] }))
      if (session?.mode !== 'payment') return null
      return {
        id: session.id,
        workspaceId: session.metadata?.workspace_id ?? null,
        paid: session.payment_status !== 'unpaid',
        productIds: (session.line_items?.data ?? []).flatMap(({ price }) => idOf(price?.product) ?? []),
      }
    },
    async purchases(since) {
      const found: string[] = []
      const created = { gte: Math.floor(since.getTime() / 1000) }
      for await (const { id, mode } of stripe.checkout.sessions.list({
        status: 'complete',
        created,
        limit: 100,
      }))
        if (mode === 'payment') found.push(id)
      return found
    },
    async catalogue() {
      const [products, prices] = await Promise.all([
        stripe.products.list({ limit: 100 }).autoPagingToArray({ limit: 1_000 }),
        stripe.prices.list({ limit: 100 }).autoPagingToArray({ limit: 1_000 }),
      ])
      return {
        products: products.map(({ id, name, active, metadata }) => ({
          id,
          name,
          active,
          plan: metadata.plan || null,
          credits: /^\d{1,9}$/.test(metadata.credits ?? '') ? Number(metadata.credits) : null,
        })),
        prices: prices.map(({ id, product, active, currency, unit_amount: unitAmount, recurring }) => ({
          id,
          productId: idOf(product) ?? '',
          active,
          currency,
          unitAmount,
          interval: recurring?.interval ?? null,
        })),
      }
    },
    async checkout(order) {
      const { url } = await stripe.checkout.sessions.create(sessionOf(order))
      if (!url) throw new Error('Stripe opened a checkout without a page.')
      return url
    },
    portal: async (customer, returnUrl) =>
      (await stripe.billingPortal.sessions.create({ customer, return_url: returnUrl })).url,
    async invoices(customer) {
      const { data } = await stripe.invoices.list({ customer, limit: INVOICES })
      return data.map(({ id, number, status, total, currency, created, hosted_invoice_url: url }) => ({
        id,
        number,
        status: status ?? 'draft',
        total,
        currency,
        at: fromSeconds(created),
        url: url ?? null,
      }))
    },
  }
}

function sessionOf({
  kind,
  priceId,
  workspaceId,
  customerId,
  email,
  returnUrl,
}: Order): Stripe.Checkout.SessionCreateParams {
  const metadata = { workspace_id: workspaceId }
  return {
    mode: kind === 'plan' ? 'subscription' : 'payment',
    line_items: [{ price: priceId, quantity: 1 }],
    success_url: `${returnUrl}?bought=${kind}`,
    cancel_url: returnUrl,
    client_reference_id: workspaceId,
    metadata,
    allow_promotion_codes: true,
    ...(customerId ? { customer: customerId } : email ? { customer_email: email } : {}),
    // A session's metadata is not copied to its subscription.
    ...(kind === 'plan' ? { subscription_data: { metadata } } : {}),
  }
}

/** Reads a subscription. Its periods are those of its items. */
function toSubscription(found: Stripe.Subscription): BilledSubscription {
  const [item] = found.items.data
  const { latest_invoice: latest } = found
  const invoice = typeof latest === 'object' ? latest : null
  return {
    id: found.id,
    customerId: idOf(found.customer) ?? '',
    workspaceId: found.metadata.workspace_id ?? null,
    priceId: item?.price.id ?? null,
    productId: idOf(item?.price.product) ?? null,
    status: found.status,
    startedAt: fromSeconds(found.start_date),
    periodStart: fromSeconds(item?.current_period_start ?? found.start_date),
    periodEnd: fromSeconds(item?.current_period_end ?? found.start_date),
    cancelAtPeriodEnd: found.cancel_at_period_end || found.cancel_at !== null,
    unpaidSince: invoice?.status === 'open' ? fromSeconds(invoice.created) : null,
  }
}

const idOf = (one: string | { id: string } | null | undefined): string | undefined =>
  typeof one === 'string' ? one : one?.id

const fromSeconds = (seconds: number) => new Date(seconds * 1000)

/** Returns null for what Stripe does not have. */
async function orNull<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError && error.statusCode === 404) return null
    throw error
  }
}
