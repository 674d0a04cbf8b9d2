import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'

interface Words {
  [name: string]: string | Words
}

/** Lists every word of a language by its key: `nav.today`. */
function flat(words: Words, under = ''): [string, string][] {
  return Object.entries(words).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[under + name, value]] : flat(value, `${under}${name}.`),
  )
}
const root = join(import.meta.dirname, '../../web/src')

/** Lists the words of a language, those of features too. */
const wordsOf = (language: string): [string, string][] =>
  globSync([`locales/{,later.}${language}.json`, `features/*/words.${language}.json`], { cwd: root }).flatMap(
    (file) => flat(JSON.parse(readFileSync(join(root, file), 'utf8')) as Words),
  )
const english = wordsOf('en')
const french = new Map(wordsOf('fr'))
const alsoFrench = new Set(french.values())

/** Each language in the list of languages is named in that language. */
const CALLED_ITSELF = 'English'

/** English words that French translates: such a word on a French screen was not translated. */
const betraying = english.filter(
  ([key, words]) => french.get(key) !== words && !alsoFrench.has(words) && words !== CALLED_ITSELF,
)

/** Length from which a text is certainly that sentence, wherever it stands in a line. */
const SENTENCE = 16
const PLACE = /\{\{[^}]*\}\}/

/** Makes a pattern for `{{count}} conversations` as it may stand in a line, for any count. */
const asLine = (words: string): RegExp =>
  new RegExp(
    `^${words
      .split(PLACE)
      .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('.+')}$`,
  )
const whole = new Set(betraying.flatMap(([, words]) => (PLACE.test(words) ? [] : [words])))
const filled = betraying.flatMap(([, words]) =>
  // A placeholder with hardly a word beside it does not tell its language.
  PLACE.test(words) && words.replaceAll(/\{\{[^}]*\}\}|[^\p{L}]/gu, '').length >= 8 ? [asLine(words)] : [],
)
const sentences = [...whole].filter((words) => words.length >= SENTENCE)

/** Returns a word of the French dashboard. */
export function inFrench(key: string): string {
  const words = french.get(key)
  if (words === undefined) throw new Error(`The dashboard has no word “${key}”.`)
  return words
}

/** Lists English words of the dashboard that a page shows, or that a screen reader reads out. */
export async function englishOn(page: Page): Promise<string[]> {
  const shown = await page.evaluate<string[]>(`[
    ...document.body.innerText.split('\\n'),
    ...[...document.querySelectorAll('[aria-label], [placeholder], [title], [alt]')].flatMap((node) =>
      ['aria-label', 'placeholder', 'title', 'alt'].map((name) => node.getAttribute(name) ?? '')),
  ].map((line) => line.trim()).filter((line) => line !== '')`)
  const found = shown.filter(
    (line) =>
      whole.has(line) ||
      filled.some((pattern) => pattern.test(line)) ||
      sentences.some((words) => line.includes(words)),
  )
  return [...new Set(found)]
}
