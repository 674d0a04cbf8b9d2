import { createHash, createHmac } from 'node:crypto'
import type { Emulator, World } from '../emulator.ts'
import { BoundedMap } from '../lib/bounded.ts'
import { type Answer, type Call, HttpError } from '../lib/http.ts'
import { wasAccepted } from '../lib/webhooks.ts'
import { Refusal, StripeAccount } from './account.ts'
import { answerPage } from './desk.ts'
import {
  catalogue,
  KINDS,
  type Kind,
  listOf,
  readForm,
  recordOf,
  Shelf,
  type Stored,
  textOf,
} from './objects.ts'

const platform = 'stripe'
const API_VERSION = '2026-07-29.dahlia'
const PAGE_MAX = 100

/** Makes Stripe's API for what is sold by subscription and once, its pages, and its signed events. While no account is registered, every key is valid. */
export function createStripe(world: World): Emulator {
  const seconds = () => Math.floor(world.now().getTime() / 1000)
  const kept = world.kept(platform)
  const shelf = new Shelf((kept.read() as Stored[] | undefined) ?? catalogue(seconds()), kept.write)
  const account = new StripeAccount(shelf, seconds, tell)
  const done = new BoundedMap<string, { digest: string; answer: Promise<Answer> | Answer }>()

  /** Sends an event, signed as Stripe signs, and keeps it for the list of events. */
  function tell(type: string, object: Stored, previous?: Record<string, unknown>): void {
    const event = account.add('events', {
      api_version: API_VERSION,
      type,
      pending_webhooks: 1,
      request: { id: null, idempotency_key: null },
      data: { object: shown(object, []), ...(previous ? { previous_attributes: previous } : {}) },
    })
    const text = JSON.stringify(event)
    const t = seconds()
    const v1 = createHmac('sha256', world.secret('STRIPE_WEBHOOK_SECRET'))
      .update(`${t}.${text}`)
      .digest('hex')
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'stripe-signature': `t=${t},v1=${v1}`,
    }
    const bytes = Uint8Array.from(new TextEncoder().encode(text))
    void world.webhooks.deliver(
      { platform, url: `${world.workerUrl}/webhooks/stripe`, headers, bytes },
      (attempt) => {
        if (wasAccepted(attempt)) shelf.put({ ...event, pending_webhooks: 0 })
      },
    )
  }

  /** Shows an object; the fields that are named are shown whole in place of their ids. */
  function shown(one: Stored, expand: readonly string[]): Record<string, unknown> {
    const { wanted, subscription_data: _data, pending_price: _later, ...rest } = one
    const invoice = expand.includes('latest_invoice') ? shelf.get('invoices', one.latest_invoice) : undefined
    const lines = listOf(wanted).map(({ price, quantity }) => ({
      id: `li_${String(price)}`,
      object: 'item',
      price: shelf.get('prices', price),
      quantity: Number(quantity ?? 1),
    }))
    return {
      ...rest,
      ...(invoice ? { latest_invoice: invoice } : {}),
      ...(expand.includes('line_items')
        ? { line_items: { object: 'list', data: lines, has_more: false } }
        : {}),
    }
  }

  function answer(call: Call): Answer | Promise<Answer> {
    try {
      if (call.segments[0] !== 'v1') return answerPage(account, call)
      authorize(call)
      return call.method === 'POST' ? once(call, () => ofApi(call)) : ofApi(call)
    } catch (error) {
      if (error instanceof Refusal) return { status: error.status, body: { error: error.error } }
      throw error
    }
  }

  function authorize({ headers: { authorization = '' } }: Call): void {
    const basic = /^Basic (\S+)$/.exec(authorization)?.[1]
    const key = basic
      ? Buffer.from(basic, 'base64').toString().split(':')[0]
      : /^Bearer (\S+)$/.exec(authorization)?.[1]
    const all = world.accounts.of(platform)
    const known = all.length === 0 ? /^(sk|rk)_/.test(key ?? '') : all.some(({ token }) => token === key)
    if (!known) throw new Refusal(401, `Invalid API Key provided: ${(key ?? '').slice(0, 8)}***`)
  }

  /** Does the same request under the same key once, and repeats its answer. */
  function once(call: Call, act: () => Answer): Answer | Promise<Answer> {
    const key = call.headers['idempotency-key']
    if (typeof key !== 'string') return act()
    if (key.length > 255) throw new Refusal(400, 'The idempotency key is longer than 255 characters.')
    const digest = createHash('sha256').update(`${call.path} ${call.text}`).digest('hex')
    const before = done.get(key)
    if (before && before.digest !== digest)
      throw new Refusal(
        400,
        'Keys for idempotent requests can only be used with the same parameters they were first used with.',
        { type: 'idempotency_error' },
      )
    if (before)
      return Promise.resolve(before.answer).then((said) => ({
        ...said,
        headers: { ...said.headers, 'idempotent-replayed': 'true' },
      }))
    const said = act()
    done.set(key, { digest, answer: said })
    return said
  }

  function ofApi(call: Call): Answer {
    const [, ...path] = call.segments
    const kind = (Object.keys(KINDS) as Kind[]).find(
      (one) => path.slice(0, one.split('/').length).join('/') === one,
    )
    const [id, act] = kind ? path.slice(kind.split('/').length) : []
    const form = readForm(call.method === 'POST' ? new URLSearchParams(call.text) : call.query)
    const expand = listOf(form.expand).map(String)
    const done = kind ? route(call.method, kind, id, act, form) : undefined
    if (!done)
      throw new Refusal(404, `Unrecognized request URL (${call.method}: /${call.segments.join('/')}).`)
    if ('object' in done) return { status: 200, body: shown(done, expand) }
    if ('deleted' in done)
      return { status: 200, body: { id: done.deleted.id, object: done.deleted.object, deleted: true } }
    return { status: 200, body: paged(done.list, form, `/v1/${path.join('/')}`, expand) }
  }

  function route(
    method: string,
    kind: Kind,
    id: string | undefined,
    act: string | undefined,
    form: Record<string, unknown>,
  ) {
    if (method === 'GET' && act === undefined)
      return id === undefined ? { list: shelf.matching(kind, form) } : account.need(kind, id)
    if (method === 'DELETE' && id !== undefined) return remove(kind, account.need(kind, id))
    if (method !== 'POST') return undefined
    if (id === undefined) return create(kind, form)
    const one = account.need(kind, id)
    if (kind === 'invoices' && act === 'pay') return account.pay(one)
    if (kind === 'checkout/sessions' && act === 'expire')
      return account.change(one, { status: 'expired', url: null }, 'checkout.session.expired')
    if (act !== undefined) return undefined
    if (kind === 'subscriptions') return account.update(one, form)
    if (kind === 'products' || kind === 'prices' || kind === 'customers') {
      const { metadata, active, expand: _expand, ...rest } = form
      const set = {
        ...rest,
        ...(active === undefined ? {} : { active: active === 'true' }),
        ...(metadata === undefined
          ? {}
          : { metadata: { ...(one.metadata as object), ...recordOf(metadata) } }),
      }
      return account.change(one, set, `${KINDS[kind].object}.updated`)
    }
    return undefined
  }

  function paged(all: Stored[], form: Record<string, unknown>, url: string, expand: readonly string[]) {
    const limit = Number(form.limit ?? 10)
    if (!(limit >= 1 && limit <= PAGE_MAX))
      throw new Refusal(400, 'Invalid limit: it must be between 1 and 100.', { param: 'limit' })
    const from =
      form.starting_after === undefined ? 0 : all.findIndex(({ id }) => id === form.starting_after) + 1
    const inner = expand.map((name) => name.replace(/^data\./, ''))
    return {
      object: 'list',
      data: all.slice(from, from + limit).map((one) => shown(one, inner)),
      has_more: all.length > from + limit,
      url,
    }
  }

  function create(kind: Kind, form: Record<string, unknown>): Stored | undefined {
    const { expand: _expand, ...fields } = form
    const metadata = recordOf(fields.metadata)
    switch (kind) {
      case 'customers':
        return account.add(kind, { email: null, name: null, ...fields, metadata }, 'customer.created')
      case 'products':
        if (!textOf(fields.name)) throw new Refusal(400, 'Missing required param: name.', { param: 'name' })
        return account.add(
          kind,
          { ...fields, active: fields.active !== 'false', metadata },
          'product.created',
        )
      case 'prices': {
        const product = account.need('products', fields.product, 'product')
        const recurring =
          fields.recurring === undefined ? null : { interval_count: 1, ...recordOf(fields.recurring) }
        const price = {
          product: product.id,
          currency: textOf(fields.currency) ?? 'eur',
          unit_amount: Number(fields.unit_amount ?? 0),
          active: true,
          recurring,
          type: recurring ? 'recurring' : 'one_time',
          metadata,
        }
        return account.add(kind, price, 'price.created')
      }
      case 'subscriptions':
        return account.subscribe(fields)
      case 'checkout/sessions':
        return checkout(fields)
      case 'billing_portal/sessions': {
        const customer = account.need('customers', fields.customer, 'customer')
        const session = account.add(kind, { customer: customer.id, return_url: fields.return_url ?? null })
        return shelf.put({ ...session, url: `${base()}/portal/${session.id}` })
      }
      default:
        return undefined
    }
  }

  function checkout(form: Record<string, unknown>): Stored {
    const mode = textOf(form.mode)
    if (mode !== 'subscription' && mode !== 'payment')
      throw new Refusal(400, 'Invalid mode: must be one of payment, setup, or subscription.', {
        param: 'mode',
      })
    const wanted = listOf(form.line_items)
    if (wanted.length === 0)
      throw new Refusal(400, 'Missing required param: line_items.', { param: 'line_items' })
    for (const [n, { price }] of wanted.entries()) account.need('prices', price, `line_items[${n}][price]`)
    if (form.customer !== undefined) account.need('customers', form.customer, 'customer')
    const session = account.add('checkout/sessions', {
      mode,
      status: 'open',
      payment_status: 'unpaid',
      customer: form.customer ?? null,
      customer_email: form.customer_email ?? null,
      client_reference_id: form.client_reference_id ?? null,
      subscription: null,
      success_url: form.success_url ?? null,
      cancel_url: form.cancel_url ?? null,
      metadata: recordOf(form.metadata),
      wanted,
      subscription_data: form.subscription_data ?? {},
    })
    return shelf.put({ ...session, url: `${base()}/pay/${session.id}` })
  }

  function remove(kind: Kind, one: Stored): Stored | { deleted: Stored } {
    if (kind === 'subscriptions') return account.cancel(one)
    if (kind !== 'customers' && kind !== 'products') throw new Refusal(404, 'Unrecognized request URL.')
    if (kind === 'customers')
      for (const owned of shelf.of('subscriptions'))
        if (owned.customer === one.id && owned.status !== 'canceled') account.cancel(owned)
    shelf.remove(one.id)
    tell(`${KINDS[kind].object}.deleted`, one)
    return { deleted: one }
  }

  const base = () => `${world.emulatorUrl()}/stripe`

  return {
    platform,
    prefix: '/stripe',
    owns: () => true,
    answer,
    limited: (retryAfter) => ({
      status: 429,
      body: { error: { type: 'invalid_request_error', code: 'rate_limit', message: 'Too many requests.' } },
      headers: { 'retry-after': String(retryAfter), 'stripe-should-retry': 'true' },
    }),
    register({ token }) {
      if (!/^(sk|rk)_/.test(token)) throw new HttpError(400, 'token: a key of Stripe begins with sk_ or rk_.')
    },
    /** A renewal at the period's end: `text` is `paid` or `failed`, and the person's id the subscription's. */
    async inbound({ from, text }) {
      const subscription = shelf.get('subscriptions', from.id)
      if (!subscription) throw new HttpError(404, `There is no subscription ${from.id}.`)
      const renewed = account.renew(subscription, { paid: text !== 'failed' })
      return { id: renewed.id, payload: renewed, attempts: [], retrying: false }
    },
    meet: () => {
      throw new HttpError(400, 'Nobody writes to Stripe.')
    },
    read: () => undefined,
    // Keep products and purchases, as Stripe does.
    reset: () => undefined,
  }
}
