import type { Ctx } from '#core/lib/kernel/context.ts'
import type { Platform } from '#core/lib/kernel/schemas.ts'
import { VERIFY_TOKEN } from '#core/lib/secrets/vault.ts'
import type { ConnectedAccount } from '../schemas.ts'

/** Returns the address of an account's webhooks, and the secret that comes with them. Null for a platform that sends none. */
export async function webhookOf(
  ctx: Pick<Ctx, 'connector' | 'vault' | 'publicUrl'>,
  { platform, id, version }: { platform: Platform; id: string; version: number },
): Promise<ConnectedAccount['webhook']> {
  const { source } = ctx.connector(platform)
  if (!source) return null
  const { name, perAccount } = source
  const byHand = source.byHand
    ? {
        ...source.byHand,
        fields: [...source.byHand.fields],
        verifyToken: await ctx.vault.sign(VERIFY_TOKEN, name),
      }
    : null
  if (!perAccount) return { url: `${ctx.publicUrl}/webhooks/${name}`, secret: null, byHand }
  const secret = await ctx.vault.webhookSecret(name, id, version)
  return { url: `${ctx.publicUrl}/webhooks/${name}/${id}`, secret, byHand }
}
