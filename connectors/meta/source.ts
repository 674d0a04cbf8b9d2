import * as z from 'zod'
import type { Source } from '#core/lib/platform/connector.ts'
import { sameText, verifyHmacSha256 } from '#core/lib/secrets/crypto.ts'
import { VERIFY_TOKEN as DERIVED_TOKEN } from '#core/lib/secrets/vault.ts'
import { APP_SECRET, VERIFY_TOKEN } from './vars.ts'

const wireObject = z.object({ object: z.string() })

/** Makes the source of one of Meta's platforms. All share one webhook; `object` names the platform of a delivery. */
export const metaSource = ({
  object,
  ...own
}: { object: string } & Pick<Source, 'byHand' | 'split'>): Source => ({
  name: 'meta',
  perAccount: false,
  ...own,
  takes: (body) => wireObject.safeParse(body).data?.object === object,

  async verify({ headers, bytes }, { settings }) {
    const secret = settings[APP_SECRET]
    const signature = /^sha256=([0-9a-f]{64})$/.exec(headers.get('x-hub-signature-256') ?? '')?.[1]
    if (!secret || !signature || !(await verifyHmacSha256(secret, await bytes(), signature))) return null
    return { secretVersion: null }
  },

  /** Answers Meta's verification request. Accepts the installation's own token and the one shown to people who connect an account. */
  async challenge(query, { settings, vault }) {
    const token = query.get('hub.verify_token') ?? ''
    const own = settings[VERIFY_TOKEN]
    const known =
      (own !== undefined && own !== '' && sameText(token, own)) ||
      (await vault.verify(DERIVED_TOKEN, 'meta', token))
    return known && query.get('hub.mode') === 'subscribe' ? (query.get('hub.challenge') ?? '') : null
  },
})
