import { wordsOf } from '../../lib/i18n.ts'
import type words from './words.en.json'

declare module '../../lib/i18n.ts' {
  interface Words {
    team: typeof words
  }
}

/** Loads the words of labels, notes and canned replies, for their screen and for what opens beside a conversation. */
export const loadTeamWords = wordsOf({
  en: () => import('./words.en.json'),
  fr: () => import('./words.fr.json'),
})

/** Returns a loader of a part that needs these words, for `lazy`. */
export const withTeamWords =
  <Part>(load: () => Promise<Part>) =>
  () =>
    loadTeamWords().then(load)
