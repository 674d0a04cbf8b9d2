import type { Ctx } from '#core/lib/kernel/context.ts'
import { notFound } from '#core/lib/kernel/errors.ts'
import type { Conversation } from '../schemas.ts'
import * as reads from '../store/reads.ts'
import * as threads from '../store/threads.ts'
import { toConversation } from './threads.ts'

/** Marks a conversation as read by one person. For colleagues it stays unread. */
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

/** Marks a conversation as unread for one person. */
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
