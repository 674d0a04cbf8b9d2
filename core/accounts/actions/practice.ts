import type { Ctx } from '#core/lib/context.ts'
import { conflict } from '#core/lib/errors.ts'
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
  const account = { platform, ...IDENTITIES[platform]() }
  await ctx.practice.register(account)
  const { token, ...connecting } = account
  return connectAccount(ctx, { ...connecting, credentials: { accessToken: token } })
}

interface Identity {
  externalId: string
  name: string
  token: string
}

/** As the platforms give them: a phone number's id; a channel's id and the token of a bot. */
const IDENTITIES: Record<PracticeAccount['platform'], () => Identity> = {
  whatsapp: () => ({ externalId: digits(15), name: 'Practice number', token: `EAA${crypto.randomUUID()}` }),
  telegram: () => ({
    externalId: `-100${digits(10)}`,
    name: 'Practice channel',
    token: `${digits(10)}:${crypto.randomUUID()}`,
  }),
}

/** The first is no zero. */
function digits(count: number): string {
  const drawn = crypto.getRandomValues(new Uint8Array(count))
  return [...drawn].map((byte, place) => (place === 0 ? 1 + (byte % 9) : byte % 10)).join('')
}
