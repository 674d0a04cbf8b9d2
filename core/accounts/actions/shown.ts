import type { Ctx } from '#core/lib/kernel/context.ts'
import type { Posts } from '#core/lib/platform/connector.ts'
import { type OwnLimits, rulesFor } from '#core/lib/platform/own-limits.ts'
import type { Account } from '../schemas.ts'
import type { AccountRow } from '../store/accounts.ts'

/** Returns an account as everyone in the workspace may see it. */
export const toAccount = (ctx: Pick<Ctx, 'connector'>, row: AccountRow): Account => ({
  id: row.id,
  platform: row.platform,
  externalId: row.externalId,
  name: row.name,
  status: row.status,
  statusReason: row.statusReason,
  profileId: row.profileId,
  posts: postsOn(ctx.connector(row.platform).posts, row.limits),
  comments: ctx.connector(row.platform).comments !== undefined,
  createdAt: row.createdAt.toISOString(),
})

/** Returns the rules of posts that the dashboard's composer needs to count text, and to offer media, as the platform does. */
function postsOn(posts: Posts | undefined, own: OwnLimits): Account['posts'] {
  if (!posts) return null
  const { text, caption, media = [], altText, look, ownerOnly = false } = rulesFor(posts.rules, own)
  return {
    maxLength: text.maxLength,
    maxBytes: text.maxBytes ?? null,
    captionMaxLength: caption?.maxLength ?? null,
    count: text.count,
    mediaMax: Math.max(0, ...media.map(({ maxCount }) => maxCount)),
    altText,
    look,
    ownerOnly,
  }
}
