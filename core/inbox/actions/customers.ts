import * as audit from '#core/lib/kernel/audit.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { only } from '#core/lib/kernel/db.ts'
import { conflict, invalid, notFound } from '#core/lib/kernel/errors.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/kernel/page.ts'
import type { ChangeCustomer, Customer, CustomerDetail, MergeCustomer } from '../schemas/customers.ts'
import * as store from '../store/customers.ts'

/** Lists contacts without those that were merged into another, the latest first. */
export async function listCustomers(
  { db, workspaceId }: Ctx,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<Customer>> {
  const before = decodeCursor(cursor)
  const [rows] = await db.batch((one) => [store.list(one, { workspaceId, before, limit })])
  return pageOfRows(rows, limit, (row) => ({ at: row.createdAt, id: row.id }), toCustomer)
}

/** Reads a contact with all that is known of the person. */
export async function getCustomer({ db, workspaceId }: Ctx, id: string): Promise<CustomerDetail> {
  const where = { workspaceId, id }
  const [[row], about, proposals] = await db.batch((one) => [
    store.byId(one, where),
    store.about(one, where),
    store.proposals(one, where),
  ])
  if (!row) throw notFound('contact')
  const { merged, identities, conversations } = only(about.rows)
  return {
    ...toCustomer(row),
    merged: merged.map(ofRaw),
    identities,
    conversations: conversations.map((one) => ({
      ...one,
      lastMessageAt: new Date(one.lastMessageAt).toISOString(),
    })),
    proposals: proposals.rows.map((one) => ({ ...ofRaw(one), evidence: one.evidence })),
  }
}

/** Changes what the team knows of a contact. */
export async function changeCustomer(
  ctx: Ctx,
  id: string,
  { fields }: ChangeCustomer,
): Promise<CustomerDetail> {
  const { workspaceId } = ctx
  await ctx.db.tx(async (tx, enqueue) => {
    const [before] = await store.lockBoth(tx, { workspaceId, ids: [id] })
    if (!before) throw notFound('contact')
    await store.change(tx, { workspaceId, id, fields })
    // Never a contact's words: the names of the fields alone.
    await audit.record(tx, ctx, {
      action: 'customer.change',
      objectType: 'customer',
      objectId: id,
      before: { fields: Object.keys(before.fields) },
      after: { fields: Object.keys(fields) },
    })
    enqueue({ type: 'feed.changed', topic: 'conversations' })
  })
  return getCustomer(ctx, id)
}

/**
 * Says that another contact is the same person: it is shown with this one from now on. Its identities and conversations stay where they
 * are, so that `splitCustomer` takes it back. @throws conflict `already_merged`
 */
export async function mergeCustomer(
  ctx: Ctx,
  id: string,
  { customerId }: MergeCustomer,
): Promise<CustomerDetail> {
  if (customerId === id)
    throw invalid('A contact is merged into another one.', [
      { path: 'customerId', message: 'Choose another contact.' },
    ])
  await join(ctx, id, customerId, (root, other) => {
    if (root.mergedInto !== null || other.mergedInto !== null)
      throw conflict('already_merged', 'One of these contacts was merged into another one.')
    return { action: 'customer.merge', mergedInto: id }
  })
  return getCustomer(ctx, id)
}

/** Takes a merge back. @throws conflict `not_merged` */
export async function splitCustomer(
  ctx: Ctx,
  id: string,
  { customerId }: MergeCustomer,
): Promise<CustomerDetail> {
  await join(ctx, id, customerId, (_root, other) => {
    if (other.mergedInto !== id) throw conflict('not_merged', 'That contact was not merged into this one.')
    return { action: 'customer.split', mergedInto: null }
  })
  return getCustomer(ctx, id)
}

async function join(
  ctx: Ctx,
  id: string,
  customerId: string,
  decide: (
    root: store.CustomerRow,
    other: store.CustomerRow,
  ) => { action: 'customer.merge' | 'customer.split'; mergedInto: string | null },
): Promise<void> {
  const { workspaceId } = ctx
  await ctx.db.tx(async (tx, enqueue) => {
    const rows = await store.lockBoth(tx, { workspaceId, ids: [id, customerId] })
    const root = rows.find((row) => row.id === id)
    const other = rows.find((row) => row.id === customerId)
    if (!root || !other) throw notFound('contact')
    const { action, mergedInto } = decide(root, other)
    await store.change(tx, { workspaceId, id: customerId, mergedInto })
    await audit.record(tx, ctx, {
      action,
      objectType: 'customer',
      objectId: customerId,
      before: { mergedInto: other.mergedInto },
      after: { mergedInto },
    })
    enqueue({ type: 'feed.changed', topic: 'conversations' })
  })
}

const toCustomer = (row: store.CustomerRow): Customer => ({
  id: row.id,
  name: row.name,
  handle: row.handle,
  fields: row.fields,
  mergedInto: row.mergedInto,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
})
const ofRaw = (row: store.RawCustomer): Customer => ({
  id: row.id,
  name: row.name,
  handle: row.handle,
  fields: row.fields,
  mergedInto: row.merged_into,
  createdAt: new Date(row.created_at).toISOString(),
  updatedAt: new Date(row.updated_at).toISOString(),
})
