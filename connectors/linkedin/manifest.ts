import type { Manifest } from '#core/lib/platform/manifest.ts'
import { API_VERSION, API_VERSION_ENDS_ON } from './unverified.ts'

export const CLIENT_ID = 'LINKEDIN_CLIENT_ID'
export const CLIENT_SECRET = 'LINKEDIN_CLIENT_SECRET'

export const manifest: Manifest = {
  id: 'linkedin',
  name: 'LinkedIn',
  icon: 'M3.5 3.5h13v13h-13zM7 9v4.5M7 6.4v.2M10 13.5V9M10 11c0-2.4 3.5-2.6 3.5 0v2.5',
  vars: {
    apiUrl: { key: 'LINKEDIN_API_URL', default: 'https://api.linkedin.com' },
    signInUrl: { key: 'LINKEDIN_SIGN_IN_URL', default: 'https://www.linkedin.com' },
    secrets: [
      {
        key: CLIENT_ID,
        how: 'Make an app at linkedin.com/developers with the product Community Management API, register the address of this dashboard followed by /api/connect/linkedin/callback, and copy the client ID.',
      },
      { key: CLIENT_SECRET, how: 'Copy the primary client secret from the app’s tab Auth.' },
    ],
  },
  apiVersion: { name: API_VERSION, endsOn: API_VERSION_ENDS_ON },
  connect: [
    {
      kind: 'redirect',
      hint: 'LinkedIn asks you to let Chorus post for you, and for the company pages that you administer.',
    },
  ],
}
