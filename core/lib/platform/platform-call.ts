import type { GateAddress, Ports } from '../kernel/context.ts'
import { describeError } from '../kernel/errors.ts'
import { newId } from '../kernel/ids.ts'
import { sha256Hex } from '../secrets/crypto.ts'
import type { ConnectedAccountRef, Connector, Outcome } from './connector.ts'
import { neverFits, type Quota } from './quota.ts'

/** An account as its row has it, with its secrets still sealed. */
export interface CallableAccount {
  id: string
  workspaceId: string
  externalId: string
  credentials: string
  /** The workspace's data key, which opens the credentials; null only where they were sealed before there was one. */
  wrappedKey: string | null
  status: 'active' | 'expired' | 'revoked'
  statusReason: string | null
}

/** Usage is reported to the gate from this percentage on: below it, the report would cost one more call for every call. */
const TELL_FROM_PERCENT = 50

/**
 * Makes one call in the name of an account, under its limits. A failure before the call means that nothing was done; if the
 * call throws, it may have been done.
 */
export async function callPlatform<Other extends { kind: string } = never>(
  ctx: Pick<Ports, 'vault' | 'gate' | 'log' | 'now'>,
  account: CallableAccount,
  connector: Pick<Connector, 'credentialOf' | 'tokens'>,
  quotas: readonly Quota[],
  call: (opened: ConnectedAccountRef) => Promise<Outcome | Other>,
): Promise<Outcome | Other> {
  if (account.status === 'revoked')
    return rejected('disconnected', 'The account has been disconnected.', 'Connect it again.')
  if (account.status === 'expired')
    return { kind: 'reauth', reason: account.statusReason ?? 'Reconnect the account.' }
  const tooMuch = neverFits(quotas)
  if (tooMuch)
    return rejected(
      'over_limit',
      `It counts for ${tooMuch.cost}, and the limit is ${tooMuch.limit}.`,
      'Split it.',
    )

  let opened: ConnectedAccountRef
  try {
    opened = await openAccount(ctx, account)
  } catch (error) {
    ctx.log.error('account.unopenable', { accountId: account.id, error: describeError(error) })
    return { kind: 'reauth', reason: 'The stored credentials cannot be opened. Reconnect the account.' }
  }
  const { expiresAt } = opened.credentials
  if (connector.tokens && expiresAt !== undefined && new Date(expiresAt) <= ctx.now())
    return { kind: 'reauth', reason: 'The token has run out and is being renewed.' }
  const at = await gateAddress(opened, connector)
  const id = newId()
  try {
    const [reserved] = await ctx.gate.reserve(at, [{ id, quotas }])
    if (!reserved) throw new Error('The gate left the request unanswered.')
    if (!reserved.ok) return { kind: 'limited', until: new Date(reserved.until), scope: reserved.scope }
  } catch (error) {
    ctx.log.error('gate.unreachable', { accountId: account.id, error: describeError(error) })
    // The gate may have reserved the places all the same; no call will use them.
    await ctx.gate.refund(at, [id]).catch((again: unknown) => {
      ctx.log.warn('gate.places_left', { accountId: account.id, error: describeError(again) })
    })
    return { kind: 'retry', reason: 'The account’s limits could not be checked.' }
  }
  let outcome: Outcome | Other
  try {
    outcome = await call(opened)
  } catch (error) {
    // A connector should return an outcome. An exception says nothing about the call: it may have been made.
    ctx.log.error('connector.threw', { accountId: account.id, error: describeError(error) })
    return { kind: 'unknown', reason: 'The call broke off. It may have been done: look there.' }
  }
  await tellGate(ctx, at, quotas, outcome as Outcome).catch((error: unknown) => {
    // This row waits by itself; later calls of this account will hear of the limit from the platform.
    ctx.log.warn('gate.unreachable', { accountId: account.id, error: describeError(error) })
  })
  return outcome
}

/** Passes to the gate what the platform said about its limits, in its refusal or in its headers. */
async function tellGate(
  { gate, now }: Pick<Ports, 'gate' | 'now'>,
  at: GateAddress,
  quotas: readonly Quota[],
  outcome: Outcome,
): Promise<void> {
  if (outcome.kind === 'limited') {
    const { scope, until } = outcome
    // A limit on one contact does not block the others.
    const keys = quotas.filter((quota) => quota.scope === 'action').map(({ key }) => key)
    if (scope !== 'action') await gate.limited(at, { scope, keys: null, until })
    else if (keys.length > 0) await gate.limited(at, { scope, keys, until })
  }
  const usage = outcome.usage?.filter(({ usedPercent }) => usedPercent >= TELL_FROM_PERCENT) ?? []
  if (usage.length > 0) await gate.reported(at, usage)
  for (const { scope, blockedUntil } of usage) {
    if (blockedUntil && blockedUntil > now())
      await gate.limited(at, { scope, keys: null, until: blockedUntil })
  }
}

/**
 * Returns the address under which an account's calls are counted. A shared credential may be a secret, so its digest stands
 * for it.
 */
export async function gateAddress(
  opened: ConnectedAccountRef,
  { credentialOf }: Pick<Connector, 'credentialOf'>,
): Promise<GateAddress> {
  const shared = credentialOf?.(opened)
  return { account: opened.id, credential: shared === undefined ? null : await sha256Hex(shared) }
}

/**
 * Returns the outcome of an error raised before `callPlatform` was reached: nothing was done on the platform, so it can be
 * retried. An outcome, not an exception: the results of the items sent beside it must still be recorded.
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
