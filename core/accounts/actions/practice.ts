import type { Ctx } from '#core/lib/kernel/context.ts'
import { conflict } from '#core/lib/kernel/errors.ts'
import type { ConnectedAccount, PracticeAccount } from '../schemas.ts'
import { connectAccount } from './accounts.ts'

/** Makes an account on the emulated platforms of this installation, and connects it as any other is connected. */
export async function connectPracticeAccount(
  ctx: Ctx,
  { platform }: PracticeAccount,
): Promise<ConnectedAccount> {
  if (!ctx.practice)
    throw conflict(
      'no_practice',
      'This installation speaks to the real platforms: connect an account of yours.',
    )
  const { manifest, consent } = ctx.connector(platform)
  if (consent)
    throw conflict(
      'no_practice',
      `Begin to connect ${manifest.name}: its page is emulated here, and offers people to agree for.`,
    )
  return connectAccount(ctx, { platform: manifest.id, ...(await ctx.practice.invent(manifest.id)) })
}
