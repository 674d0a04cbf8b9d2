import { wordsOf } from '../../lib/i18n.ts'
import type words from './words.en.json'

declare module '../../lib/i18n.ts' {
  interface Words {
    billing: typeof words
  }
}

export const loadWords = wordsOf({
  en: () => import('./words.en.json'),
  fr: () => import('./words.fr.json'),
})
