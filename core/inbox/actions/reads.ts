import type { Ctx } from '#core/lib/context.ts'
import { notFound } from '#core/lib/errors.ts'
import type { Conversation } from '../schemas.ts'
import * as reads from '../store/reads.ts'
import * as threads from '../store/threads.ts'
import { toConversation } from './threads.ts'

/** A person has a conversation before them. It is theirs alone: colleagues still have to see it. */
export async function readConversation(
  ctx: Ctx,
  conversationId: string,
  { userId, until }: { userId: string; until?: string | undefined },
): Promise<Conversation> {
  const { workspaceId } = ctx
  const seen = { userId, until: until === undefined ? null : new Date(until), now: ctx.now() }
  const [, [row]] = await ctx.db.batch((db) => [
    reads.markRead(db, { workspaceId, conversationId, ...seen }),
    threads.byId(db, { workspaceId, id: conversationId }),
  ])
  if (!row) throw notFound('conversation')
  return toConversation(ctx, row)
}

/** A person wants to come back to it. */
export async function unreadConversation(
  ctx: Ctx,
  conversationId: string,
  { userId }: { userId: string },
): Promise<Conversation> {
  const { workspaceId } = ctx
  const [, [row]] = await ctx.db.batch((db) => [
    reads.markUnread(db, { workspaceId, conversationId, userId }),
    threads.byId(db, { workspaceId, id: conversationId }),
  ])
  if (!row) throw notFound('conversation')
  return toConversation(ctx, row)
}
