import { changingOf } from '#core/lib/kernel/changing.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { conflict, notFound } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import type { Page } from '#core/lib/kernel/page.ts'
import { fill, firstNameOf, type Values } from '../rules/canned.ts'
import {
  CANNED_REPLIES_MAX,
  type CannedReply,
  type CannedReplyListQuery,
  type ChangeCannedReply,
  type CreateCannedReply,
} from '../schemas/canned-replies.ts'
import * as store from '../store/canned-replies.ts'

/** Lists canned replies by their shortcuts; with a conversation, each as it would be sent there by the caller. */
export async function listCannedReplies(
  ctx: Ctx,
  { conversationId, limit }: CannedReplyListQuery,
): Promise<Page<CannedReply>> {
  const { workspaceId } = ctx
  const values = conversationId === undefined ? null : await valuesFor(ctx, conversationId)
  const [rows] = await ctx.db.batch((db) => [store.list(db, { workspaceId, limit })])
  return { items: rows.map((row) => toCannedReply(row, values)), nextCursor: null }
}

/** Returns what the variables of a text stand for in a conversation, for the caller. @throws not_found */
export async function valuesFor(ctx: Ctx, conversationId: string): Promise<Values> {
  const { workspaceId } = ctx
  const [[named]] = await ctx.db.batch((db) => [store.named(db, { workspaceId, conversationId })])
  if (!named) throw notFound('conversation')
  return {
    'contact.name': named.contact,
    'contact.first_name': firstNameOf(named.contact),
    'agent.name': ctx.actor.kind === 'user' ? ctx.actor.name : null,
    'account.name': named.account,
  }
}

export async function getCannedReply({ db, workspaceId }: Ctx, id: string): Promise<CannedReply> {
  const [[row]] = await db.batch((one) => [store.byId(one, { workspaceId, id })])
  if (!row) throw notFound('canned reply')
  return toCannedReply(row, null)
}

/** Adds a canned reply. @throws conflict `shortcut_taken`, `too_many_canned_replies` */
export async function createCannedReply(ctx: Ctx, reply: CreateCannedReply): Promise<CannedReply> {
  const { workspaceId } = ctx
  const id = newId()
  await changing(ctx, 'create', async (tx) => {
    const stored = await store.list(tx, { workspaceId, limit: CANNED_REPLIES_MAX })
    if (stored.length >= CANNED_REPLIES_MAX)
      throw conflict(
        'too_many_canned_replies',
        `A workspace has at most ${CANNED_REPLIES_MAX} canned replies. Delete one first.`,
      )
    await store.insert(tx, { id, workspaceId, ...reply })
    return { id, after: reply }
  })
  return getCannedReply(ctx, id)
}

/** Changes a canned reply. @throws conflict `shortcut_taken` */
export async function changeCannedReply(
  ctx: Ctx,
  id: string,
  change: ChangeCannedReply,
): Promise<CannedReply> {
  const { workspaceId } = ctx
  await changing(ctx, 'change', async (tx) => {
    const [before] = await store.lock(tx, { workspaceId, id })
    if (!before) throw notFound('canned reply')
    await store.change(tx, { workspaceId, id, ...change })
    return { id, before: { shortcut: before.shortcut, text: before.text }, after: change }
  })
  return getCannedReply(ctx, id)
}

export async function deleteCannedReply(ctx: Ctx, id: string): Promise<void> {
  const { workspaceId } = ctx
  await changing(ctx, 'delete', async (tx) => {
    const [before] = await store.lock(tx, { workspaceId, id })
    if (!before) throw notFound('canned reply')
    await store.remove(tx, { workspaceId, id })
    return { id, before: { shortcut: before.shortcut, text: before.text } }
  })
}

const changing = changingOf({
  type: 'canned_reply',
  told: ({ workspaceId }) => ({ topic: 'workspace', id: workspaceId }),
  taken: () => conflict('shortcut_taken', 'There is a canned reply with this shortcut already.'),
})

const toCannedReply = (
  { id, shortcut, text, createdAt, updatedAt }: store.CannedRow,
  values: Values | null,
): CannedReply => ({
  id,
  shortcut,
  text,
  filled: values && fill(text, values),
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
})
