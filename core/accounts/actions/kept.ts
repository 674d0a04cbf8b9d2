import type { Ctx } from '#core/lib/kernel/context.ts'
import { describeError } from '#core/lib/kernel/errors.ts'
import { openAccount } from '#core/lib/platform/platform-call.ts'
import { accountsById } from '../queries.ts'
import { keptOf } from '../rules.ts'

/** Returns the credentials of an account that stay the same when its token changes; none where they can no longer be read. */
export async function openKept(ctx: Ctx, id: string): Promise<Record<string, string>> {
  const [[account]] = await ctx.db.batch((db) => [
    accountsById(db, { workspaceId: ctx.workspaceId, ids: [id] }),
  ])
  if (!account) return {}
  try {
    const { credentials } = await openAccount(ctx, account)
    return keptOf(ctx.connector(account.platform).manifest, credentials)
  } catch (error) {
    ctx.log.warn('account.unopenable', { accountId: id, error: describeError(error) })
    return {}
  }
}
