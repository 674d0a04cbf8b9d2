import type { Manifest } from '#core/lib/platform/manifest.ts'

export const API_KEY = 'UNIPILE_API_KEY'

export const manifest: Manifest = {
  id: 'unipile',
  name: 'LinkedIn · Unipile',
  icon: 'M4 4.5v6a6 6 0 0 0 12 0v-6M7.5 4.5v6a2.5 2.5 0 0 0 5 0v-6',
  vars: {
    apiUrl: { key: 'UNIPILE_API_URL', default: 'https://api1.unipile.com:13111' },
    secrets: [
      {
        key: API_KEY,
        how: 'Make an access token in Unipile’s dashboard, and set UNIPILE_API_URL to the DSN shown there, with https:// and its port.',
      },
    ],
  },
  connect: [
    {
      kind: 'hosted',
      hint: 'You sign in to LinkedIn on a page of Unipile, a service that keeps the session for Chorus. It covers you and the company pages that you administer.',
    },
  ],
}
