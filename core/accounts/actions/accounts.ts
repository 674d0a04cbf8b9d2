import * as audit from '#core/lib/kernel/audit.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { notFound } from '#core/lib/kernel/errors.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/kernel/page.ts'
import { checkForm } from '../rules.ts'
import type { Account, ConnectAccount, ConnectedAccount, ReconnectAccount } from '../schemas.ts'
import * as store from '../store/accounts.ts'
import { admit, readmit } from './admission.ts'
import { openKept } from './kept.ts'
import { toAccount } from './shown.ts'

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

/** Connects an account by what a person has filled in, once the platform has confirmed it. */
export async function connectAccount(ctx: Ctx, input: ConnectAccount): Promise<ConnectedAccount> {
  const { manifest } = ctx.connector(input.platform)
  checkForm(manifest, input)
  return admit(ctx, input)
}

/** Gives an account new credentials, once the platform has taken them. Work that waited for them goes on by itself. */
export async function reconnectAccount(
  ctx: Ctx,
  id: string,
  { credentials }: ReconnectAccount,
): Promise<ConnectedAccount> {
  const [[known]] = await ctx.db.batch((db) => [store.byId(db, { workspaceId: ctx.workspaceId, id })])
  if (!known) throw notFound('account')
  const { platform, externalId } = known
  const kept = { ...(await openKept(ctx, id)), ...credentials }
  checkForm(ctx.connector(platform).manifest, { externalId, credentials: kept })
  return readmit(ctx, known, kept)
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
