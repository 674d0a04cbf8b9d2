import * as audit from '#core/lib/audit.ts'
import type { Posts } from '#core/lib/connector.ts'
import type { Ctx } from '#core/lib/context.ts'
import { only } from '#core/lib/db.ts'
import { AppError, conflict, invalid, notFound, sqlState } from '#core/lib/errors.ts'
import { newId } from '#core/lib/ids.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/page.ts'
import { checkForm, checkSetUp, refreshAtOf, secretOf } from '../rules.ts'
import type { Account, ConnectAccount, ConnectedAccount, ReconnectAccount } from '../schemas.ts'
import * as store from '../store.ts'
import { openKept } from './kept.ts'
import { dataKeyOf, webhookOf } from './secrets.ts'

const UNIQUE_VIOLATION = '23505'

export async function listAccounts(
  ctx: Ctx,
  query: { limit: number; cursor?: string | undefined },
): Promise<Page<Account>> {
  const after = decodeCursor(query.cursor)
  const [rows] = await ctx.db.batch((db) => [
    store.list(db, { workspaceId: ctx.workspaceId, after, limit: query.limit }),
  ])
  return pageOfRows(
    rows,
    query.limit,
    (row) => ({ at: row.createdAt, id: row.id }),
    (row) => toAccount(ctx, row),
  )
}

/** Reads an account. @throws not_found, also for one that has been disconnected */
export async function getAccount(ctx: Ctx, id: string): Promise<Account> {
  const [[row]] = await ctx.db.batch((db) => [store.byId(db, { workspaceId: ctx.workspaceId, id })])
  if (!row) throw notFound('account')
  return toAccount(ctx, row)
}

/**
 * Connects an account once the platform has confirmed it. A number that is connected anywhere in the installation is
 * refused: its messages can only go to one workspace.
 */
export async function connectAccount(ctx: Ctx, input: ConnectAccount): Promise<ConnectedAccount> {
  const id = newId()
  const webhook = await webhookOf(ctx, { platform: input.platform, id, version: 1 })
  const { sealed, externalId, tokenRefreshAt } = await proven(ctx, { ...input, id }, webhook)
  try {
    const row = await ctx.db.tx(async (tx, enqueue) => {
      const { workspaceId } = ctx
      const inserted = only(
        await store.insert(tx, {
          id,
          workspaceId,
          platform: input.platform,
          externalId,
          name: input.name,
          credentials: sealed,
          tokenRefreshAt,
          webhookKeyVersion: ctx.vault.masterKeyVersion,
        }),
      )
      const { platform, name } = input
      await audit.record(tx, ctx, {
        action: 'account.connect',
        objectType: 'account',
        objectId: id,
        after: { platform, externalId, name },
      })
      enqueue({ type: 'feed.changed', topic: 'accounts', id })
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

/** Gives an account new credentials, once the platform has taken them. Work that waited for them goes on by itself. */
export async function reconnectAccount(
  ctx: Ctx,
  id: string,
  { credentials }: ReconnectAccount,
): Promise<ConnectedAccount> {
  const { workspaceId } = ctx
  const [[known]] = await ctx.db.batch((db) => [store.byId(db, { workspaceId, id })])
  if (!known) throw notFound('account')
  const { platform, externalId, status } = known
  const version = known.webhookSecretVersion + 1
  const webhook = await webhookOf(ctx, { platform, id, version })
  const kept = { ...(await openKept(ctx, id)), ...credentials }
  const proof = await proven(ctx, { id, platform, externalId, credentials: kept }, webhook)
  if (proof.externalId !== externalId)
    throw refusedAt('credentials', 'These are of another account.', proof.externalId)
  const row = await ctx.db.tx(async (tx, enqueue) => {
    const [reconnected] = await store.reconnect(tx, {
      workspaceId,
      id,
      credentials: proof.sealed,
      tokenRefreshAt: proof.tokenRefreshAt,
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

/** Disconnects an account: its history stays, its credentials do not. It may then be connected anywhere. */
export async function disconnectAccount(ctx: Ctx, id: string): Promise<void> {
  const { workspaceId } = ctx
  await ctx.db.tx(async (tx, enqueue) => {
    const [revoked] = await store.revoke(tx, { workspaceId, id })
    if (!revoked) throw notFound('account')
    await audit.record(tx, ctx, {
      action: 'account.disconnect',
      objectType: 'account',
      objectId: id,
      before: revoked,
    })
    enqueue({ type: 'feed.changed', topic: 'accounts', id })
  })
}

interface Proof {
  externalId: string
  /** The credentials to store. */
  sealed: string
  tokenRefreshAt: Date | null
}

/** Returns what is stored of an account, once the platform has taken its credentials; a refusal names the field. */
async function proven(
  ctx: Ctx,
  { id, platform, externalId, credentials }: Omit<ConnectAccount, 'name'> & { id: string },
  webhook: { url: string; secret: string | null } | null,
): Promise<Proof> {
  const connector = ctx.connector(platform)
  checkSetUp(connector)
  checkForm(connector.manifest, { externalId, credentials })
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
    sealed,
    tokenRefreshAt: refreshAtOf(connector.tokens, kept.expiresAt),
  }
}

const WRONG_TOKEN = 'The platform does not take this token: copy it again, whole.'

/** Builds the refusal of a field: advice first, then the platform's reason. */
function refusedAt(path: string, advice: string, reason: string): AppError {
  const message = `${advice} (${reason})`
  return invalid(message, [{ path, message }])
}

export const toAccount = (ctx: Pick<Ctx, 'connector'>, row: store.AccountRow): Account => ({
  id: row.id,
  platform: row.platform,
  externalId: row.externalId,
  name: row.name,
  status: row.status,
  statusReason: row.statusReason,
  profileId: row.profileId,
  posts: postsOn(ctx.connector(row.platform).posts),
  createdAt: row.createdAt.toISOString(),
})

/** Returns the rules of posts that the dashboard's composer needs to count text, and to offer media, as the platform does. */
function postsOn(posts: Posts | undefined): Account['posts'] {
  if (!posts) return null
  const { text, caption, media = [], altText, look } = posts.rules
  return {
    maxLength: text.maxLength,
    maxBytes: text.maxBytes ?? null,
    captionMaxLength: caption?.maxLength ?? null,
    count: text.count,
    mediaMax: Math.max(0, ...media.map(({ maxCount }) => maxCount)),
    altText,
    look,
  }
}
