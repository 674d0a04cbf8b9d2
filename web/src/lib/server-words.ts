import i18next from 'i18next'

/** A sentence of the server with its gaps, such as `Nothing in the knowledge fits {asked}.`, and how it is said here. */
interface Sentence {
  heard: RegExp
  said: string
}

let french: readonly Sentence[] = []

/** What lists and panels show is there before the first screen; what is said when something is refused comes after it. */
export async function loadServerWords(): Promise<void> {
  const { words } = await import('../locales/server.fr.ts')
  french = sentencesOf(words)
  setTimeout(() => {
    // Screens that show such a sentence already are drawn anew.
    void loadRefusals().then(() => i18next.emit('languageChanged', i18next.language))
  }, REST_AFTER_MS)
}
const REST_AFTER_MS = 1_000

let refusals: Promise<void> | undefined

/** Awaited before a refusal is shown. */
export const loadRefusals = (): Promise<void> =>
  (refusals ??= Promise.all([import('../locales/server.fr.ts'), import('../locales/refusals.fr.json')]).then(
    ([{ words }, { default: refused }]) => {
      french = sentencesOf({ ...words, ...refused })
    },
  ))

/** What the server wrote in English, in the reader's language. What is not ours, such as a platform's own words, stays. */
export const said = (text: string): string => (i18next.language === 'fr' ? inWordsOf(french, text) : text)

/** The longest first: a sentence may begin as another one. */
export const sentencesOf = (catalogue: Readonly<Record<string, string>>): Sentence[] =>
  Object.entries(catalogue)
    .toSorted(([a], [b]) => b.length - a.length)
    .map(([english, said]) => ({ heard: patternOf(english), said }))

/** What was quoted, or what holds no end of a sentence; the name of a field is one word. */
const GAP = '“[^”]*”|(?:(?![.!?]\\s).)+?'
const GAPS: Readonly<Record<string, string>> = { field: '[\\w.]+' }

const patternOf = (english: string): RegExp => {
  const words = english.split(/(\{\w+\})/).map((part) => {
    const gap = /^\{(\w+)\}$/.exec(part)?.[1]
    return gap !== undefined ? `(?<${gap}>${GAPS[gap] ?? GAP})` : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  })
  return new RegExp(`^${words.join('')}(?=\\s|$)`, 's')
}

/** Sentence by sentence; one that nobody knows is passed over as it stands. */
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

/** What stands in a gap may be a word of ours itself, such as “price”. */
const wordOf = (sentences: readonly Sentence[], word = ''): string =>
  sentences.find(({ heard }) => heard.exec(word)?.[0] === word && !heard.source.includes('(?<'))?.said ?? word
