import type { Manifest } from '#core/lib/platform/manifest.ts'

/** The one app's id, with which people are sent to Facebook's page. */
export const APP_ID = 'META_APP_ID'
/** The secret of the one app with which all of Meta's platforms sign webhooks. All are called at the Graph API. */
export const APP_SECRET = 'META_APP_SECRET'
export const VERIFY_TOKEN = 'META_VERIFY_TOKEN'

const apiUrl = { key: 'META_GRAPH_URL', default: 'https://graph.facebook.com' }
const secret = { key: APP_SECRET, how: 'Copy it from Meta’s App Dashboard: Settings → Basic → App secret.' }

/** Of platforms whose accounts are connected on Facebook's page. */
export const META_LOGIN_VARS: Manifest['vars'] = {
  apiUrl,
  signInUrl: { key: 'META_SIGN_IN_URL', default: 'https://www.facebook.com' },
  secrets: [
    {
      key: APP_ID,
      how: 'Copy it from Meta’s App Dashboard: Settings → Basic → App ID. Under Facebook Login, register the address of this dashboard followed by /api/connect/ and the platform’s name in lower case and /callback.',
    },
    secret,
  ],
}

export const META_VARS: Manifest['vars'] = {
  apiUrl,
  secrets: [
    secret,
    {
      key: VERIFY_TOKEN,
      how: 'Make it up (openssl rand -hex 16), and give it to Meta with the address of the webhook.',
    },
  ],
}
