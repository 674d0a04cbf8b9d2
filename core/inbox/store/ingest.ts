import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/db.ts'
import { contactIdentities, conversationMessages, conversations, customers } from '#drizzle/schema/inbox.ts'
import type { ReceiptSummary } from '../rules.ts'

/** One writer at a time per account, so that a contact who writes twice at once becomes one contact. Held to the commit. */
export const lockAccounts = (db: Db, accountIds: readonly string[]) =>
  db.execute(sql`select pg_advisory_xact_lock(hashtextextended(id, 0)) from (
    select value as id from jsonb_array_elements_text(${JSON.stringify([...accountIds].sort())}::jsonb)) locked`)

export const identitiesOf = (
  db: Db,
  {
    workspaceId,
    accountIds,
    values,
  }: { workspaceId: string; accountIds: readonly string[]; values: readonly string[] },
) =>
  db
    .select()
    .from(contactIdentities)
    .where(
      and(
        eq(contactIdentities.workspaceId, workspaceId),
        inArray(contactIdentities.accountId, [...accountIds]),
        inArray(contactIdentities.value, [...values]),
      ),
    )

export const insertCustomers = (db: Db, rows: readonly (typeof customers.$inferInsert)[]) =>
  db.insert(customers).values([...rows])

export const insertIdentities = (db: Db, rows: readonly (typeof contactIdentities.$inferInsert)[]) =>
  db
    .insert(contactIdentities)
    .values([...rows])
    .onConflictDoNothing()

/** Names that the platform tells us of contacts that had none. */
export const nameCustomers = (
  db: Db,
  {
    workspaceId,
    names,
  }: { workspaceId: string; names: readonly { id: string; name: string | null; handle: string | null }[] },
) =>
  db.execute(sql`update customers c set name = coalesce(n.name, c.name), handle = coalesce(n.handle, c.handle)
    from jsonb_to_recordset(${JSON.stringify(names)}::jsonb) as n(id uuid, name text, handle text)
    where c.workspace_id = ${workspaceId} and c.id = n.id
      and (c.name is distinct from coalesce(n.name, c.name) or c.handle is distinct from coalesce(n.handle, c.handle))`)

export const upsertConversations = (db: Db, rows: readonly (typeof conversations.$inferInsert)[]) =>
  db
    .insert(conversations)
    .values([...rows])
    .onConflictDoUpdate({
      target: [conversations.workspaceId, conversations.accountId, conversations.customerId],
      set: { recipient: sql`excluded.recipient` },
    })
    .returning({
      id: conversations.id,
      accountId: conversations.accountId,
      customerId: conversations.customerId,
    })

/** Stores messages that are not there yet; returns only those. */
export const insertMessages = (db: Db, rows: readonly (typeof conversationMessages.$inferInsert)[]) =>
  db
    .insert(conversationMessages)
    .values([...rows])
    .onConflictDoNothing()
    .returning({
      id: conversationMessages.id,
      conversationId: conversationMessages.conversationId,
      platformMessageId: conversationMessages.platformMessageId,
      type: conversationMessages.type,
      text: conversationMessages.text,
      sentAt: conversationMessages.sentAt,
    })

/**
 * Moves conversations to the top, out of the archive, and their windows open, unless the platform and not the contact
 * has `said` it; late deliveries move nothing back.
 */
export const touchConversations = (
  db: Db,
  {
    workspaceId,
    inbound,
  }: { workspaceId: string; inbound: readonly { id: string; at: Date; said: boolean }[] },
) =>
  db.execute(sql`update conversations c set
      last_inbound_at = greatest(c.last_inbound_at, i.said_at),
      last_message_at = greatest(c.last_message_at, i.at),
      status = case when c.status = 'archived' then 'active' else c.status end
    from (
      select id, max(at) as at, max(at) filter (where said) as said_at
      from jsonb_to_recordset(${JSON.stringify(inbound)}::jsonb) as r(id uuid, at timestamptz, said boolean) group by id
    ) i
    where c.workspace_id = ${workspaceId} and c.id = i.id`)

/**
 * Applies what receipts say: a status never goes back, and a receipt settles a message whose own answer was lost.
 * A failure counts unless the message was delivered.
 */
export const applyReceipts = (
  db: Db,
  {
    workspaceId,
    accountId,
    receipts,
  }: { workspaceId: string; accountId: string; receipts: readonly ReceiptSummary[] },
) =>
  db
    .update(conversationMessages)
    .set({
      platformMessageId: sql`coalesce(${conversationMessages.platformMessageId}, r.platform_message_id)`,
      status: sql`case
        when r.error is not null and coalesce(${conversationMessages.deliveredAt}, r.delivered_at) is null then 'failed'
        when ${conversationMessages.status} in ('sending', 'unknown', 'sent') then 'sent'
        else ${conversationMessages.status} end`,
      error: sql`case
        when r.error is not null and coalesce(${conversationMessages.deliveredAt}, r.delivered_at) is null then r.error
        when ${conversationMessages.status} in ('sending', 'unknown') then null
        else ${conversationMessages.error} end`,
      leaseUntil: null,
      deliveredAt: sql`least(${conversationMessages.deliveredAt}, r.delivered_at)`,
      readAt: sql`least(${conversationMessages.readAt}, r.read_at)`,
    })
    .from(
      sql`jsonb_to_recordset(${JSON.stringify(receipts.map(toColumns))}::jsonb)
        as r(platform_message_id text, callback_data text, delivered_at timestamptz, read_at timestamptz, error text)`,
    )
    .where(
      and(
        eq(conversationMessages.workspaceId, workspaceId),
        eq(conversationMessages.direction, 'outbound'),
        sql`(${conversationMessages.platformMessageId} = r.platform_message_id or ${conversationMessages.id}::text = r.callback_data)`,
        sql`exists (select from conversations c where c.workspace_id = ${conversationMessages.workspaceId}
          and c.id = ${conversationMessages.conversationId} and c.account_id = ${accountId})`,
      ),
    )
    .returning({
      id: conversationMessages.id,
      conversationId: conversationMessages.conversationId,
      platformMessageId: conversationMessages.platformMessageId,
    })

const toColumns = (receipt: ReceiptSummary) => ({
  platform_message_id: receipt.platformMessageId,
  callback_data: receipt.callbackData,
  delivered_at: receipt.deliveredAt,
  read_at: receipt.readAt,
  error: receipt.error,
})
