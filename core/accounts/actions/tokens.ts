import * as audit from '#core/lib/kernel/audit.ts'
import type { Ctx, KeptGrant, SystemCtx } from '#core/lib/kernel/context.ts'
import { AppError, describeError } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import type { JobOf } from '#core/lib/kernel/jobs.ts'
import type { ConnectedAccountRef, Refreshed, Tokens } from '#core/lib/platform/connector.ts'
import { openAccount } from '#core/lib/platform/platform-call.ts'
import { dataKeyOf } from '#core/lib/secrets/data-key.ts'
import { managers } from '#core/workspaces/queries.ts'
import { expiredMail } from '../mails.ts'
import { type AccountRow, accountsById } from '../queries.ts'
import { tokenTimes } from '../rules.ts'
import * as store from '../store/accounts.ts'

/** Longer than any call to a platform may take, so that no token is refreshed twice at once. */
const LEASE_MS = 60_000
/** When a token newer than this is refused, another one would not help. */
const NEW_MS = 10 * 60_000
const TICK_LIMIT = 200

/** `later`: it failed for now and is tried again. `none`: there is nothing to refresh here. */
export type RefreshEnd = 'fresh' | 'busy' | 'later' | 'refused' | 'none'

/** Refreshes tokens that expire soon, and those that could not be refreshed before; runs every five minutes. */
export async function refreshTokens(ctx: SystemCtx): Promise<Record<RefreshEnd, number>> {
  const [rows] = await ctx.db.batch((db) => [store.refreshDue(db, { now: ctx.now(), limit: TICK_LIMIT })])
  const ends: Record<RefreshEnd, number> = { fresh: 0, busy: 0, later: 0, refused: 0, none: 0 }
  for (const { id, workspaceId, version } of rows) {
    try {
      ends[await refreshToken(ctx.workspace(workspaceId), id, version)]++
    } catch (error) {
      // One account's failure does not stop the others.
      ctx.log.error('token.refresh_failed', { workspaceId, accountId: id, error: describeError(error) })
      ends.later++
    }
  }
  return ends
}

/** Handles a token that the platform has refused: it is renewed where possible, else the account waits for a person. */
export async function tokenRefused(ctx: Ctx, job: JobOf<'account.expired'>): Promise<void> {
  const { accountId: id } = job
  const account = await read(ctx, id)
  if (!account || (job.version !== undefined && account.credentialsVersion !== job.version)) return
  const { tokenRefreshedAt } = account
  const isNew = tokenRefreshedAt !== null && tokenRefreshedAt.getTime() > ctx.now().getTime() - NEW_MS
  const end = isNew ? 'none' : await refreshToken(ctx, id, account.credentialsVersion)
  if (end === 'none') await markExpired(ctx, job)
  if (end === 'later') {
    const { workspaceId } = ctx
    await ctx.db.batch((db) => [store.refreshAt(db, { workspaceId, id, at: ctx.now() })])
  }
}

/**
 * Refreshes the token of this version, once, even when several try it at the same time. A refusal of the platform expires
 * the account; a platform that could not be reached does not.
 */
export async function refreshToken(ctx: Ctx, id: string, version: number): Promise<RefreshEnd> {
  const account = await read(ctx, id)
  if (account?.status !== 'active') return 'none'
  if (account.credentialsVersion !== version) return 'fresh'
  const { tokens } = ctx.connector(account.platform)
  if (!tokens) return 'none'
  const holder = newId()
  const turn = await ctx.gate.beginRefresh(id, { holder, version, leaseMs: LEASE_MS })
  if (turn.kind === 'wait') return 'busy'
  if (turn.kind === 'kept') {
    await write(ctx, id, turn.grant)
    await ctx.gate.endRefresh(id, { holder, written: version })
    return 'fresh'
  }
  // Another worker may have written between our reading and our turn.
  if ((await read(ctx, id))?.credentialsVersion !== version) {
    await ctx.gate.endRefresh(id, { holder })
    return 'fresh'
  }
  const opened = await openAccount(ctx, account)
  const answer = await asked(ctx, tokens, opened)
  switch (answer.kind) {
    case 'refreshed':
      await keep(ctx, account, answer.credentials, tokens)
      await ctx.gate.endRefresh(id, { holder, written: version })
      return 'fresh'
    case 'reauth': {
      const lost = turn.interrupted ? ' (The answer to an earlier refresh was lost.)' : ''
      await markExpired(ctx, { accountId: id, version, reason: `${answer.reason}${lost}` })
      await ctx.gate.endRefresh(id, { holder })
      return 'refused'
    }
    case 'limited':
      await ctx.gate.endRefresh(id, { holder, retryAt: answer.until.getTime() })
      return 'later'
    case 'retry':
      await ctx.gate.endRefresh(id, { holder })
      return 'later'
    case 'unknown':
      // Let the turn run out, so that the next to come knows that an answer was lost.
      return 'later'
  }
}

async function asked(ctx: Ctx, tokens: Tokens, opened: ConnectedAccountRef): Promise<Refreshed> {
  try {
    return await tokens.refresh(opened)
  } catch (error) {
    ctx.log.error('connector.threw', { accountId: opened.id, error: describeError(error) })
    return { kind: 'unknown', reason: 'The call broke off.' }
  }
}

/** Stores the grant first in the gate and then in the row: if either is unavailable, the other has it. */
async function keep(
  ctx: Ctx,
  { id, credentialsVersion: version }: AccountRow,
  credentials: ConnectedAccountRef['credentials'],
  tokens: Tokens,
): Promise<void> {
  const sealed = await ctx.vault.seal(
    { workspaceId: ctx.workspaceId, accountId: id, column: 'credentials' },
    await dataKeyOf(ctx, ctx.workspaceId),
    JSON.stringify(credentials),
  )
  const times = tokenTimes(tokens, credentials)
  const grant: KeptGrant = {
    version,
    sealed,
    refreshAt: times.tokenRefreshAt?.toISOString() ?? null,
    endsAt: times.grantEndsAt?.toISOString() ?? null,
  }
  await ctx.gate.keepGrant(id, grant).catch((error: unknown) => {
    ctx.log.warn('gate.unreachable', { accountId: id, error: describeError(error) })
  })
  await write(ctx, id, grant)
}

async function write(ctx: Ctx, id: string, { version, sealed, refreshAt, endsAt }: KeptGrant): Promise<void> {
  const { workspaceId } = ctx
  await ctx.db.tx(async (tx, enqueue) => {
    const [written] = await store.refreshed(tx, {
      workspaceId,
      id,
      version,
      credentials: sealed,
      tokenRefreshAt: refreshAt === null ? null : new Date(refreshAt),
      grantEndsAt: endsAt === null ? null : new Date(endsAt),
      tokenRefreshedAt: ctx.now(),
    })
    // Another worker has written it, or a person has reconnected the account meanwhile.
    if (!written) return
    await audit.record(tx, ctx, {
      action: 'account.refresh',
      objectType: 'account',
      objectId: id,
      after: { refreshAt, endsAt },
    })
    enqueue({ type: 'feed.changed', topic: 'accounts', id })
    enqueue({ type: 'account.usable', accountId: id })
  })
}

/** Marks an account as expired: nothing is sent until a person reconnects it. Those who may are told on screen and by mail. */
export async function markExpired(
  ctx: Ctx,
  { accountId, version, reason }: Pick<JobOf<'account.expired'>, 'accountId' | 'version' | 'reason'>,
): Promise<void> {
  await ctx.db.tx(async (tx, enqueue) => {
    const { workspaceId } = ctx
    const [expired] = await store.expire(tx, { workspaceId, id: accountId, version, reason })
    if (!expired) return
    await audit.record(tx, ctx, {
      action: 'account.expire',
      objectType: 'account',
      objectId: accountId,
      before: { status: 'active' },
      after: { status: 'expired', reason },
    })
    enqueue({ type: 'feed.changed', topic: 'accounts', id: accountId })
    for (const { userId } of await managers(tx, { workspaceId }))
      enqueue({ type: 'account.expired_mail', accountId, userId, version: expired.version })
  })
}

/** Mails one person about an account that waits for them, unless it no longer does. */
export async function mailExpired(ctx: Ctx, job: JobOf<'account.expired_mail'>): Promise<void> {
  const { accountId, userId, version } = job
  const account = await read(ctx, accountId)
  if (account?.status !== 'expired' || account.credentialsVersion !== version) return
  const [people] = await ctx.db.batch((db) => [managers(db, { workspaceId: ctx.workspaceId })])
  const person = people.find((one) => one.userId === userId)
  if (!person) return
  const mail = expiredMail({
    account: account.name,
    workspace: person.workspaceName,
    reason: account.statusReason ?? '',
    url: `${ctx.webUrl}/accounts`,
  })
  const idempotencyKey = `account-expired/${accountId}/${version}/${userId}`
  try {
    await ctx.mail.send({ to: person.email, idempotencyKey, ...mail })
  } catch (error) {
    // A mail that the mail service will never take is not retried for ever; the screen shows the same message.
    if (!(error instanceof AppError && error.kind === 'invalid')) throw error
    ctx.log.error('account.mail_refused', { accountId, error: describeError(error) })
  }
}

async function read(ctx: Ctx, id: string): Promise<AccountRow | undefined> {
  const [[row]] = await ctx.db.batch((db) => [accountsById(db, { workspaceId: ctx.workspaceId, ids: [id] })])
  return row
}
