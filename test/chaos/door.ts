import { createHmac, randomBytes } from 'node:crypto'
import { Hono } from 'hono'
import type { Api } from '#workers/api/api.ts'
import { webhooks } from '#workers/api/webhooks.ts'

/** Thrown by a queue that takes nothing at the moment. */
export class QueueAway extends Error {}

/** The door's bindings: a queue and a bucket. */
export interface Behind {
  send: (body: unknown) => Promise<void>
  put: (key: string, bytes: Uint8Array) => Promise<void>
}

/** Opens the real door for Meta's webhooks, signature and all, before a queue and a bucket of this process. */
export function metaDoor({ send, put }: Behind) {
  const secret = randomBytes(16).toString('hex')
  const origin = 'https://chorus.example.org'
  const vars = {
    DATABASE_URL: 'postgres://nobody@localhost/none',
    CHORUS_PUBLIC_URL: origin,
    CHORUS_WEB_URL: origin,
    CHORUS_MASTER_KEY: randomBytes(32).toString('base64'),
    CHORUS_AUTH_SECRET: randomBytes(32).toString('hex'),
    MAIL_API_URL: origin,
    MAIL_API_TOKEN: 'unused',
    MAIL_FROM: 'chorus@example.org',
    DNS_RESOLVER_URL: origin,
    META_APP_SECRET: secret,
  }
  // Only the bindings that the door needs; a missing one would show at once.
  const env = { ...vars, WEBHOOKS: { send }, BLOBS: { put } } as unknown as Env

  const door = new Hono<Api>().route('/', webhooks).onError((error, c) => {
    if (error instanceof QueueAway) return c.text('away', 500)
    // Any other failure ends the run: whoever posts would try again for ever.
    throw error
  })

  /** Posts a delivery as Meta does, signed with the app's secret or with another. Resolves to the HTTP status. */
  return async (body: string, { forged }: { forged: boolean }): Promise<number> => {
    const signature = createHmac('sha256', forged ? 'not the secret' : secret)
      .update(body)
      .digest('hex')
    const headers = { 'x-hub-signature-256': `sha256=${signature}` }
    return (await door.request('/meta', { method: 'POST', headers, body }, env)).status
  }
}
