import * as audit from '#core/lib/audit.ts'
import type { Ctx } from '#core/lib/context.ts'
import { only } from '#core/lib/db.ts'
import { AppError, conflict, invalid, sqlState } from '#core/lib/errors.ts'
import { newId } from '#core/lib/ids.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/page.ts'
import type { Account, ConnectAccount, ConnectedAccount } from './schemas.ts'
import * as store from './store.ts'

const UNIQUE_VIOLATION = '23505'

export async function listAccounts(
  ctx: Ctx,
  query: { limit: number; cursor?: string | undefined },
): Promise<Page<Account>> {
  const after = decodeCursor(query.cursor)
  const [rows] = await ctx.db.batch((db) => [
    store.list(db, { workspaceId: ctx.workspaceId, after, limit: query.limit }),
  ])
  return pageOfRows(rows, query.limit, (row) => ({ at: row.createdAt, id: row.id }), toAccount)
}

/**
 * Connects an account that the platform itself confirms. A number that is connected anywhere in the installation is
 * refused: its messages can only go to one workspace.
 */
export async function connectAccount(ctx: Ctx, input: ConnectAccount): Promise<ConnectedAccount> {
  const id = newId()
  const webhook = await webhookOf(ctx, input.platform, id)
  const credentials = { accessToken: input.credentials.accessToken }
  const answer = await ctx
    .connector(input.platform)
    .connect({ id, externalId: input.externalId, credentials }, webhook)
  if (answer.kind === 'reauth')
    throw invalid(answer.reason, [{ path: 'credentials.accessToken', message: answer.reason }])
  if (answer.kind === 'rejected')
    throw invalid(`${answer.reason} ${answer.advice}`, [{ path: 'externalId', message: answer.reason }])
  if (answer.kind === 'retry')
    throw new AppError('unavailable', 'platform_unavailable', `${answer.reason} Try again in a minute.`)

  const sealed = await ctx.vault.seal(
    { workspaceId: ctx.workspaceId, accountId: id, column: 'credentials' },
    JSON.stringify(credentials),
  )
  try {
    const row = await ctx.db.tx(async (tx, enqueue) => {
      const { workspaceId } = ctx
      const inserted = only(
        await store.insert(tx, {
          id,
          workspaceId,
          platform: input.platform,
          externalId: input.externalId,
          name: input.name,
          credentials: sealed,
        }),
      )
      await audit.record(tx, ctx, { action: 'account.connect', objectType: 'account', objectId: id })
      enqueue({ type: 'feed.changed', topic: 'accounts', id })
      return inserted
    })
    return { ...toAccount(row), webhook }
  } catch (error) {
    if (sqlState(error) !== UNIQUE_VIOLATION) throw error
    throw conflict(
      'account_taken',
      'This account is connected already. Disconnect it where it is before connecting it here.',
    )
  }
}

/** The platform refuses the account's token: nothing is sent until a person reconnects it. */
export async function markExpired(
  ctx: Ctx,
  { accountId, reason }: { accountId: string; reason: string },
): Promise<void> {
  await ctx.db.tx(async (tx, enqueue) => {
    await store.expire(tx, { workspaceId: ctx.workspaceId, id: accountId, reason })
    enqueue({ type: 'feed.changed', topic: 'accounts', id: accountId })
  })
}

async function webhookOf(ctx: Ctx, platform: ConnectAccount['platform'], accountId: string) {
  const { webhook } = ctx.connector(platform)
  if (!webhook.perAccount) return { url: `${ctx.publicUrl}/webhooks/${webhook.source}`, secret: null }
  const secret = await ctx.vault.webhookSecret(webhook.source, accountId, 1)
  return { url: `${ctx.publicUrl}/webhooks/${webhook.source}/${accountId}`, secret }
}

const toAccount = (row: store.AccountRow): Account => ({
  id: row.id,
  platform: row.platform,
  externalId: row.externalId,
  name: row.name,
  status: row.status,
  statusReason: row.statusReason,
  createdAt: row.createdAt.toISOString(),
})
