import type { Manifest } from '#core/lib/platform/manifest.ts'

export const CLIENT_ID = 'X_CLIENT_ID'
export const CLIENT_SECRET = 'X_CLIENT_SECRET'

export const manifest: Manifest = {
  id: 'x',
  name: 'X',
  icon: 'M4 4l12 12M4 4h2.6L16 16h-2.6zM15.6 4l-4.7 5.1M9 11l-4.6 5',
  vars: {
    apiUrl: { key: 'X_API_URL', default: 'https://api.x.com' },
    signInUrl: { key: 'X_SIGN_IN_URL', default: 'https://x.com' },
    secrets: [
      {
        key: CLIENT_ID,
        how: 'Make a project with an app at developer.x.com, switch on its user authentication as a web app (confidential client), register the address of this dashboard followed by /api/connect/x/callback, and copy the OAuth 2.0 client ID.',
      },
      { key: CLIENT_SECRET, how: 'Copy the OAuth 2.0 client secret, which is shown once.' },
    ],
  },
  connect: [{ kind: 'redirect', hint: 'X asks you to let Chorus post for this account.' }],
}
