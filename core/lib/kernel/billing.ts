/** A payment service: its own records say what is sold and who has bought it. Core knows no service by name. */
export interface Billing {
  /** Reads a subscription; null where the service has none of this id. */
  subscription(id: string): Promise<BilledSubscription | null>
  /** Reads every subscription, ended ones too. */
  subscriptions(): Promise<readonly BilledSubscription[]>
  /** Reads a purchase of credits that was begun on the service's page; null where there is none, or it is another kind. */
  purchase(id: string): Promise<Purchase | null>
  /** Lists the ids of purchases of credits that were completed on the service's page, begun since a time. */
  purchases(since: Date): Promise<readonly string[]>
  catalogue(): Promise<Catalogue>
  /** Opens the service's page on which something is bought; returns its address. */
  checkout(order: Order): Promise<string>
  /** Opens the service's page on which a customer changes what they pay; returns its address. */
  portal(customerId: string, returnUrl: string): Promise<string>
  /** Lists the latest invoices of a customer. */
  invoices(customerId: string): Promise<readonly BilledInvoice[]>
}

export interface BilledSubscription {
  id: string
  customerId: string
  /** As the checkout was told; null for a subscription that was made elsewhere. */
  workspaceId: string | null
  priceId: string | null
  productId: string | null
  /** The service's word, such as `active`, `past_due`. The list is open. */
  status: string
  startedAt: Date
  periodStart: Date
  periodEnd: Date
  cancelAtPeriodEnd: boolean
  /** When the invoice was made that is still open; null where none is known. */
  unpaidSince: Date | null
}

export interface Purchase {
  id: string
  workspaceId: string | null
  paid: boolean
  /** The products that were bought. */
  productIds: readonly string[]
}

export interface Catalogue {
  products: readonly {
    id: string
    name: string
    active: boolean
    plan: string | null
    credits: number | null
  }[]
  prices: readonly {
    id: string
    productId: string
    active: boolean
    currency: string
    unitAmount: number | null
    interval: string | null
  }[]
}

export interface Order {
  kind: 'plan' | 'pack'
  priceId: string
  workspaceId: string
  /** Null for a workspace that has not bought anything yet. */
  customerId: string | null
  email: string | null
  returnUrl: string
}

export interface BilledInvoice {
  id: string
  number: string | null
  /** The service's word: `draft`, `open`, `paid`, `void`, `uncollectible`. */
  status: string
  /** In the currency's smallest unit. */
  total: number
  currency: string
  at: Date
  /** The service's page of it. */
  url: string | null
}
