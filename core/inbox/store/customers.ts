import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import * as keyset from '#core/lib/kernel/keyset.ts'
import type { Position } from '#core/lib/kernel/page.ts'
import { customers } from '#drizzle/schema/inbox.ts'
import type { CustomerDetail, Evidence } from '../schemas/customers.ts'

interface One {
  workspaceId: string
  id: string
}
const one = ({ workspaceId, id }: One) => and(eq(customers.workspaceId, workspaceId), eq(customers.id, id))

export type CustomerRow = typeof customers.$inferSelect

/** Lists contacts without those that were merged into another, the latest first. */
export const list = (
  db: Db,
  { workspaceId, before, limit }: { workspaceId: string; before: Position | null; limit: number },
) =>
  db
    .select()
    .from(customers)
    .where(
      and(
        eq(customers.workspaceId, workspaceId),
        isNull(customers.mergedInto),
        keyset.before(customers.createdAt, customers.id, before),
      ),
    )
    .orderBy(desc(customers.createdAt), desc(customers.id))
    .limit(limit + 1)

export const byId = (db: Db, where: One) => db.select().from(customers).where(one(where))

/** Locks two contacts in one order, so that two merges cannot wait for each other. */
export const lockBoth = (db: Db, { workspaceId, ids }: { workspaceId: string; ids: readonly string[] }) =>
  db
    .select()
    .from(customers)
    .where(and(eq(customers.workspaceId, workspaceId), sql`${customers.id} = any(${sql.param(ids)}::uuid[])`))
    .orderBy(customers.id)
    .for('update')

export const change = (
  db: Db,
  { workspaceId, id, ...set }: One & { fields?: Record<string, string>; mergedInto?: string | null },
) => db.update(customers).set(set).where(one({ workspaceId, id }))

/** The contacts of one person: a contact, those that were merged into it, and those that were merged into these before. */
const person = ({ workspaceId, id }: One) => sql`
  with recursive person as (
    select c.id from customers c where c.workspace_id = ${workspaceId} and c.id = ${id}
    union
    select c.id from person p join customers c on c.workspace_id = ${workspaceId} and c.merged_into = p.id
  )`

// Not an interface: a row of raw SQL must have an index signature.
export type RawCustomer = {
  id: string
  name: string | null
  handle: string | null
  fields: Record<string, string>
  merged_into: string | null
  created_at: string
  updated_at: string
}
const CONVERSATIONS = 100
const PROPOSED = 10

/** Reads all that is known of a person over all their contacts, in one row. */
export const about = (db: Db, where: One) =>
  db.execute<{
    merged: RawCustomer[]
    identities: CustomerDetail['identities']
    conversations: CustomerDetail['conversations']
  }>(sql`${person(where)}
    select
      coalesce((select jsonb_agg(to_jsonb(c) order by c.created_at, c.id) from customers c
        where c.workspace_id = ${where.workspaceId} and c.id in (select id from person) and c.id <> ${where.id}), '[]') as merged,
      coalesce((select jsonb_agg(jsonb_build_object('customerId', i.customer_id, 'accountId', i.account_id, 'accountName', a.name,
          'platform', a.platform, 'kind', i.kind, 'value', i.value) order by a.name, i.kind, i.value)
        from contact_identities i join social_accounts a on a.workspace_id = i.workspace_id and a.id = i.account_id
        where i.workspace_id = ${where.workspaceId} and i.customer_id in (select id from person)), '[]') as identities,
      coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'customerId', t.customer_id, 'accountId', t.account_id, 'accountName', t.name,
          'platform', t.platform, 'status', t.status, 'lastMessageAt', t.last_message_at) order by t.last_message_at desc, t.id)
        from (select c.id, c.customer_id, c.account_id, a.name, c.platform, c.status, c.last_message_at
          from conversations c join social_accounts a on a.workspace_id = c.workspace_id and a.id = c.account_id
          where c.workspace_id = ${where.workspaceId} and c.customer_id in (select id from person)
          order by c.last_message_at desc, c.id limit ${CONVERSATIONS}) t), '[]') as conversations`)

/**
 * Finds other contacts that may be the same person: by a telephone number, by the platform's id of the person on another account of the
 * platform, or by a handle. A name alone is no evidence.
 */
export const proposals = (db: Db, where: One) =>
  db.execute<RawCustomer & { evidence: Evidence[] }>(sql`${person(where)},
    known as (
      select i.kind, i.value, a.platform from contact_identities i
      join social_accounts a on a.workspace_id = i.workspace_id and a.id = i.account_id
      where i.workspace_id = ${where.workspaceId} and i.customer_id in (select id from person)
    ),
    found as (
      select i.customer_id, i.kind, i.value from known k
      join contact_identities i on i.workspace_id = ${where.workspaceId} and i.kind = k.kind and i.value = k.value
      join social_accounts a on a.workspace_id = i.workspace_id and a.id = i.account_id
      where k.kind = 'phone' or (k.kind = 'user_id' and a.platform = k.platform)
      union
      select o.id, 'handle', o.handle from customers c
      join customers o on o.workspace_id = c.workspace_id and lower(o.handle) = lower(c.handle)
      where c.workspace_id = ${where.workspaceId} and c.id in (select id from person) and c.handle <> ''
    )
    select c.*, jsonb_agg(distinct jsonb_build_object('kind', f.kind, 'value', f.value)) as evidence
    from found f join customers c on c.workspace_id = ${where.workspaceId} and c.id = f.customer_id
    where c.merged_into is null and c.id not in (select id from person)
    group by c.id order by c.created_at desc, c.id limit ${PROPOSED}`)
