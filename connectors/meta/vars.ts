import type { Manifest } from '#core/lib/platform/manifest.ts'

/** The secret of the one app with which all of Meta's platforms sign webhooks. All are called at the Graph API. */
export const APP_SECRET = 'META_APP_SECRET'
export const VERIFY_TOKEN = 'META_VERIFY_TOKEN'

export const META_VARS: Manifest['vars'] = {
  apiUrl: { key: 'META_GRAPH_URL', default: 'https://graph.facebook.com' },
  secrets: [
    { key: APP_SECRET, how: 'Copy it from Meta’s App Dashboard: Settings → Basic → App secret.' },
    {
      key: VERIFY_TOKEN,
      how: 'Make it up (openssl rand -hex 16), and give it to Meta with the address of the webhook.',
    },
  ],
}
