import { wordsOf } from '../../lib/i18n.ts'
import type words from './words.en.json'

declare module '../../lib/i18n.ts' {
  interface Words {
    feedback: typeof words
  }
}

const load = wordsOf({
  en: () => import('./words.en.json'),
  fr: () => import('./words.fr.json'),
})

/** Returns a loader of a part that needs these words, for `lazy`. */
export const withFeedbackWords =
  <Part>(part: () => Promise<Part>) =>
  () =>
    load().then(part)
