import { countOpenComments } from '#core/comments/queries.ts'
import { attention as attentionOf } from '#core/inbox/queries/attention.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { type Attention, CALLS_SHOWN, COUNTED_MAX } from '../schemas.ts'

/** Returns the unseen items of the workspace that call for a person. */
export async function attention(ctx: Ctx, userId: string): Promise<Attention> {
  const { workspaceId } = ctx
  const asked = { workspaceId, userId, shown: CALLS_SHOWN, most: COUNTED_MAX }
  const [{ rows }, { rows: waiting }] = await ctx.db.batch((db) => [
    attentionOf(db, asked),
    countOpenComments(db, { workspaceId, userId, most: COUNTED_MAX }),
  ])
  const [row] = rows
  const comments = waiting[0]?.count ?? 0
  if (!row) return { count: 0, comments, calls: [], unread: { open: 0, escalated: 0, mine: 0 } }
  const { count, calls, open, escalated, mine } = row
  return {
    count,
    comments,
    calls: (calls ?? []).map((call) => ({ ...call, at: new Date(call.at).toISOString() })),
    unread: { open, escalated, mine },
  }
}
