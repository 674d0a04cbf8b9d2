import type { Manifest } from '#core/lib/platform/manifest.ts'

export const CLIENT_ID = 'YOUTUBE_CLIENT_ID'
export const CLIENT_SECRET = 'YOUTUBE_CLIENT_SECRET'

export const manifest: Manifest = {
  id: 'youtube',
  name: 'YouTube',
  icon: 'M5.4 4.5h9.2A2.4 2.4 0 0 1 17 6.9v6.2a2.4 2.4 0 0 1-2.4 2.4H5.4A2.4 2.4 0 0 1 3 13.1V6.9a2.4 2.4 0 0 1 2.4-2.4M8.4 7.4v5.2l4.2-2.6z',
  vars: {
    apiUrl: { key: 'YOUTUBE_API_URL', default: 'https://www.googleapis.com' },
    signInUrl: { key: 'YOUTUBE_SIGN_IN_URL', default: 'https://accounts.google.com' },
    tokenUrl: { key: 'YOUTUBE_TOKEN_URL', default: 'https://oauth2.googleapis.com' },
    secrets: [
      {
        key: CLIENT_ID,
        how: 'Make a project at console.cloud.google.com, switch on the YouTube Data API v3, make an OAuth client of the type web application with the address of this dashboard followed by /api/connect/, the platform’s name in lower case and /callback as its redirect URI, and copy the client ID.',
      },
      { key: CLIENT_SECRET, how: 'Copy the client secret of the same OAuth client.' },
    ],
  },
  connect: [
    {
      kind: 'redirect',
      hint: 'Google asks which channel it is, and you to let Chorus upload videos, read comments and answer them. Leave every box ticked.',
    },
  ],
}
