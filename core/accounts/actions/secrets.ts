import type { Ctx } from '#core/lib/context.ts'
import { only } from '#core/lib/db.ts'
import type { Platform } from '#core/lib/schemas.ts'
import type { ConnectedAccount } from '../schemas.ts'
import * as store from '../store.ts'

/** A workspace's data key, made when it is first needed; of two made at once one stays. */
export async function dataKeyOf(ctx: Pick<Ctx, 'db' | 'vault'>, workspaceId: string): Promise<string> {
  const [[known]] = await ctx.db.batch((db) => [store.dataKey(db, workspaceId)])
  if (known) return known.wrappedKey
  const made = await ctx.vault.newDataKey(workspaceId)
  const [, kept] = await ctx.db.batch((db) => [
    store.insertDataKey(db, { workspaceId, ...made }),
    store.dataKey(db, workspaceId),
  ])
  return only(kept).wrappedKey
}

/** What a verify token is signed for: it is derived, so that it can be shown to whoever connects an account (decision 21). */
export const VERIFY_TOKEN = 'webhook-verify-token'

/** Where a platform sends an account's webhooks, and the secret it sends with them. */
export async function webhookOf(
  ctx: Pick<Ctx, 'connector' | 'vault' | 'publicUrl'>,
  { platform, id, version }: { platform: Platform; id: string; version: number },
): Promise<ConnectedAccount['webhook']> {
  const { webhook } = ctx.connector(platform)
  const { source, perAccount } = webhook
  const byHand = webhook.byHand && {
    verifyToken: await ctx.vault.sign(VERIFY_TOKEN, source),
    fields: [...webhook.byHand.fields],
  }
  if (!perAccount) return { url: `${ctx.publicUrl}/webhooks/${source}`, secret: null, byHand: byHand ?? null }
  const secret = await ctx.vault.webhookSecret(source, id, version)
  return { url: `${ctx.publicUrl}/webhooks/${source}/${id}`, secret, byHand: byHand ?? null }
}
