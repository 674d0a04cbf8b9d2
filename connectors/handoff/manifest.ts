import type { Manifest } from '#core/lib/platform/manifest.ts'

export const manifest: Manifest = {
  id: 'handoff',
  name: 'Your own hand',
  icon: 'M14 3.5l2.5 2.5L7.5 15 4 16l1-3.5zM12 5.5l2.5 2.5',
  vars: { secrets: [] },
  connect: [
    {
      kind: 'fields',
      fields: [
        {
          in: 'externalId',
          key: 'externalId',
          label: 'Where it is',
          hint: 'The address of the profile or page on which you publish yourself, such as onlyfans.com/name. Chorus never signs in there.',
          secret: false,
        },
      ],
    },
  ],
}
