import * as audit from '#core/lib/kernel/audit.ts'
import type { SystemCtx } from '#core/lib/kernel/context.ts'
import { AppError } from '#core/lib/kernel/errors.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/kernel/page.ts'
import type { DeadLetter } from '../schemas.ts'
import * as store from '../store/dead-letters.ts'

export interface DeadMessage {
  queue: string
  messageId: string
  body: unknown
  attempts: number
}

/** Keeps messages that used up their attempts on a queue. */
export async function storeDeadLetters(ctx: SystemCtx, messages: readonly DeadMessage[]): Promise<void> {
  await ctx.db.batch((db) => [
    store.insert(
      db,
      messages.map((message) => ({ ...message, deadAt: ctx.now() })),
    ),
  ])
}

/** The content of a message, for a person. */
export interface Decoded {
  kind: string
  workspaceId: string | null
  /** The account that it concerns: our id of it, or the platform's. */
  accountId: string | null
  externalIds: readonly string[]
  content: unknown
}
export type Decode = (body: unknown) => Decoded

export async function listDeadLetters(
  ctx: SystemCtx,
  query: { limit: number; cursor?: string | undefined },
  decode: Decode,
): Promise<Page<DeadLetter>> {
  const before = decodeCursor(query.cursor)
  const [rows] = await ctx.db.batch((db) => [store.list(db, { before, limit: query.limit })])
  const told = await tell(ctx, rows, decode)
  return pageOfRows(rows, query.limit, (row) => ({ at: row.deadAt, id: row.id }), told)
}

/** How long before a message's death its attempts may lie: as long as all retries together take. */
const ATTEMPTS_MS = 24 * 3_600_000

/** Looks up the workspaces, accounts and last errors of dead letters. Returns a function that describes one of them. */
async function tell(ctx: SystemCtx, rows: readonly store.DeadLetterRow[], decode: Decode) {
  if (rows.length === 0) return () => never()
  const decoded = new Map(rows.map((row) => [row.id, decode(row.body)]))
  const said = [...decoded.values()]
  const since = new Date(Math.min(...rows.map(({ deadAt }) => deadAt.getTime())) - ATTEMPTS_MS)
  const [errors, accounts] = await ctx.db.batch((db) => [
    store.lastErrors(db, { messageIds: rows.map(({ messageId }) => messageId), since }),
    store.accountsNamed(db, {
      ids: said.flatMap(({ accountId }) => accountId ?? []),
      externalIds: said.flatMap(({ externalIds }) => externalIds),
    }),
  ])
  const owners = new Set([
    ...said.flatMap(({ workspaceId }) => workspaceId ?? []),
    ...accounts.map(({ workspaceId }) => workspaceId),
  ])
  const [workspaces] =
    owners.size === 0 ? [[]] : await ctx.db.batch((db) => [store.workspacesNamed(db, [...owners])])
  return (row: store.DeadLetterRow): DeadLetter => {
    const { kind, workspaceId, accountId, externalIds, content } = decoded.get(row.id) ?? decode(row.body)
    const account = accounts.find(
      ({ id, externalId }) => id === accountId || externalIds.includes(externalId),
    )
    const owner = workspaceId ?? account?.workspaceId
    return {
      ...toDeadLetter(row),
      kind,
      content,
      workspace: workspaces.find(({ id }) => id === owner) ?? null,
      account: account ? { id: account.id, name: account.name, platform: account.platform } : null,
      error: row.error ?? errors.find(({ messageId }) => messageId === row.messageId)?.error ?? null,
    }
  }
}

const never = (): never => {
  throw new Error('There is nothing to tell.')
}

/** Puts a dead letter back on its queue, once; if the queue refuses, it can still be replayed. */
export async function replayDeadLetter(ctx: SystemCtx, id: string, decode: Decode): Promise<DeadLetter> {
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
  return (await tell(ctx, [taken], decode))(taken)
}

const toDeadLetter = (row: store.DeadLetterRow) => ({
  id: row.id,
  queue: row.queue,
  body: row.body,
  error: row.error,
  attempts: row.attempts,
  deadAt: row.deadAt.toISOString(),
  replayedAt: row.replayedAt?.toISOString() ?? null,
})
