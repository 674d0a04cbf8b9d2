import {
  KINDS,
  type Kind,
  listOf,
  newId,
  periodEnd,
  recordOf,
  type Shelf,
  type Stored,
  textOf,
} from './objects.ts'

/** A refusal in Stripe's form. */
export class Refusal extends Error {
  readonly status: number
  readonly error: Record<string, unknown>

  constructor(status: number, message: string, more: Record<string, unknown> = {}) {
    super(message)
    this.status = status
    this.error = { type: 'invalid_request_error', message, ...more }
  }
}

export const missing = (kind: Kind, id: unknown, param = 'id') =>
  new Refusal(404, `No such ${KINDS[kind].object}: '${String(id)}'`, { code: 'resource_missing', param })

type Tell = (type: string, object: Stored, previous?: Record<string, unknown>) => void

/** An account of Stripe, in which subscriptions begin, are paid, change and end. Each change is told as an event. */
export class StripeAccount {
  readonly shelf: Shelf
  readonly #now: () => number
  readonly #tell: Tell

  constructor(shelf: Shelf, now: () => number, tell: Tell) {
    this.shelf = shelf
    this.#now = now
    this.#tell = tell
  }

  /** Finds an object that a parameter names. @throws Refusal */
  need(kind: Kind, id: unknown, param = 'id'): Stored {
    const found = this.shelf.get(kind, id)
    if (!found) throw missing(kind, id, param)
    return found
  }

  add(kind: Kind, fields: Record<string, unknown>, type?: string): Stored {
    const { object } = KINDS[kind]
    const one = this.shelf.put({
      id: textOf(fields.id) ?? newId(kind),
      object,
      created: this.#now(),
      livemode: false,
      ...fields,
    } as Stored)
    if (type) this.#tell(type, one)
    return one
  }

  /** Changes an object, and tells it with what was before. */
  change(one: Stored, fields: Record<string, unknown>, type: string): Stored {
    const previous = Object.fromEntries(Object.keys(fields).map((name) => [name, one[name] ?? null]))
    const changed = this.shelf.put({ ...one, ...fields })
    this.#tell(type, changed, previous)
    return changed
  }

  subscribe(form: Record<string, unknown>, { paid = true }: { paid?: boolean } = {}): Stored {
    const customer = this.need('customers', form.customer, 'customer')
    const wanted = listOf(form.items)
    if (wanted.length === 0) throw new Refusal(400, 'Missing required param: items.', { param: 'items' })
    const id = newId('subscriptions')
    const start = this.#now()
    const trial = Number(form.trial_period_days ?? 0)
    const items = wanted.map((item, n) =>
      this.#item(item.price, `items[${n}][price]`, start, item.quantity, id),
    )
    const subscription = this.shelf.put({
      id,
      object: 'subscription',
      created: start,
      start_date: start,
      customer: customer.id,
      status: trial > 0 ? 'trialing' : paid ? 'active' : 'incomplete',
      cancel_at_period_end: form.cancel_at_period_end === 'true',
      cancel_at: null,
      canceled_at: null,
      ended_at: null,
      trial_end: trial > 0 ? start + trial * 86_400 : null,
      items: {
        object: 'list',
        data: items,
        has_more: false,
        url: `/v1/subscription_items?subscription=${id}`,
      },
      latest_invoice: null,
      metadata: recordOf(form.metadata),
      livemode: false,
    })
    const invoice = this.invoice(subscription, 'subscription_create', paid)
    const begun = this.shelf.put({ ...subscription, latest_invoice: invoice.id })
    this.#tell('customer.subscription.created', begun)
    return begun
  }

  #item(priceId: unknown, param: string, start: number, quantity: unknown, subscription: string) {
    const price = this.need('prices', priceId, param)
    const recurring = price.recurring as { interval: string } | null
    if (!recurring)
      throw new Refusal(
        400,
        'The price specified is set to `type=one_time` but this field only accepts prices with `type=recurring`.',
        { param },
      )
    return {
      id: `si_${newId('prices').slice(6)}`,
      object: 'subscription_item',
      price,
      quantity: Number(quantity ?? 1),
      subscription,
      current_period_start: start,
      current_period_end: periodEnd(start, recurring.interval),
    }
  }

  /** Makes the invoice of a subscription's period, paid or left open. */
  invoice(subscription: Stored, reason: string, paid: boolean): Stored {
    const { data } = subscription.items as { data: { price: Stored; quantity: number }[] }
    const total = data.reduce((sum, { price, quantity }) => sum + Number(price.unit_amount) * quantity, 0)
    const id = newId('invoices')
    const number = `CHORUS-${String(this.shelf.of('invoices').length + 1).padStart(4, '0')}`
    const invoice = this.add('invoices', {
      id,
      number,
      status: paid ? 'paid' : 'open',
      customer: subscription.customer,
      currency: data[0]?.price.currency ?? 'eur',
      total,
      amount_due: total,
      amount_paid: paid ? total : 0,
      billing_reason: reason,
      attempt_count: 1,
      next_payment_attempt: paid ? null : this.#now() + 3 * 86_400,
      hosted_invoice_url: null,
      parent: {
        type: 'subscription_details',
        subscription_details: { subscription: subscription.id, metadata: subscription.metadata },
      },
    })
    this.#tell(paid ? 'invoice.paid' : 'invoice.payment_failed', invoice)
    return invoice
  }

  /** Begins the next period of a subscription: what was to end ends, and a payment that fails leaves it past due. */
  renew(subscription: Stored, { paid }: { paid: boolean }): Stored {
    if (subscription.cancel_at_period_end) return this.cancel(subscription)
    const { data } = subscription.items as { data: Record<string, unknown>[] }
    const next = (subscription.pending_price as string | undefined) ?? null
    const items = data.map((item) => {
      const price = next === null ? (item.price as Stored) : this.need('prices', next)
      const start = Number(item.current_period_end)
      const { interval } = price.recurring as { interval: string }
      return { ...item, price, current_period_start: start, current_period_end: periodEnd(start, interval) }
    })
    const { pending_price: _done, ...rest } = subscription
    const renewed = { ...rest, items: { ...(subscription.items as object), data: items } } as Stored
    const invoice = this.invoice(renewed, 'subscription_cycle', paid)
    return this.change(
      renewed,
      { latest_invoice: invoice.id, status: paid ? 'active' : 'past_due' },
      'customer.subscription.updated',
    )
  }

  /** Pays an open invoice; its subscription is active again. */
  pay(invoice: Stored): Stored {
    if (invoice.status !== 'open')
      throw new Refusal(400, 'Invoice is already paid', { code: 'invoice_already_paid' })
    const paid = this.change(
      invoice,
      { status: 'paid', amount_paid: invoice.total, next_payment_attempt: null },
      'invoice.paid',
    )
    const { subscription_details: details } = invoice.parent as {
      subscription_details: { subscription: string }
    }
    const subscription = this.shelf.get('subscriptions', details.subscription)
    if (subscription && subscription.status !== 'canceled')
      this.change(subscription, { status: 'active' }, 'customer.subscription.updated')
    return paid
  }

  /** Changes a subscription as its API does; a price takes effect at once. */
  update(subscription: Stored, form: Record<string, unknown>): Stored {
    if (subscription.status === 'canceled')
      throw new Refusal(400, 'A canceled subscription can only update its cancellation_details and metadata.')
    const [item] = listOf(form.items)
    const { data } = subscription.items as { data: Record<string, unknown>[] }
    const price = item?.price === undefined ? null : this.need('prices', item.price, 'items[0][price]')
    return this.change(
      subscription,
      {
        ...(price
          ? {
              items: {
                ...(subscription.items as object),
                data: data.map((one, n) => (n === 0 ? { ...one, price } : one)),
              },
            }
          : {}),
        ...(form.cancel_at_period_end === undefined
          ? {}
          : { cancel_at_period_end: form.cancel_at_period_end === 'true' }),
        ...(form.metadata === undefined
          ? {}
          : { metadata: { ...(subscription.metadata as object), ...recordOf(form.metadata) } }),
      },
      'customer.subscription.updated',
    )
  }

  cancel(subscription: Stored): Stored {
    if (subscription.status === 'canceled') throw missing('subscriptions', subscription.id)
    const at = this.#now()
    return this.change(
      subscription,
      { status: 'canceled', canceled_at: at, ended_at: at },
      'customer.subscription.deleted',
    )
  }

  /** Completes a checkout as its page does when a person has paid. */
  complete(session: Stored): Stored {
    const email = textOf(session.customer_email)
    const customer =
      this.shelf.get('customers', session.customer) ??
      this.add('customers', { email, name: null, metadata: {} }, 'customer.created')
    const isPlan = session.mode === 'subscription'
    const wanted = session.wanted as { price: string; quantity: string }[]
    const subscription = isPlan
      ? this.subscribe({ customer: customer.id, items: wanted, ...(session.subscription_data as object) })
      : null
    return this.change(
      session,
      {
        status: 'complete',
        payment_status: 'paid',
        customer: customer.id,
        subscription: subscription?.id ?? null,
        url: null,
      },
      'checkout.session.completed',
    )
  }
}
