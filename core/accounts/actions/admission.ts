import * as audit from '#core/lib/kernel/audit.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { only } from '#core/lib/kernel/db.ts'
import { AppError, conflict, invalid, notFound, sqlState } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import type { Credentials } from '#core/lib/platform/connector.ts'
import type { OwnLimits } from '#core/lib/platform/own-limits.ts'
import { dataKeyOf } from '#core/lib/secrets/data-key.ts'
import { checkLimits, checkRoom } from '#core/workspaces/queries.ts'
import { checkSetUp, secretOf, tokenTimes } from '../rules.ts'
import type { ConnectedAccount } from '../schemas.ts'
import * as store from '../store/accounts.ts'
import { webhookOf } from './secrets.ts'
import { toAccount } from './shown.ts'

const UNIQUE_VIOLATION = '23505'

/** An account that is to be connected, whichever way its credentials came. */
export interface Candidate {
  platform: string
  externalId: string
  name: string
  credentials: Credentials
}

/**
 * Adds an account once the platform has confirmed it. A number that is connected anywhere in the installation is
 * refused: its messages can only go to one workspace.
 */
export async function admit(ctx: Ctx, candidate: Candidate): Promise<ConnectedAccount> {
  const { platform, name } = candidate
  const { workspaceId } = ctx
  await checkRoom(ctx, { accounts: 1 })
  const id = newId()
  const webhook = await webhookOf(ctx, { platform, id, version: 1 })
  const { externalId, ...proof } = await proven(ctx, { ...candidate, id }, webhook)
  try {
    const row = await ctx.db.tx(async (tx, enqueue) => {
      const inserted = only(
        await store.insert(tx, {
          id,
          workspaceId,
          platform,
          externalId,
          name,
          ...proof,
          webhookKeyVersion: ctx.vault.masterKeyVersion,
        }),
      )
      await audit.record(tx, ctx, {
        action: 'account.connect',
        objectType: 'account',
        objectId: id,
        after: { platform, externalId, name },
      })
      enqueue({ type: 'feed.changed', topic: 'accounts', id })
      await checkLimits(tx, ctx, 'accounts')
      return inserted
    })
    return { ...toAccount(ctx, row), webhook }
  } catch (error) {
    if (sqlState(error) !== UNIQUE_VIOLATION) throw error
    throw conflict(
      'account_taken',
      'This account is connected already. Disconnect it where it is before connecting it here.',
    )
  }
}

/** Gives an account new credentials, once the platform has taken them. What waits for it and what is set on it stays. */
export async function readmit(
  ctx: Ctx,
  known: store.AccountRow,
  credentials: Credentials,
): Promise<ConnectedAccount> {
  const { workspaceId } = ctx
  const { id, platform, externalId, status } = known
  const version = known.webhookSecretVersion + 1
  const webhook = await webhookOf(ctx, { platform, id, version })
  const { externalId: same, ...proof } = await proven(ctx, { id, platform, externalId, credentials }, webhook)
  if (same !== externalId) throw refusedAt('credentials', 'These are of another account.', same)
  const row = await ctx.db.tx(async (tx, enqueue) => {
    const [reconnected] = await store.reconnect(tx, {
      workspaceId,
      id,
      ...proof,
      webhookSecretVersion: version,
      webhookKeyVersion: ctx.vault.masterKeyVersion,
    })
    if (!reconnected) throw notFound('account')
    await audit.record(tx, ctx, {
      action: 'account.reconnect',
      objectType: 'account',
      objectId: id,
      before: { status },
      after: { status: 'active' },
    })
    enqueue({ type: 'feed.changed', topic: 'accounts', id })
    enqueue({ type: 'account.usable', accountId: id })
    return reconnected
  })
  return { ...toAccount(ctx, row), webhook }
}

interface Proof {
  externalId: string
  /** The credentials to store, sealed. */
  credentials: string
  limits: OwnLimits
  tokenRefreshAt: Date | null
  grantEndsAt: Date | null
}

/** Returns what is stored of an account, once the platform has taken its credentials; a refusal names the field. */
async function proven(
  ctx: Ctx,
  { id, platform, externalId, credentials }: Omit<Candidate, 'name'> & { id: string },
  webhook: { url: string; secret: string | null } | null,
): Promise<Proof> {
  const connector = ctx.connector(platform)
  checkSetUp(connector)
  const answer = await connector.connect({ id, externalId, credentials }, webhook)
  if (answer.kind === 'reauth') throw refusedAt(secretOf(connector.manifest), WRONG_TOKEN, answer.reason)
  if (answer.kind === 'rejected') throw refusedAt('externalId', answer.advice, answer.reason)
  if (answer.kind === 'retry')
    throw new AppError('unavailable', 'platform_unavailable', `${answer.reason} Try again in a minute.`)
  const kept = answer.credentials ?? credentials
  const sealed = await ctx.vault.seal(
    { workspaceId: ctx.workspaceId, accountId: id, column: 'credentials' },
    await dataKeyOf(ctx, ctx.workspaceId),
    JSON.stringify(kept),
  )
  return {
    externalId: answer.externalId ?? externalId,
    credentials: sealed,
    limits: answer.limits ?? {},
    ...tokenTimes(connector.tokens, kept),
  }
}

const WRONG_TOKEN = 'The platform does not take this token: copy it again, whole.'

/** Builds the refusal of a field: advice first, then the platform's reason. */
function refusedAt(path: string, advice: string, reason: string): AppError {
  const message = `${advice} (${reason})`
  return invalid(message, [{ path, message }])
}
