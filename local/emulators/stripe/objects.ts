import { randomBytes } from 'node:crypto'

/** An object as Stripe's API shows it. */
export interface Stored {
  id: string
  object: string
  created: number
  [field: string]: unknown
}

export type Fields = Readonly<Record<string, unknown>>

/** The kinds of objects that are kept, by the path of their list. */
export const KINDS = {
  customers: { object: 'customer', prefix: 'cus' },
  products: { object: 'product', prefix: 'prod' },
  prices: { object: 'price', prefix: 'price' },
  subscriptions: { object: 'subscription', prefix: 'sub' },
  invoices: { object: 'invoice', prefix: 'in' },
  'checkout/sessions': { object: 'checkout.session', prefix: 'cs_test' },
  'billing_portal/sessions': { object: 'billing_portal.session', prefix: 'bps' },
  events: { object: 'event', prefix: 'evt' },
} as const
export type Kind = keyof typeof KINDS

export const newId = (kind: Kind) => `${KINDS[kind].prefix}_${randomBytes(12).toString('hex')}`

/** Reads a form with brackets (`items[0][price]=…`) into objects and lists. */
export function readForm(form: URLSearchParams): Record<string, unknown> {
  const root: Record<string, unknown> = {}
  for (const [name, value] of form) {
    const path = [...name.matchAll(/[^[\]]+/g)].map(([part]) => part)
    let at = root
    for (const [n, part] of path.entries()) {
      if (part === '__proto__' || part === 'constructor') break
      if (n === path.length - 1) at[part] = value
      else {
        const next = Object.hasOwn(at, part) ? at[part] : undefined
        at[part] = typeof next === 'object' && next !== null ? next : {}
        at = at[part] as Record<string, unknown>
      }
    }
  }
  return root
}

/** Returns the entries of a list that a form writes with numbers. */
export const listOf = (value: unknown): Record<string, unknown>[] =>
  typeof value === 'object' && value !== null ? (Object.values(value) as Record<string, unknown>[]) : []

export const recordOf = (value: unknown): Record<string, string> =>
  typeof value === 'object' && value !== null ? (value as Record<string, string>) : {}

export const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null

/** The objects of the emulated account. They are written to a file, if there is one, so that a new start finds them. */
export class Shelf {
  readonly #objects = new Map<string, Stored>()
  readonly #written: (all: readonly Stored[]) => void

  constructor(kept: readonly Stored[], written: (all: readonly Stored[]) => void) {
    for (const one of kept) this.#objects.set(one.id, one)
    this.#written = written
  }

  get(kind: Kind, id: unknown): Stored | undefined {
    const found = typeof id === 'string' ? this.#objects.get(id) : undefined
    return found?.object === KINDS[kind].object ? found : undefined
  }

  /** Lists the objects of a kind, the latest first. */
  of(kind: Kind): Stored[] {
    return [...this.#objects.values()].filter(({ object }) => object === KINDS[kind].object).reverse()
  }

  /** Lists the objects of a kind that a request asks for; subscriptions that have ended only where their status is asked for. */
  matching(kind: Kind, form: Fields): Stored[] {
    const is = (field: string) => (one: Stored) =>
      form[field] === undefined || String(one[field]) === form[field]
    const ended = (one: Stored) =>
      kind !== 'subscriptions' || form.status !== undefined || one.status !== 'canceled'
    const { gte = 0 } = recordOf(form.created)
    const all = this.of(kind).filter(
      (one) =>
        ended(one) && Number(one.created) >= Number(gte) && (form.status === 'all' || is('status')(one)),
    )
    return ['customer', 'active', 'product', 'type'].reduce((left, field) => left.filter(is(field)), all)
  }

  put(one: Stored): Stored {
    this.#objects.set(one.id, one)
    this.#written([...this.#objects.values()].filter(({ object }) => object !== 'event'))
    return one
  }

  remove(id: string): void {
    this.#objects.delete(id)
    this.#written([...this.#objects.values()].filter(({ object }) => object !== 'event'))
  }
}

const MONTH_DAYS = 30

/** Returns the end of a period of a price that begins at a time, in seconds. */
export function periodEnd(start: number, interval: unknown): number {
  const date = new Date(start * 1000)
  if (interval === 'year') date.setUTCFullYear(date.getUTCFullYear() + 1)
  else if (interval === 'month') date.setUTCMonth(date.getUTCMonth() + 1)
  else return start + MONTH_DAYS * 86_400
  return date.getTime() / 1000
}

/** Products that the emulated account sells from the beginning. */
export function catalogue(created: number): Stored[] {
  const sold = [
    { id: 'starter', name: 'Starter', metadata: { plan: 'starter' }, amount: 2_900, monthly: true },
    { id: 'pro', name: 'Pro', metadata: { plan: 'pro' }, amount: 9_900, monthly: true },
    {
      id: 'enterprise',
      name: 'Enterprise',
      metadata: { plan: 'enterprise', credits: '1000000' },
      amount: 99_000,
      monthly: true,
    },
    { id: 'pack', name: '1,000 credits', metadata: { credits: '1000' }, amount: 1_500, monthly: false },
  ]
  return sold.flatMap(({ id, name, metadata, amount, monthly }) => [
    { id: `prod_${id}`, object: 'product', created, name, active: true, metadata, livemode: false },
    {
      id: `price_${id}`,
      object: 'price',
      created,
      product: `prod_${id}`,
      active: true,
      currency: 'eur',
      unit_amount: amount,
      type: monthly ? 'recurring' : 'one_time',
      recurring: monthly ? { interval: 'month', interval_count: 1 } : null,
      metadata: {},
      livemode: false,
    },
  ])
}
