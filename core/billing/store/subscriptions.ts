import { and, desc, eq, inArray, isNotNull, isNull, lte, notExists, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Catalogue } from '#core/lib/kernel/billing.ts'
import type { Db } from '#core/lib/kernel/db.ts'
import { prices, products, userSubscriptions } from '#drizzle/schema/billing.ts'
import { users, workspaces } from '#drizzle/schema/identity.ts'

export type Subscription = typeof userSubscriptions.$inferSelect
type Written = Omit<typeof userSubscriptions.$inferInsert, 'version'>

export const ofWorkspace = (db: Db, workspaceId: string) =>
  db
    .select()
    .from(userSubscriptions)
    .where(eq(userSubscriptions.workspaceId, workspaceId))
    .orderBy(desc(userSubscriptions.startedAt))

export const workspace = (db: Db, workspaceId: string) =>
  db.select({ createdAt: workspaces.createdAt }).from(workspaces).where(eq(workspaces.id, workspaceId))

export const emailOf = (db: Db, userId: string) =>
  db.select({ email: users.email }).from(users).where(eq(users.id, userId))

/** Finds a subscription by Stripe's id. Crosses workspaces. */
export const byStripeId = (db: Db, subscriptionId: string) =>
  db.select().from(userSubscriptions).where(eq(userSubscriptions.subscriptionId, subscriptionId))

/** Lists all subscriptions. Crosses workspaces. */
export const all = (db: Db) => db.select().from(userSubscriptions)

/** Finds a workspace. Crosses workspaces. */
export const knownWorkspace = (db: Db, id: string) =>
  db.select({ id: workspaces.id }).from(workspaces).where(eq(workspaces.id, id))

/** Adds a subscription that is not known; returns none where another reading has added it. */
export const insert = (db: Db, row: Written) =>
  db.insert(userSubscriptions).values(row).onConflictDoNothing().returning({ id: userSubscriptions.id })

/** Writes a reading, if no other was written since `version`. */
export const write = (
  db: Db,
  { id, workspaceId, version }: { id: string; workspaceId: string; version: number },
  set: Partial<Written>,
) =>
  db
    .update(userSubscriptions)
    .set({ ...set, version: version + 1 })
    .where(
      and(
        eq(userSubscriptions.workspaceId, workspaceId),
        eq(userSubscriptions.id, id),
        eq(userSubscriptions.version, version),
      ),
    )
    .returning({ id: userSubscriptions.id })

/** Lets the machines of a workspace go on. */
export const letGoOn = (db: Db, workspaceId: string) =>
  db
    .update(userSubscriptions)
    .set({ stoppedAt: null })
    .where(and(eq(userSubscriptions.workspaceId, workspaceId), isNotNull(userSubscriptions.stoppedAt)))

/** Stops the machines of workspaces whose invoices are open since `before`, unless another subscription of theirs is paid. Crosses workspaces. */
export function stopOwing(db: Db, { before, at }: { before: Date; at: Date }) {
  const other = alias(userSubscriptions, 'other')
  return db
    .update(userSubscriptions)
    .set({ stoppedAt: at })
    .where(
      and(
        inArray(userSubscriptions.status, ['past_due', 'unpaid']),
        lte(userSubscriptions.pastDueSince, before),
        isNull(userSubscriptions.stoppedAt),
        notExists(
          db
            .select({ one: sql`1` })
            .from(other)
            .where(
              and(
                eq(other.workspaceId, userSubscriptions.workspaceId),
                inArray(other.status, ['active', 'trialing']),
              ),
            ),
        ),
      ),
    )
    .returning({ workspaceId: userSubscriptions.workspaceId, id: userSubscriptions.id })
}

/** Lists what can be bought. */
export const offers = (db: Db) =>
  db
    .select({ product: products, price: prices })
    .from(products)
    .innerJoin(prices, eq(prices.productId, products.id))
    .where(and(eq(products.active, true), eq(prices.active, true)))
    .orderBy(prices.unitAmount)

export const product = (db: Db, id: string) => db.select().from(products).where(eq(products.id, id))

const given = (column: string) => sql.raw(`excluded.${column}`)

/** Replaces the catalogue; what is not in it any more is not offered any more. */
export const replaceCatalogue = (db: Db, catalogue: Catalogue) => [
  db.update(products).set({ active: false }).where(eq(products.active, true)),
  db.update(prices).set({ active: false }).where(eq(prices.active, true)),
  ...(catalogue.products.length > 0
    ? [
        db
          .insert(products)
          .values([...catalogue.products])
          .onConflictDoUpdate({
            target: products.id,
            set: {
              name: given('name'),
              active: given('is_active'),
              plan: given('plan'),
              credits: given('credits'),
            },
          }),
      ]
    : []),
  ...(catalogue.prices.length > 0
    ? [
        db
          .insert(prices)
          .values([...catalogue.prices])
          .onConflictDoUpdate({
            target: prices.id,
            set: {
              productId: given('product_id'),
              active: given('is_active'),
              currency: given('currency'),
              unitAmount: given('unit_amount'),
              interval: given('interval'),
            },
          }),
      ]
    : []),
]
