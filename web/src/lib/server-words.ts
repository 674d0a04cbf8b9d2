import i18next from 'i18next'

/** A server sentence with its gaps, such as `Nothing in the knowledge fits {asked}.`, and its translation. */
interface Sentence {
  heard: RegExp
  said: string
}

let french: readonly Sentence[] = []

/** Loads the words that lists and panels show before the first screen, and those of refusals a moment later. */
export async function loadServerWords(): Promise<void> {
  const { words } = await import('../locales/server.fr.ts')
  french = sentencesOf(words)
  setTimeout(() => {
    // Redraw screens that already show such a sentence.
    void loadRefusals().then(() => i18next.emit('languageChanged', i18next.language))
  }, REST_AFTER_MS)
}
const REST_AFTER_MS = 1_000

let refusals: Promise<void> | undefined

/** Loads the words of refusals; awaited before a refusal is shown. */
export const loadRefusals = (): Promise<void> =>
  (refusals ??= Promise.all([import('../locales/server.fr.ts'), import('../locales/refusals.fr.ts')]).then(
    ([{ words }, { refused }]) => {
      french = sentencesOf({ ...words, ...refused })
    },
  ))

/** Translates a server text to the reader's language. Other texts, such as a platform's own words, stay as they are. */
export const said = (text: string): string => (i18next.language === 'fr' ? inWordsOf(french, text) : text)

/** Builds the patterns, longest first, since one sentence may begin like another. */
export const sentencesOf = (catalogue: Readonly<Record<string, string>>): Sentence[] =>
  Object.entries(catalogue)
    .toSorted(([a], [b]) => b.length - a.length)
    .map(([english, said]) => ({ heard: patternOf(english), said }))

/** A gap matches a quotation, or text without an end of a sentence; `{field}` matches one word. */
const GAP = '“[^”]*”|(?:(?![.!?]\\s).)+?'
const GAPS: Readonly<Record<string, string>> = { field: '[\\w.]+' }

const patternOf = (english: string): RegExp => {
  const words = english.split(/(\{\w+\})/).map((part) => {
    const gap = /^\{(\w+)\}$/.exec(part)?.[1]
    return gap !== undefined ? `(?<${gap}>${GAPS[gap] ?? GAP})` : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  })
  return new RegExp(`^${words.join('')}(?=\\s|$)`, 's')
}

/** Translates sentence by sentence; leaves unknown sentences as they are. */
export function inWordsOf(sentences: readonly Sentence[], text: string): string {
  const parts: string[] = []
  let rest = text.trim()
  while (rest !== '') {
    const [heard, words] = nextOf(sentences, rest)
    parts.push(words)
    rest = rest.slice(heard.length).trimStart()
  }
  return parts.join(' ')
}

function nextOf(sentences: readonly Sentence[], rest: string): [heard: string, said: string] {
  for (const { heard, said } of sentences) {
    const found = heard.exec(rest)
    if (!found) continue
    const gaps = found.groups ?? {}
    return [
      found[0],
      said.replace(
        /\{(\w+)\}/g,
        (_, name: string) => (name === 'field' ? gaps.field : wordOf(sentences, gaps[name])) ?? '',
      ),
    ]
  }
  const unknown = /^.+?[.!?…:](?=\s|$)/s.exec(rest)?.[0] ?? rest
  return [unknown, unknown]
}

/** Translates a word in a gap, such as “price”, if it is one of ours. */
const wordOf = (sentences: readonly Sentence[], word = ''): string =>
  sentences.find(({ heard }) => heard.exec(word)?.[0] === word && !heard.source.includes('(?<'))?.said ?? word
