import { accountsById } from '#core/accounts/queries.ts'
import type { Ctx } from '#core/lib/context.ts'
import type { Db, Enqueue } from '#core/lib/db.ts'
import { newId } from '#core/lib/ids.ts'
import { consentOf, foldReceipts } from '../rules.ts'
import type { InboundMessage, Receipt, Sender, StoredUpdate } from '../schemas.ts'
import * as store from '../store/ingest.ts'
import { cancelMachineMessages, setOptOut } from '../store/replies.ts'

type Stored<Payload> = readonly StoredUpdate<Payload>[]

/** Stores messages of contacts, each once, in the conversation of whoever wrote, and wakes those conversations. */
export async function applyMessages(
  tx: Db,
  ctx: Ctx,
  updates: Stored<InboundMessage>,
  enqueue: Enqueue,
): Promise<void> {
  const { workspaceId } = ctx
  const accountIds = [...new Set(updates.map((update) => update.accountId))]
  await store.lockAccounts(tx, accountIds)
  const accounts = new Map(
    (await accountsById(tx, { workspaceId, ids: accountIds })).map((row) => [row.id, row]),
  )
  const customerOf = await findOrMakeCustomers(tx, ctx, updates)

  const wanted = new Map<string, { customerId: string; update: StoredUpdate<InboundMessage> }>()
  for (const update of updates) {
    const customerId = customerOf(update)
    wanted.set(`${update.accountId}/${customerId}`, { customerId, update })
  }
  const conversations = await store.upsertConversations(
    tx,
    [...wanted.values()].map(({ customerId, update }) => ({
      workspaceId,
      accountId: update.accountId,
      customerId,
      platform: accounts.get(update.accountId)?.platform ?? fail(`Account ${update.accountId} is gone.`),
      recipient: update.payload.recipient,
      lastMessageAt: update.occurredAt,
    })),
  )
  const conversationOf = new Map(conversations.map((row) => [`${row.accountId}/${row.customerId}`, row.id]))

  const inserted = await store.insertMessages(
    tx,
    updates.map((update) => ({
      workspaceId,
      conversationId:
        conversationOf.get(`${update.accountId}/${customerOf(update)}`) ?? fail('No conversation.'),
      direction: 'inbound' as const,
      author: 'contact' as const,
      platformMessageId: update.payload.platformMessageId,
      type: update.payload.messageType,
      text: update.payload.text,
      metadata: update.payload.metadata,
      status: 'received' as const,
      sentAt: update.occurredAt,
    })),
  )
  if (inserted.length === 0) return
  await store.touchConversations(tx, {
    workspaceId,
    inbound: inserted.map((row) => ({ id: row.conversationId, at: row.sentAt })),
  })
  await applyConsent(tx, ctx, inserted)
  const at = ctx.now().toISOString()
  for (const conversationId of new Set(inserted.map((row) => row.conversationId))) {
    enqueue({ type: 'conversation.poke', conversationId, reason: 'inbound', at })
    enqueue({ type: 'feed.changed', topic: 'messages', id: conversationId })
  }
}

/** STOP holds from the moment it comes in, whether or not a machine is on: what it had not sent yet goes no further. */
async function applyConsent(
  tx: Db,
  { workspaceId }: Ctx,
  inserted: Awaited<ReturnType<typeof store.insertMessages>>,
): Promise<void> {
  const byConversation = Map.groupBy(inserted, (row) => row.conversationId)
  for (const [conversationId, rows] of byConversation) {
    const said = rows.toSorted((a, b) => a.sentAt.getTime() - b.sentAt.getTime())
    const consent = consentOf(said.map((row) => row.text ?? ''))
    const at = said.at(-1)?.sentAt
    if (consent === null || at === undefined) continue
    const where = { workspaceId, conversationId }
    await setOptOut(tx, { ...where, optedOut: consent === 'out' ? { at, by: 'contact' } : null })
    if (consent === 'out')
      await cancelMachineMessages(tx, { ...where, because: 'The contact wants no automatic messages.' })
  }
}

/** Applies the platform's receipts to our messages, in whatever order they come. */
export async function applyReceipts(
  tx: Db,
  ctx: Ctx,
  updates: Stored<Receipt>,
  enqueue: Enqueue,
): Promise<void> {
  const { workspaceId } = ctx
  const byAccount = Map.groupBy(updates, (update) => update.accountId)
  const changed = new Set<string>()
  for (const [accountId, group] of byAccount) {
    const receipts = foldReceipts(group.map(({ payload, occurredAt }) => ({ ...payload, at: occurredAt })))
    for (const row of await store.applyReceipts(tx, { workspaceId, accountId, receipts }))
      changed.add(row.conversationId)
  }
  for (const id of changed) enqueue({ type: 'feed.changed', topic: 'messages', id })
}

/** Strongest evidence first: a user id outlives a phone number, a username is only a name. */
function identitiesOf({ userId, phone }: Sender): { kind: 'user_id' | 'phone'; value: string }[] {
  return [
    ...(userId === undefined ? [] : [{ kind: 'user_id' as const, value: userId }]),
    ...(phone === undefined ? [] : [{ kind: 'phone' as const, value: phone }]),
  ]
}

const identityKey = (accountId: string, { kind, value }: { kind: string; value: string }) =>
  `${accountId}/${kind}/${value}`

async function findOrMakeCustomers(tx: Db, ctx: Ctx, updates: Stored<InboundMessage>) {
  const { workspaceId } = ctx
  const known = new Map<string, string>()
  const rows = await store.identitiesOf(tx, {
    workspaceId,
    accountIds: [...new Set(updates.map((update) => update.accountId))],
    values: [
      ...new Set(updates.flatMap((update) => identitiesOf(update.payload.from).map(({ value }) => value))),
    ],
  })
  for (const row of rows) known.set(identityKey(row.accountId, row), row.customerId)

  const newCustomers = new Map<string, { id: string; workspaceId: string }>()
  const newIdentities: Parameters<typeof store.insertIdentities>[1][number][] = []
  const names = new Map<string, { id: string; name: string | null; handle: string | null }>()
  for (const { accountId, payload } of updates) {
    const { from } = payload
    const identities = identitiesOf(from)
    if (identities.length === 0) fail('The message names nobody who wrote it.')
    const found = identities
      .map((identity) => known.get(identityKey(accountId, identity)))
      .find((id) => id !== undefined)
    const id = found ?? newId()
    if (found === undefined) newCustomers.set(id, { id, workspaceId })
    for (const identity of identities) {
      const key = identityKey(accountId, identity)
      if (known.has(key)) continue
      known.set(key, id)
      newIdentities.push({ workspaceId, accountId, customerId: id, ...identity })
    }
    const handle = from.phone ?? from.username ?? null
    if (from.name !== undefined || handle !== null) names.set(id, { id, name: from.name ?? null, handle })
  }
  if (newCustomers.size > 0) await store.insertCustomers(tx, [...newCustomers.values()])
  if (newIdentities.length > 0) await store.insertIdentities(tx, newIdentities)
  if (names.size > 0) await store.nameCustomers(tx, { workspaceId, names: [...names.values()] })

  return ({ accountId, payload }: StoredUpdate<InboundMessage>): string => {
    for (const identity of identitiesOf(payload.from)) {
      const id = known.get(identityKey(accountId, identity))
      if (id !== undefined) return id
    }
    return fail('The contact was not made.')
  }
}

function fail(message: string): never {
  throw new Error(message)
}
