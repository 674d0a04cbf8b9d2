import { metaSource } from '../meta/source.ts'
import { toUpdates } from './mapper.ts'

export const source = metaSource({
  object: 'whatsapp_business_account',
  byHand: {
    fields: ['messages'],
    where: 'In Meta’s App Dashboard, under WhatsApp → Configuration → Webhook.',
  },
  split: toUpdates,
})
