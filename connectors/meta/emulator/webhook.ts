import { createHmac } from 'node:crypto'
import type { Delivery } from '#local/emulators/lib/webhooks.ts'

/** Writes JSON as Meta writes and signs it: everything beyond ASCII escaped, in lower-case hex. */
export function escapedJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** Builds a delivery signed over its raw bytes with the app's secret. */
export function signedDelivery(options: {
  platform: string
  url: string
  json: string
  appSecret: string
}): Delivery {
  const bytes = Buffer.from(options.json)
  const signature = createHmac('sha256', options.appSecret).update(bytes).digest('hex')
  return {
    platform: options.platform,
    url: options.url,
    bytes,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'facebookexternalua',
      'x-hub-signature-256': `sha256=${signature}`,
    },
  }
}
