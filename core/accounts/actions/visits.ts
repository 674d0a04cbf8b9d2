import type { Ctx } from '#core/lib/kernel/context.ts'
import { describeError } from '#core/lib/kernel/errors.ts'
import type { ConnectedAccountRef, Visit } from '#core/lib/platform/connector.ts'
import { openAccount } from '#core/lib/platform/platform-call.ts'
import { accountsById } from '../queries.ts'
import type { ConnectionRow } from '../store/connections.ts'

/** What the signatures of a connection are made for: one is good for nothing else. */
export const STATE = 'connect-state'
export const REPORT = 'connect-report'
const VERIFIER = 'connect-verifier'

/** Returns the place that a person comes back to. State, verifier and proof are derived: the row holds no secret of them. */
export async function visitOf(
  ctx: Ctx,
  { id, platform, accountId, createdAt }: Pick<ConnectionRow, 'id' | 'platform' | 'accountId' | 'createdAt'>,
): Promise<Visit> {
  const { vault, webUrl, publicUrl } = ctx
  const sign = (purpose: string) => vault.sign(purpose, `${platform}/${id}`)
  return {
    // The dashboard's own origin, to which the session's cookie belongs.
    redirectUri: `${webUrl}/api/connect/${platform}/callback`,
    state: `${id}.${await sign(STATE)}`,
    verifier: await vault.sign(VERIFIER, id),
    reportUri: `${publicUrl}/connect/${platform}/report/${id}/${await sign(REPORT)}`,
    since: createdAt,
    renews: accountId === null ? null : await renewedOf(ctx, accountId),
  }
}

/** Returns an account that is connected anew, with the credentials that it has; null where they can no longer be read. */
async function renewedOf(ctx: Ctx, accountId: string): Promise<ConnectedAccountRef | null> {
  const [[account]] = await ctx.db.batch((db) => [
    accountsById(db, { workspaceId: ctx.workspaceId, ids: [accountId] }),
  ])
  if (!account) return null
  try {
    return await openAccount(ctx, account)
  } catch (error) {
    ctx.log.warn('account.unopenable', { accountId, error: describeError(error) })
    return null
  }
}
