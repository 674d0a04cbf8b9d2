import * as audit from '#core/lib/kernel/audit.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { conflict, invalid, notFound } from '#core/lib/kernel/errors.ts'
import { given } from '#core/lib/kernel/given.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/kernel/page.ts'
import type { ChangeCommentPattern, CommentPattern, CreateCommentPattern } from '../schemas.ts'
import * as store from '../store/settings.ts'

/** Lists the ways in which the team comments, the latest first. */
export async function listPatterns(
  { db, workspaceId }: Ctx,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<CommentPattern>> {
  const before = decodeCursor(cursor)
  const [rows] = await db.batch((one) => [store.patterns(one, { workspaceId, before, limit })])
  return pageOfRows(rows, limit, ({ createdAt: at, id }) => ({ at, id }), toPattern)
}

/** @throws not_found */
export async function getPattern({ db, workspaceId }: Ctx, id: string): Promise<CommentPattern> {
  const [[row]] = await db.batch((one) => [store.patternById(one, { workspaceId, id })])
  if (!row) throw notFound('comment_pattern')
  return toPattern(row)
}

const toPattern = ({ workspaceId: _, createdAt, updatedAt, ...row }: store.PatternRow): CommentPattern => ({
  ...row,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
})

function mustFit({ lengthMin, lengthMax }: Pick<CommentPattern, 'lengthMin' | 'lengthMax'>): void {
  if (lengthMin > lengthMax)
    throw invalid('The shortest comment is longer than the longest.', [
      { path: 'lengthMin', message: 'Choose a number up to that of the longest comment.' },
    ])
}

/** Adds a way to comment. @throws invalid */
export async function createPattern(ctx: Ctx, input: CreateCommentPattern): Promise<CommentPattern> {
  const id = newId()
  mustFit(input)
  await ctx.db.tx(async (tx, enqueue) => {
    await store.insertPattern(tx, { id, workspaceId: ctx.workspaceId, ...input })
    await audit.record(tx, ctx, {
      action: 'comment_pattern.create',
      objectType: 'comment_pattern',
      objectId: id,
      after: input,
    })
    enqueue({ type: 'feed.changed', topic: 'engagement' })
  })
  return getPattern(ctx, id)
}

/** Changes how comments are written from now on. @throws not_found, invalid */
export async function changePattern(
  ctx: Ctx,
  id: string,
  change: ChangeCommentPattern,
): Promise<CommentPattern> {
  const where = { workspaceId: ctx.workspaceId, id }
  const set = given(change)
  await ctx.db.tx(async (tx, enqueue) => {
    const [row] = await store.lockPattern(tx, where)
    if (!row) throw notFound('comment_pattern')
    mustFit({ ...row, ...set })
    await store.changePattern(tx, where, set)
    const { createdAt: _, updatedAt: __, ...before } = toPattern(row)
    await audit.record(tx, ctx, {
      action: 'comment_pattern.change',
      objectType: 'comment_pattern',
      objectId: id,
      before,
      after: set,
    })
    enqueue({ type: 'feed.changed', topic: 'engagement' })
  })
  return getPattern(ctx, id)
}

/** Deletes a way to comment that was never used; one that was keeps its record, and is switched off instead. @throws conflict `pattern_used` */
export async function deletePattern(ctx: Ctx, id: string): Promise<void> {
  const where = { workspaceId: ctx.workspaceId, id }
  await ctx.db.tx(async (tx, enqueue) => {
    const [row] = await store.lockPattern(tx, where)
    if (!row) throw notFound('comment_pattern')
    const { rows } = await store.anyUse(tx, where)
    if (rows.length > 0)
      throw conflict('pattern_used', 'Comments were planned this way. Switch it off instead.')
    await store.deletePattern(tx, where)
    await audit.record(tx, ctx, {
      action: 'comment_pattern.delete',
      objectType: 'comment_pattern',
      objectId: id,
      before: { name: row.name },
    })
    enqueue({ type: 'feed.changed', topic: 'engagement' })
  })
}
