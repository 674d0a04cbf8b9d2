import type { Manifest } from '#core/lib/platform/manifest.ts'

export const manifest: Manifest = {
  id: 'bluesky',
  name: 'Bluesky',
  icon: 'M10 9.6C8.9 7.2 6 3.9 4 3c-1.7-.7-2 .7-1.8 2 .2 1.6.8 4.7 1.3 5.4.8 1.2 2.6 1.5 4.2 1.2-2.5.5-3.7 1.7-2.3 3.5 1.9 2.3 3.8.6 4.6-1.7.8 2.3 2.7 4 4.6 1.7 1.4-1.8.2-3-2.3-3.5 1.6.3 3.4 0 4.2-1.2.5-.7 1.1-3.8 1.3-5.4.2-1.3-.1-2.7-1.8-2-2 .9-4.9 4.2-6 6.6z',
  vars: { apiUrl: { key: 'BLUESKY_API_URL', default: 'https://bsky.social' }, secrets: [] },
  connect: [
    {
      kind: 'fields',
      fields: [
        {
          in: 'externalId',
          key: 'externalId',
          label: 'Handle',
          hint: 'Such as name.bsky.social, or the account’s DID.',
          secret: false,
          pattern: {
            regex: '@?[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+|did:[a-z]+:[\\w.:%-]+',
            problem: 'Write the handle whole, such as name.bsky.social.',
          },
        },
        {
          in: 'credentials',
          key: 'appPassword',
          label: 'App password',
          hint: 'From Settings → Privacy and security → App passwords, not the main password. Chorus signs in with it once and does not keep it.',
          secret: true,
        },
        {
          in: 'credentials',
          key: 'pds',
          label: 'Server (optional)',
          hint: 'Only for an account on a server of its own: the address of its PDS.',
          secret: false,
          optional: true,
          pattern: {
            regex: 'https://[\\w.-]+(:\\d+)?/?',
            problem: 'Write the server’s address whole, such as https://pds.example.com.',
          },
        },
      ],
    },
  ],
}
