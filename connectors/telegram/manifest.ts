import type { Manifest } from '#core/lib/platform/manifest.ts'

export const manifest: Manifest = {
  id: 'telegram',
  name: 'Telegram',
  icon: 'M17 4 2.8 9.5l4.2 1.7L15 6l-6 6.3 5 3.7zM7 11.2v4.3l2.3-2.7',
  vars: { apiUrl: { key: 'TELEGRAM_API_URL', default: 'https://api.telegram.org' }, secrets: [] },
  connect: [
    {
      kind: 'fields',
      fields: [
        {
          in: 'externalId',
          key: 'externalId',
          label: 'Chat or channel ID',
          hint: 'For a channel its @name or its number that begins with -100.',
          secret: false,
        },
        {
          in: 'credentials',
          key: 'accessToken',
          label: 'Bot token',
          hint: 'From @BotFather. It is stored encrypted and never shown again.',
          secret: true,
        },
      ],
    },
  ],
}
