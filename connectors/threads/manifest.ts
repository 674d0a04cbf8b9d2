import type { Manifest } from '#core/lib/platform/manifest.ts'

export const APP_ID = 'THREADS_APP_ID'
export const APP_SECRET = 'THREADS_APP_SECRET'

export const manifest: Manifest = {
  id: 'threads',
  name: 'Threads',
  icon: 'M15.3 7.2C14.6 4.5 12.7 3.2 10 3.2c-3.7 0-5.8 2.4-5.8 6.8s2.1 6.8 5.8 6.8c2.9 0 5-1.6 5-3.8 0-2-1.8-3.2-4.6-3.2-2 0-3.2.8-3.2 2.1 0 1.1.9 1.9 2.3 1.9 1.9 0 2.9-1.3 2.8-3.7-.1-1.7-.9-2.6-2.4-2.6-1 0-1.7.4-2.1 1.1',
  vars: {
    apiUrl: { key: 'THREADS_API_URL', default: 'https://graph.threads.com' },
    signInUrl: { key: 'THREADS_SIGN_IN_URL', default: 'https://threads.com' },
    secrets: [
      {
        key: APP_ID,
        how: 'Copy it from Meta’s App Dashboard: Use cases → Access the Threads API → Settings → Threads App ID. Register there the address of this dashboard followed by /api/connect/, the platform’s name in lower case and /callback.',
      },
      { key: APP_SECRET, how: 'Copy it from the same page: Threads App secret.' },
    ],
  },
  connect: [
    {
      kind: 'redirect',
      hint: 'Threads asks you to let Chorus publish, read the answers and answer in your name.',
    },
  ],
}
