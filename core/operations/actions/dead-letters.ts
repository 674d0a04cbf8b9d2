import * as audit from '#core/lib/audit.ts'
import type { SystemCtx } from '#core/lib/context.ts'
import { AppError } from '#core/lib/errors.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/page.ts'
import type { DeadLetter } from '../schemas.ts'
import * as store from '../store/dead-letters.ts'

export interface DeadMessage {
  queue: string
  messageId: string
  body: unknown
  attempts: number
}

/** Keeps what used up its attempts on a queue. */
export async function storeDeadLetters(ctx: SystemCtx, messages: readonly DeadMessage[]): Promise<void> {
  await ctx.db.batch((db) => [
    store.insert(
      db,
      messages.map((message) => ({ ...message, deadAt: ctx.now() })),
    ),
  ])
}

export async function listDeadLetters(
  ctx: SystemCtx,
  query: { limit: number; cursor?: string | undefined },
): Promise<Page<DeadLetter>> {
  const before = decodeCursor(query.cursor)
  const [rows] = await ctx.db.batch((db) => [store.list(db, { before, limit: query.limit })])
  return pageOfRows(rows, query.limit, (row) => ({ at: row.deadAt, id: row.id }), toDeadLetter)
}

/** Puts a dead letter back on its queue, once; should the queue refuse, it stays to be replayed. */
export async function replayDeadLetter(ctx: SystemCtx, id: string): Promise<DeadLetter> {
  const taken = await ctx.db.tx(async (tx) => {
    const [row] = await store.take(tx, { id, now: ctx.now() })
    if (row) {
      const { queue, messageId } = row
      await audit.recordForInstallation(tx, ctx, {
        action: 'dead_letter.replay',
        after: { id, queue, messageId },
      })
    }
    return row
  })
  if (!taken)
    throw new AppError(
      'conflict',
      'not_replayable',
      'This dead letter does not exist or has been replayed already.',
    )
  try {
    await ctx.requeue(taken.queue, taken.body)
  } catch (error) {
    await ctx.db.batch((db) => [store.giveBack(db, id)])
    throw error
  }
  return toDeadLetter(taken)
}

const toDeadLetter = (row: store.DeadLetterRow): DeadLetter => ({
  id: row.id,
  queue: row.queue,
  body: row.body,
  error: row.error,
  attempts: row.attempts,
  deadAt: row.deadAt.toISOString(),
  replayedAt: row.replayedAt?.toISOString() ?? null,
})
