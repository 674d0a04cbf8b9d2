import * as z from 'zod'
import type { Source } from '#core/lib/platform/connector.ts'
import { manifest } from './manifest.ts'

const wireSaid = z.object({
  id: z.string(),
  at: z.number(),
  from: z.object({ id: z.string(), name: z.string() }),
  text: z.string(),
})

/** Each perch has its own address and secret. */
export const source: Source = {
  name: manifest.id,
  perAccount: true,
  async verify({ headers, accountId }, { vault }) {
    const given = headers.get('x-parrot-secret') ?? ''
    const secretVersion = accountId && (await vault.webhookSecretVersion(manifest.id, accountId, given))
    return secretVersion ? { secretVersion } : null
  },
  split(body, accountId) {
    const { id, at, from, text } = wireSaid.parse(body)
    return [
      {
        type: 'message',
        platform: manifest.id,
        externalAccountId: null,
        dedupeKey: `said:${accountId}:${id}`,
        occurredAt: new Date(at),
        payload: {
          kind: 'message',
          platformMessageId: id,
          from: { userId: from.id, name: from.name },
          recipient: from.id,
          messageType: 'text',
          text,
          metadata: {},
        },
      },
    ]
  },
}
