import { wordsOf } from '../../lib/i18n.ts'
import type words from './words.en.json'

declare module '../../lib/i18n.ts' {
  interface Words {
    webhooks: typeof words
  }
}

export const loadWebhookWords = wordsOf({
  en: () => import('./words.en.json'),
  fr: () => import('./words.fr.json'),
})
