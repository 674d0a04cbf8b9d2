import type { Manifest } from '#core/lib/platform/manifest.ts'

export const manifest: Manifest = {
  id: 'mastodon',
  name: 'Mastodon',
  icon: 'M16.6 6.4c-.2-1.9-1.9-3.3-3.8-3.6C11 2.6 9 2.6 7.2 2.8 5.3 3.1 3.6 4.5 3.4 6.4 3.2 8 3.3 10.3 3.6 12c.5 3 2.8 4.2 5.1 4.6 1.3.2 2.6.1 3.8-.3l-.1-1.6c-1.2.3-2.4.4-3.6.1-1.2-.3-1.6-1-1.7-1.9 2.7.6 5.2.5 7.2-.2 1.4-.5 2.1-1.5 2.3-2.9.2-1.1.2-2.3 0-3.4zM6.7 10.7V7.5c0-2.1 2.8-2.1 2.8 0v1.7M13.3 10.7V7.5c0-2.1-2.8-2.1-2.8 0v1.7',
  vars: { apiUrl: { key: 'MASTODON_URL', default: 'https://mastodon.social' }, secrets: [] },
  connect: [
    {
      kind: 'redirect',
      hint: 'Your Mastodon server asks you to let Chorus publish, read the answers and answer in your name.',
      fields: [
        {
          in: 'credentials',
          key: 'server',
          label: 'Server',
          hint: 'The address of the server on which the account is, such as https://mastodon.social. Left empty, that one.',
          secret: false,
          optional: true,
          pattern: {
            regex: 'https?://[\\w.-]+(:\\d+)?(/[\\w./-]*)?',
            problem: 'Write the server’s address whole, such as https://mastodon.social.',
          },
        },
      ],
    },
  ],
}
