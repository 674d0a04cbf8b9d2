import * as audit from '#core/lib/kernel/audit.ts'
import { actorLabel, actorUserId, type Ctx } from '#core/lib/kernel/context.ts'
import type { Db } from '#core/lib/kernel/db.ts'
import { AppError, invalid, notFound } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/kernel/page.ts'
import { membersAmong } from '#core/workspaces/queries.ts'
import type { ChangeNote, CreateNote, Note } from '../schemas/notes.ts'
import * as store from '../store/notes.ts'
import * as replies from '../store/replies.ts'

/** Lists the team's notes, of one conversation or of all, the latest first. */
export async function listNotes(
  { db, workspaceId }: Ctx,
  query: { conversationId?: string | undefined; limit: number; cursor?: string | undefined },
): Promise<Page<Note>> {
  const { conversationId, limit } = query
  const before = decodeCursor(query.cursor)
  const [rows] = await db.batch((one) => [store.list(one, { workspaceId, conversationId, before, limit })])
  return pageOfRows(rows, limit, ({ note }) => ({ at: note.createdAt, id: note.id }), toNote)
}

export async function getNote({ db, workspaceId }: Ctx, id: string): Promise<Note> {
  const [[row]] = await db.batch((one) => [store.byId(one, { workspaceId, id })])
  if (!row) throw notFound('note')
  return toNote(row)
}

/** Writes a note on a conversation, for the team alone. It calls for those that it names. */
export async function createNote(ctx: Ctx, { conversationId, text, mentions }: CreateNote): Promise<Note> {
  const { workspaceId } = ctx
  const id = newId()
  const now = ctx.now()
  await ctx.db.tx(async (tx, enqueue) => {
    if ((await replies.lock(tx, { workspaceId, conversationId })).length === 0) throw notFound('conversation')
    const userIds = await named(ctx, tx, mentions)
    await store.insert(tx, {
      id,
      workspaceId,
      conversationId,
      authorUserId: actorUserId(ctx.actor),
      authorName: actorLabel(ctx.actor),
      text,
      createdAt: now,
    })
    await store.mention(tx, { workspaceId, id, conversationId, userIds, now })
    await record(ctx, tx, 'create', id, { conversationId, mentions: userIds })
    enqueue({ type: 'feed.changed', topic: 'conversations', id: conversationId })
  })
  return getNote(ctx, id)
}

/** Changes a note. Only its author may. */
export async function changeNote(ctx: Ctx, id: string, { text, mentions }: ChangeNote): Promise<Note> {
  const { workspaceId } = ctx
  const now = ctx.now()
  await ctx.db.tx(async (tx, enqueue) => {
    const note = await lockOwn(ctx, tx, id)
    const { conversationId } = note
    if (text !== undefined && text !== note.text)
      await store.change(tx, { workspaceId, id, text, editedAt: now })
    const userIds = mentions && (await named(ctx, tx, mentions))
    if (userIds) await store.mention(tx, { workspaceId, id, conversationId, userIds, now })
    await record(ctx, tx, 'change', id, { conversationId, ...(userIds ? { mentions: userIds } : {}) })
    enqueue({ type: 'feed.changed', topic: 'conversations', id: conversationId })
  })
  return getNote(ctx, id)
}

/** Deletes a note. Only its author may. */
export async function deleteNote(ctx: Ctx, id: string): Promise<void> {
  const { workspaceId } = ctx
  await ctx.db.tx(async (tx, enqueue) => {
    const { conversationId } = await lockOwn(ctx, tx, id)
    await store.remove(tx, { workspaceId, id })
    await record(ctx, tx, 'delete', id, { conversationId })
    enqueue({ type: 'feed.changed', topic: 'conversations', id: conversationId })
  })
}

async function lockOwn(ctx: Ctx, tx: Db, id: string) {
  const [note] = await store.lock(tx, { workspaceId: ctx.workspaceId, id })
  if (!note) throw notFound('note')
  const me = actorUserId(ctx.actor)
  if (me === null ? note.authorUserId !== null : note.authorUserId !== me)
    throw new AppError('forbidden', 'not_the_author', 'Only who wrote a note may change or delete it.')
  return note
}

/** Returns the people that a note calls, each once; its author is not told of their own note. */
async function named(ctx: Ctx, tx: Db, mentions: readonly string[]): Promise<string[]> {
  const { workspaceId } = ctx
  const userIds = [...new Set(mentions)]
  if (userIds.length > 0 && (await membersAmong(tx, { workspaceId, userIds })).length < userIds.length)
    throw invalid('Somebody who is mentioned is not a member of this workspace.', [
      { path: 'mentions', message: 'Choose members.' },
    ])
  return userIds.filter((userId) => userId !== actorUserId(ctx.actor))
}

/** Records a write, without the words of the note. */
const record = (ctx: Ctx, tx: Db, verb: string, id: string, after: Record<string, unknown>) =>
  audit.record(tx, ctx, { action: `note.${verb}`, objectType: 'note', objectId: id, after })

const toNote = ({ note, mentions }: store.NoteRow): Note => ({
  id: note.id,
  conversationId: note.conversationId,
  author: { userId: note.authorUserId, name: note.authorName },
  text: note.text,
  mentions,
  createdAt: note.createdAt.toISOString(),
  editedAt: note.editedAt?.toISOString() ?? null,
})
