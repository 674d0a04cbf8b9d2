import { accountsById } from '#core/accounts/queries.ts'
import type { Ctx } from '#core/lib/context.ts'
import type { Db, Enqueue } from '#core/lib/db.ts'
import { newId } from '#core/lib/ids.ts'
import { consentOf, foldReceipts } from '../rules.ts'
import type { InboundMessage, Receipt, StoredUpdate } from '../schemas.ts'
import * as store from '../store/ingest.ts'
import { cancelMachineMessages, setOptOut } from '../store/replies.ts'
import { applyRevisions, attach, type Said } from './attach.ts'
import { optOutByPlatform } from './opt-out.ts'

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

  const placed = updates.map((update) => ({
    ...update,
    conversationId:
      conversationOf.get(`${update.accountId}/${customerOf(update)}`) ?? fail('No conversation.'),
  }))
  const inserted = await store.insertMessages(
    tx,
    placed.map(({ conversationId, ...update }) => ({
      workspaceId,
      conversationId,
      direction: 'inbound' as const,
      author: 'contact' as const,
      platformMessageId: update.payload.platformMessageId,
      type: update.payload.messageType,
      text: update.payload.text,
      metadata: update.payload.metadata,
      details: update.payload.details ?? null,
      status: 'received' as const,
      sentAt: update.occurredAt,
    })),
  )
  const revised = await applyRevisions(tx, ctx, placed)
  const changed = [...inserted, ...revised]
  if (changed.length === 0) return
  await attach(tx, ctx, placed, changed, enqueue)
  if (inserted.length > 0) {
    await store.touchConversations(tx, {
      workspaceId,
      inbound: inserted.map((row) => ({
        id: row.conversationId,
        at: row.sentAt,
        said: row.type !== 'system',
      })),
    })
  }
  await applyConsent(tx, ctx, changed)
  const at = ctx.now().toISOString()
  for (const conversationId of new Set(inserted.map((row) => row.conversationId)))
    enqueue({ type: 'conversation.poke', conversationId, reason: 'inbound', at })
  for (const conversationId of new Set(changed.map((row) => row.conversationId)))
    enqueue({ type: 'feed.changed', topic: 'messages', id: conversationId })
}

/** STOP holds from the moment it comes in, whether or not a machine is on: what it had not sent yet goes no further. */
async function applyConsent(tx: Db, { workspaceId }: Ctx, said: readonly Said[]): Promise<void> {
  const byConversation = Map.groupBy(said, (row) => row.conversationId)
  for (const [conversationId, rows] of byConversation) {
    const inOrder = rows.toSorted((a, b) => a.sentAt.getTime() - b.sentAt.getTime())
    const consent = consentOf(inOrder.map((row) => row.text ?? ''))
    const at = inOrder.at(-1)?.sentAt
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
    const rows = await store.applyReceipts(tx, { workspaceId, accountId, receipts })
    for (const row of rows) changed.add(row.conversationId)
    await applyOptOuts(tx, ctx, group, rows)
  }
  for (const id of changed) enqueue({ type: 'feed.changed', topic: 'messages', id })
}

/** The contact has stopped our messages on the platform itself: it is as if they had told us. */
async function applyOptOuts(
  tx: Db,
  { workspaceId }: Ctx,
  updates: Stored<Receipt>,
  rows: readonly { conversationId: string; platformMessageId: string | null }[],
): Promise<void> {
  for (const { payload, occurredAt } of updates) {
    if (!payload.optedOut) continue
    const row = rows.find((one) => one.platformMessageId === payload.platformMessageId)
    if (row) await optOutByPlatform(tx, { workspaceId, conversationId: row.conversationId, at: occurredAt })
  }
}

/**
 * Strongest evidence first: a user id outlives a phone number, a username is only a name. Who has changed the number is
 * found under both from then on.
 */
function identitiesOf({
  from: { userId, phone },
  details,
}: Pick<InboundMessage, 'from' | 'details'>): Identity[] {
  const phones = [phone, details?.movedTo].filter((one) => one !== undefined)
  return [
    ...(userId === undefined ? [] : [{ kind: 'user_id' as const, value: userId }]),
    ...phones.map((value) => ({ kind: 'phone' as const, value })),
  ]
}

interface Identity {
  kind: 'user_id' | 'phone'
  value: string
}

const identityKey = (accountId: string, { kind, value }: { kind: string; value: string }) =>
  `${accountId}/${kind}/${value}`

async function findOrMakeCustomers(tx: Db, ctx: Ctx, updates: Stored<InboundMessage>) {
  const { workspaceId } = ctx
  const known = new Map<string, string>()
  const rows = await store.identitiesOf(tx, {
    workspaceId,
    accountIds: [...new Set(updates.map((update) => update.accountId))],
    values: [...new Set(updates.flatMap((update) => identitiesOf(update.payload).map(({ value }) => value)))],
  })
  for (const row of rows) known.set(identityKey(row.accountId, row), row.customerId)

  const newCustomers = new Map<string, { id: string; workspaceId: string }>()
  const newIdentities: Parameters<typeof store.insertIdentities>[1][number][] = []
  const names = new Map<string, { id: string; name: string | null; handle: string | null }>()
  for (const { accountId, payload } of updates) {
    const { from } = payload
    const identities = identitiesOf(payload)
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
    const handle = payload.details?.movedTo ?? from.phone ?? from.username ?? null
    if (from.name !== undefined || handle !== null) names.set(id, { id, name: from.name ?? null, handle })
  }
  if (newCustomers.size > 0) await store.insertCustomers(tx, [...newCustomers.values()])
  if (newIdentities.length > 0) await store.insertIdentities(tx, newIdentities)
  if (names.size > 0) await store.nameCustomers(tx, { workspaceId, names: [...names.values()] })

  return ({ accountId, payload }: StoredUpdate<InboundMessage>): string => {
    for (const identity of identitiesOf(payload)) {
      const id = known.get(identityKey(accountId, identity))
      if (id !== undefined) return id
    }
    return fail('The contact was not made.')
  }
}

function fail(message: string): never {
  throw new Error(message)
}
