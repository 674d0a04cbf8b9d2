import { wordsOf } from '../../lib/i18n.ts'
import type words from './words.en.json'

declare module '../../lib/i18n.ts' {
  interface Words {
    knowledge: typeof words
  }
}

export const loadKnowledgeWords = wordsOf({
  en: () => import('./words.en.json'),
  fr: () => import('./words.fr.json'),
})

/** Returns a loader of a part that needs these words, for `lazy`. */
export const withKnowledgeWords =
  <Part>(part: () => Promise<Part>) =>
  () =>
    loadKnowledgeWords().then(part)
