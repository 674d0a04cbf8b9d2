import { changingOf } from '#core/lib/kernel/changing.ts'
import { actorUserId, type Ctx } from '#core/lib/kernel/context.ts'
import type { Db } from '#core/lib/kernel/db.ts'
import { conflict, invalid, notFound } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import type { Page } from '#core/lib/kernel/page.ts'
import { demandLabels } from '../queries/labels.ts'
import { fill } from '../rules/canned.ts'
import {
  type ChangeMacro,
  type CreateMacro,
  MACROS_MAX,
  type Macro,
  type MacroActs,
  type RanMacro,
} from '../schemas/macros.ts'
import type { ChangeConversation } from '../schemas.ts'
import * as store from '../store/macros.ts'
import { valuesFor } from './canned-replies.ts'
import { changeConversation } from './conversations.ts'
import { getConversation } from './threads.ts'

const MINUTE_MS = 60_000

export async function listMacros(
  { db, workspaceId }: Ctx,
  { limit }: { limit: number },
): Promise<Page<Macro>> {
  const [rows] = await db.batch((one) => [store.list(one, { workspaceId, limit })])
  return { items: rows.map(toMacro), nextCursor: null }
}

export async function getMacro({ db, workspaceId }: Ctx, id: string): Promise<Macro> {
  const [[row]] = await db.batch((one) => [store.byId(one, { workspaceId, id })])
  if (!row) throw notFound('macro')
  return toMacro(row)
}

/** Adds a macro. @throws conflict `name_taken`, `too_many_macros`; invalid for a label that there is not */
export async function createMacro(ctx: Ctx, macro: CreateMacro): Promise<Macro> {
  const { workspaceId } = ctx
  const id = newId()
  await changing(ctx, 'create', async (tx) => {
    const stored = await store.list(tx, { workspaceId, limit: MACROS_MAX })
    if (stored.length >= MACROS_MAX)
      throw conflict('too_many_macros', `A workspace has at most ${MACROS_MAX} macros. Delete one first.`)
    await demandActs(ctx, tx, macro.acts)
    await store.insert(tx, { id, workspaceId, ...macro })
    return { id, after: macro }
  })
  return getMacro(ctx, id)
}

/** Changes a macro. @throws conflict `name_taken`; invalid for a label that there is not */
export async function changeMacro(ctx: Ctx, id: string, change: ChangeMacro): Promise<Macro> {
  const { workspaceId } = ctx
  await changing(ctx, 'change', async (tx) => {
    const [before] = await store.lock(tx, { workspaceId, id })
    if (!before) throw notFound('macro')
    if (change.acts) await demandActs(ctx, tx, change.acts)
    await store.change(tx, { workspaceId, id, ...change })
    return { id, before: { name: before.name, text: before.text, acts: before.acts }, after: change }
  })
  return getMacro(ctx, id)
}

export async function deleteMacro(ctx: Ctx, id: string): Promise<void> {
  const { workspaceId } = ctx
  await changing(ctx, 'delete', async (tx) => {
    const [before] = await store.lock(tx, { workspaceId, id })
    if (!before) throw notFound('macro')
    await store.remove(tx, { workspaceId, id })
    return { id, before: { name: before.name, text: before.text, acts: before.acts } }
  })
}

/**
 * Does the acts of a macro on a conversation, all or none, and returns its text for the composer. It sends nothing: a person presses
 * send.
 */
export async function runMacro(
  ctx: Ctx,
  id: string,
  { conversationId }: { conversationId: string },
): Promise<RanMacro> {
  const { text, acts } = await getMacro(ctx, id)
  const values = await valuesFor(ctx, conversationId)
  const change = changeOf(ctx, acts)
  const conversation =
    Object.keys(change).length > 0
      ? await changeConversation(ctx, conversationId, change)
      : await getConversation(ctx, conversationId)
  return { conversation, text: text === null ? null : fill(text, values).text }
}

function changeOf(ctx: Ctx, { assignedTo, snoozeMinutes, ...acts }: MacroActs): ChangeConversation {
  const me = actorUserId(ctx.actor)
  if (assignedTo === 'me' && me === null)
    throw invalid('An API key is no person to assign a conversation to.', [])
  return {
    ...acts,
    ...(assignedTo === undefined ? {} : { assignedTo: assignedTo === 'me' ? (me ?? '') : assignedTo }),
    ...(snoozeMinutes === undefined
      ? {}
      : { snoozedUntil: new Date(ctx.now().getTime() + snoozeMinutes * MINUTE_MS).toISOString() }),
  }
}

const demandActs = (
  { workspaceId }: Ctx,
  tx: Db,
  { addLabels = [], removeLabels = [] }: MacroActs,
): Promise<void> => demandLabels(tx, { workspaceId, ids: [...addLabels, ...removeLabels], path: 'acts' })

const changing = changingOf({
  type: 'macro',
  told: () => ({ topic: 'conversations' }),
  taken: () => conflict('name_taken', 'There is one with this name already.'),
})

type Row = Awaited<ReturnType<typeof store.list>>[number]
const toMacro = ({ id, name, text, acts, createdAt, updatedAt }: Row): Macro => ({
  id,
  name,
  text,
  acts,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
})
