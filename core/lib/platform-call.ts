import type { ConnectedAccountRef, Outcome } from './connector.ts'
import type { Ports } from './context.ts'
import { describeError } from './errors.ts'
import type { Quota } from './quota.ts'

/** An account as its row says it, its secrets still sealed. */
export interface CallableAccount {
  id: string
  workspaceId: string
  externalId: string
  credentials: string
  /** The workspace's data key, which opens them; null only where they were sealed before there was one. */
  wrappedKey: string | null
  status: 'active' | 'expired' | 'revoked'
  statusReason: string | null
}

/**
 * Makes one call in the name of an account, under its limits. What fails before the call surely did not happen; what the
 * call throws may have.
 */
export async function callPlatform(
  ctx: Pick<Ports, 'vault' | 'gate' | 'log'>,
  account: CallableAccount,
  quotas: readonly Quota[],
  call: (opened: ConnectedAccountRef) => Promise<Outcome>,
): Promise<Outcome> {
  if (account.status === 'revoked')
    return rejected('disconnected', 'The account has been disconnected.', 'Connect it again.')
  if (account.status === 'expired')
    return { kind: 'reauth', reason: account.statusReason ?? 'Reconnect the account.' }

  let opened: ConnectedAccountRef
  try {
    opened = await openAccount(ctx, account)
  } catch (error) {
    ctx.log.error('account.unopenable', { accountId: account.id, error: describeError(error) })
    return { kind: 'reauth', reason: 'The stored credentials cannot be opened. Reconnect the account.' }
  }
  try {
    const reserved = await ctx.gate.reserve(account.id, quotas)
    if (!reserved.ok) return { kind: 'limited', until: reserved.until, scope: 'account' }
  } catch (error) {
    ctx.log.error('gate.unreachable', { accountId: account.id, error: describeError(error) })
    return { kind: 'retry', reason: 'The account’s limits could not be checked.' }
  }
  let outcome: Outcome
  try {
    outcome = await call(opened)
  } catch (error) {
    // A connector answers with an outcome; what it throws we cannot judge, and the call may have been made.
    ctx.log.error('connector.threw', { accountId: account.id, error: describeError(error) })
    return { kind: 'unknown', reason: 'The call broke off. It may have been done: look there.' }
  }
  // What limits one contact is no reason to hold the others back.
  if (outcome.kind === 'limited' && outcome.scope !== 'action') {
    await ctx.gate.limited(account.id, outcome.until).catch((error: unknown) => {
      // The row waits by itself; the others of this account will be told by the platform.
      ctx.log.warn('gate.unreachable', { accountId: account.id, error: describeError(error) })
    })
  }
  return outcome
}

/**
 * What went wrong before `callPlatform` was reached surely did not happen on the platform. One thing that cannot be sent
 * must not keep what is sent beside it from being recorded.
 */
export function failedBeforeCall(ctx: Pick<Ports, 'log'>, error: unknown): Outcome {
  ctx.log.error('call.not_made', { error: describeError(error) })
  return { kind: 'retry', reason: `It could not be sent: ${describeError(error)}` }
}

export const rejected = (code: string, reason: string, advice: string): Outcome => ({
  kind: 'rejected',
  code,
  reason,
  advice,
})

/** Opens an account's secrets for the length of a call. */
export async function openAccount(
  { vault }: Pick<Ports, 'vault'>,
  account: Omit<CallableAccount, 'status' | 'statusReason'>,
): Promise<ConnectedAccountRef> {
  const { id, workspaceId, externalId, credentials, wrappedKey } = account
  const binding = { workspaceId, accountId: id, column: 'credentials' }
  const plain = await vault.open(binding, wrappedKey, credentials)
  return { id, externalId, credentials: JSON.parse(plain) }
}
