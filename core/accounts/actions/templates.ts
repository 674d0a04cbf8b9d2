import type { Ctx } from '#core/lib/kernel/context.ts'
import { AppError, conflict, notFound } from '#core/lib/kernel/errors.ts'
import { openAccount } from '#core/lib/platform/platform-call.ts'
import { accountsById } from '../queries.ts'
import type { TemplateList } from '../schemas.ts'

/** Lists one page of the message templates of an account, approved or not, in the platform's order. */
export async function listTemplates(
  ctx: Ctx,
  id: string,
  { cursor }: { cursor?: string | undefined },
): Promise<TemplateList> {
  const account = await accountOf(ctx, id)
  const list = ctx.connector(account.platform).messages?.templates
  if (!list) return { items: [], nextCursor: null }
  if (account.status === 'expired')
    throw conflict('account_expired', account.statusReason ?? 'Reconnect the account.')
  const page = await list(await openAccount(ctx, account), cursor ?? null)
  switch (page.kind) {
    case 'page':
      return {
        items: page.items.map(({ components: _asThePlatformSays, parts, ...template }) => ({
          ...template,
          ...parts,
          header: parts.header && { ...parts.header, placeholders: [...parts.header.placeholders] },
          body: { ...parts.body, placeholders: [...parts.body.placeholders] },
          buttons: parts.buttons.map((button) => ({ ...button, placeholders: [...button.placeholders] })),
        })),
        nextCursor: page.nextCursor,
      }
    case 'reauth':
      await ctx.db.batch((_, enqueue) => {
        enqueue({ type: 'account.expired', accountId: id, reason: page.reason })
        return []
      })
      throw conflict('account_expired', `${page.reason} Reconnect the account.`)
    case 'rejected':
      throw conflict('templates_unavailable', `${page.reason} ${page.advice}`)
    case 'limited':
      throw new AppError(
        'limited',
        'platform_limited',
        'The platform asks to wait. Try again in a minute.',
        [],
        page.until,
      )
    case 'retry':
      throw new AppError('unavailable', 'platform_unavailable', `${page.reason} Try again in a minute.`)
  }
}

/** Reads an account. @throws not_found, also for one that has been disconnected */
export async function accountOf(ctx: Ctx, id: string) {
  const [[account]] = await ctx.db.batch((db) => [
    accountsById(db, { workspaceId: ctx.workspaceId, ids: [id] }),
  ])
  if (!account || account.status === 'revoked') throw notFound('account')
  return account
}
