import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  index,
  integer,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { CreditKind } from '#core/billing/schemas.ts'
import { id, instant, timestamps } from './columns.ts'
import { tenantReference, workspaceId, workspaceIdOfParent } from './tenant.ts'

/** Products of the installation, as Stripe has them: a plan, or a pack of credits. */
export const products = pgTable('products', {
  /** Stripe's id. */
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  active: boolean('is_active').notNull(),
  /** The plan that it is; null for a pack of credits. */
  plan: text('plan'),
  /** Credits a month of a plan by contract, or those of a pack. */
  credits: integer('credits'),
  ...timestamps(),
})

export const prices = pgTable(
  'prices',
  {
    /** Stripe's id. */
    id: text('id').primaryKey(),
    productId: text('product_id').notNull(),
    active: boolean('is_active').notNull(),
    currency: text('currency').notNull(),
    /** In the currency's smallest unit; null where it depends on the quantity. */
    unitAmount: bigint('unit_amount', { mode: 'number' }),
    /** `month`, `year`, …; null for what is paid once. */
    interval: text('interval'),
    ...timestamps(),
  },
  (t) => [index('prices_product').on(t.productId)],
)

/** The subscriptions of a workspace as they were last read at Stripe. Which of them counts is computed (`core/billing/rules/standing.ts`). */
export const userSubscriptions = pgTable(
  'user_subscriptions',
  {
    id: id(),
    workspaceId: workspaceId(),
    /** Stripe's ids. */
    subscriptionId: text('stripe_subscription_id').notNull().unique('user_subscriptions_stripe'),
    customerId: text('stripe_customer_id').notNull(),
    priceId: text('price_id'),
    productId: text('product_id'),
    /** Stripe's word, of an open list; `deleted` where Stripe does not have it any more. */
    status: text('status').notNull(),
    plan: text('plan').notNull(),
    /** Credits a month. */
    credits: integer('credits').notNull(),
    startedAt: instant('started_at').notNull(),
    periodStart: instant('current_period_start').notNull(),
    periodEnd: instant('current_period_end').notNull(),
    cancelAtPeriodEnd: boolean('cancel_at_period_end').notNull(),
    /** Since when an invoice is open that could not be paid. */
    pastDueSince: instant('past_due_since'),
    /** When the machines were stopped, since the days of grace had passed. */
    stoppedAt: instant('machines_stopped_at'),
    /** Counts the readings: one that began before another was written is thrown away, and made again. */
    version: integer('version').notNull().default(1),
    ...timestamps(),
  },
  (t) => [
    index('user_subscriptions_workspace').on(t.workspaceId, t.startedAt),
    index('user_subscriptions_past_due').on(t.pastDueSince).where(sql`${t.pastDueSince} is not null`),
    index('user_subscriptions_stopped').on(t.workspaceId).where(sql`${t.stoppedAt} is not null`),
  ],
)

/** The credits of a workspace. The balance is the sum of its transactions: only they change it (`drizzle/functions/billing.sql`). */
export const userCredits = pgTable(
  'user_credits',
  {
    id: id(),
    workspaceId: workspaceId(),
    balance: bigint('balance', { mode: 'number' }).notNull().default(0),
    /** The part of the balance at the period's beginning that was bought on top, which no new period takes away. */
    toppedUp: bigint('topped_up', { mode: 'number' }).notNull().default(0),
    /** Credits a month. */
    allowance: integer('allowance').notNull(),
    /** The greatest allowance that this period has had: a larger plan adds what is more than it. */
    granted: integer('granted').notNull().default(0),
    /** Periods are months from here. */
    anchorAt: instant('anchor_at').notNull(),
    periodStart: instant('period_start'),
    periodEnd: instant('period_end'),
    ...timestamps(),
  },
  (t) => [
    unique('user_credits_workspace').on(t.workspaceId),
    unique('user_credits_tenant').on(t.workspaceId, t.id),
  ],
)

/** Credits that are set aside for an act under way. */
export const creditReservations = pgTable(
  'credit_reservations',
  {
    id: id(),
    workspaceId: workspaceId(),
    act: text('act').notNull(),
    credits: integer('credits').notNull(),
    expiresAt: instant('expires_at').notNull(),
    ...timestamps(),
  },
  (t) => [index('credit_reservations_workspace').on(t.workspaceId, t.expiresAt)],
)

/** The ledger: what was granted, bought and used. No row changes or goes. */
export const creditTransactions = pgTable(
  'credit_transactions',
  {
    id: id(),
    workspaceId: workspaceIdOfParent(),
    creditsId: uuid('user_credits_id').notNull(),
    kind: text('kind').$type<CreditKind>().notNull(),
    /** The act that used them, such as `inbox.respond`. */
    act: text('act'),
    amount: bigint('amount', { mode: 'number' }).notNull(),
    /** The key of its cause: the reservation, the period, the purchase. Nothing is booked twice. */
    reference: text('reference').notNull(),
    bookedAt: instant('booked_at').notNull(),
    ...timestamps(),
  },
  (t) => [
    uniqueIndex('credit_transactions_once').on(t.workspaceId, t.reference),
    index('credit_transactions_recent').on(t.workspaceId, t.bookedAt, t.id),
    tenantReference('credit_transactions_of_credits', [t.workspaceId, t.creditsId], userCredits),
  ],
)
