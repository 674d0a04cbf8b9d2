import type { Manifest } from '#core/lib/platform/manifest.ts'

export const manifest: Manifest = {
  id: 'parrot',
  name: 'Parrot',
  icon: 'M4 16c0-7 4-12 9-12l3 4-3 2v6z',
  vars: {
    apiUrl: { key: 'PARROT_API_URL', default: 'https://api.parrot.example' },
    secrets: [{ key: 'PARROT_APP_KEY', how: 'Copy it from the aviary.' }],
  },
  connect: [
    {
      kind: 'fields',
      fields: [
        {
          in: 'externalId',
          key: 'externalId',
          label: 'Perch',
          hint: 'Where the bird sits.',
          secret: false,
          pattern: { regex: 'perch-\\d+', problem: 'A perch is called perch- and a number.' },
        },
        { in: 'credentials', key: 'accessToken', label: 'Seed', hint: 'What it answers to.', secret: true },
      ],
    },
  ],
}
