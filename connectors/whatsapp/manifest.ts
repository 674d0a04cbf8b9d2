import type { Manifest } from '#core/lib/platform/manifest.ts'
import { META_VARS } from '../meta/vars.ts'

export const manifest: Manifest = {
  id: 'whatsapp',
  name: 'WhatsApp',
  icon: 'M3.5 16.5 4.5 13A6.8 6.8 0 1 1 7 15.6zM7.7 7.3c0 2.7 2.3 5 5 5l.9-1.5-1.9-.9-.8.8c-.9-.4-1.5-1-1.9-1.9l.8-.8-.8-1.8z',
  vars: META_VARS,
  connect: [
    {
      kind: 'fields',
      fields: [
        {
          in: 'externalId',
          key: 'externalId',
          label: 'Phone number ID',
          hint: 'WhatsApp Manager → API setup. Not the phone number itself.',
          secret: false,
        },
        {
          in: 'credentials',
          key: 'accessToken',
          label: 'Access token',
          hint: 'A permanent token of a system user. It is stored encrypted and never shown again.',
          secret: true,
        },
        {
          in: 'credentials',
          key: 'businessId',
          label: 'Business account id (optional)',
          hint: 'Of the WhatsApp Business Account: needed for its templates.',
          secret: false,
          optional: true,
          pattern: { regex: '\\d{5,30}', problem: 'Digits only: the id of the WhatsApp Business Account.' },
        },
      ],
    },
  ],
}
