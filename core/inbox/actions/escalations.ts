import * as audit from '#core/lib/kernel/audit.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { conflict, invalid, notFound, sqlState } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/kernel/page.ts'
import { mayAnswer } from '#core/workspaces/queries.ts'
import type { ChangeEscalation, Escalation } from '../schemas.ts'
import * as store from '../store/escalations.ts'
import * as replies from '../store/replies.ts'
import { GIVEN_TO_A_PERSON } from './conversations.ts'

export async function listEscalations(
  ctx: Ctx,
  {
    status,
    limit,
    cursor,
  }: { status?: Escalation['status'] | undefined; limit: number; cursor?: string | undefined },
): Promise<Page<Escalation>> {
  const before = decodeCursor(cursor)
  const { workspaceId } = ctx
  const [rows] = await ctx.db.batch((db) => [store.list(db, { workspaceId, status, before, limit })])
  const position = ({ escalation }: store.EscalationRow) => ({ at: escalation.createdAt, id: escalation.id })
  return pageOfRows(rows, limit, position, toEscalation)
}

/** Opens an escalation by hand: asks other people to look at a conversation. */
export async function escalate(
  ctx: Ctx,
  conversationId: string,
  { note }: { note?: string | undefined },
): Promise<Escalation> {
  const { workspaceId } = ctx
  const id = newId()
  await ctx.db.tx(async (tx, enqueue) => {
    const where = { workspaceId, conversationId }
    if ((await replies.lock(tx, where)).length === 0) throw notFound('conversation')
    const row = {
      id,
      ...where,
      reason: 'manual_escalation' as const,
      note: note || null,
      createdAt: ctx.now(),
    }
    const [opened] = await store.open(tx, row)
    if (!opened)
      throw conflict('already_escalated', 'A person is asked to look at this conversation already.')
    await replies.setStatus(tx, { ...where, status: 'escalated' })
    await audit.record(tx, ctx, {
      action: 'escalation.open',
      objectType: 'escalation',
      objectId: id,
      after: { conversationId, reason: row.reason },
    })
    enqueue({ type: 'feed.changed', topic: 'conversations', id: conversationId })
  })
  return read(ctx, id)
}

/** Changes the status, assignee or note of an escalation. */
export async function changeEscalation(ctx: Ctx, id: string, change: ChangeEscalation): Promise<Escalation> {
  const { workspaceId } = ctx
  const { status, note, assignedTo } = change
  await ctx.db.tx(async (tx, enqueue) => {
    const [before] = await store.lock(tx, { workspaceId, id })
    if (!before) throw notFound('escalation')
    if (assignedTo && (await mayAnswer(tx, { workspaceId, userId: assignedTo })).length === 0)
      throw invalid('That person is not a member of this workspace who may answer.', [
        { path: 'assignedTo', message: 'Choose a member.' },
      ])
    await store
      .change(tx, {
        workspaceId,
        id,
        ...(status === undefined ? {} : { status, resolvedAt: status === 'resolved' ? ctx.now() : null }),
        ...(note === undefined ? {} : { note: note || null }),
        ...(assignedTo === undefined ? {} : { assignedTo }),
      })
      .catch((error: unknown) => {
        if (sqlState(error) !== '23505') throw error
        throw conflict('already_escalated', 'Another escalation of this conversation is open.')
      })
    const where = { workspaceId, conversationId: before.conversationId }
    // The assignee holds the conversation, so that all screens show the same person for both.
    if (assignedTo) {
      await replies.hold(tx, { ...where, userId: assignedTo, keyId: null, now: ctx.now() })
      await replies.cancelMachineMessages(tx, { ...where, because: GIVEN_TO_A_PERSON })
    } else if (assignedTo === null && before.assignedTo) {
      await replies.releaseAllOf(tx, { ...where, userId: before.assignedTo, keyId: null })
    }
    if (status !== undefined) {
      const asked = status === 'resolved' ? ('active' as const) : ('escalated' as const)
      await store.setAsked(tx, { ...where, asked })
    }
    await audit.record(tx, ctx, {
      action: 'escalation.change',
      objectType: 'escalation',
      objectId: id,
      before: { status: before.status, assignedTo: before.assignedTo },
      after: { status: status ?? before.status, assignedTo: assignedTo ?? before.assignedTo },
    })
    enqueue({ type: 'feed.changed', topic: 'conversations', id: before.conversationId })
  })
  return read(ctx, id)
}

async function read(ctx: Ctx, id: string): Promise<Escalation> {
  const [[row]] = await ctx.db.batch((db) => [store.byId(db, { workspaceId: ctx.workspaceId, id })])
  if (!row) throw notFound('escalation')
  return toEscalation(row)
}

const toEscalation = ({ escalation, customerName, assignee }: store.EscalationRow): Escalation => ({
  id: escalation.id,
  conversationId: escalation.conversationId,
  customerName,
  reason: escalation.reason,
  status: escalation.status,
  note: escalation.note,
  assignedTo: escalation.assignedTo === null ? null : { userId: escalation.assignedTo, name: assignee ?? '' },
  createdAt: escalation.createdAt.toISOString(),
  resolvedAt: escalation.resolvedAt?.toISOString() ?? null,
})
