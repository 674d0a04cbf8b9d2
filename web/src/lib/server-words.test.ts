import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { words } from '../locales/server.fr.ts'
import { inWordsOf, sentencesOf } from './server-words.ts'

const sentences = sentencesOf(words)
const french = (text: string) => inWordsOf(sentences, text)

const root = join(import.meta.dirname, '../../..')

/** Where the server writes sentences that screens show beside a message, a post, a document or an account. */
const WRITTEN_IN = [
  'ai/offline/respond.ts',
  ...readdirSync(join(root, 'connectors'))
    .filter((folder) => existsSync(join(root, 'connectors', folder, 'manifest.ts')))
    .flatMap((folder) => [`connectors/${folder}/errors.ts`, `connectors/${folder}/manifest.ts`]),
  'connectors/meta/vars.ts',
  'core/accounts/rules.ts',
  'core/inbox/rules.ts',
  'core/lib/connector.ts',
  'core/lib/retry.ts',
  'core/publishing/rules/reasons.ts',
  'readers/kind.ts',
]

/** The sentences among the texts of a source file, each gap of theirs filled. */
const writtenIn = (file: string): string[] => {
  const code = readFileSync(join(root, file), 'utf8').replace(/^\s*(?:\/\*\*|\*|\/\/).*$/gm, '')
  return [...code.matchAll(/'([A-Z“][^'\n]* [^'\n]*\.)'|`([A-Z“][^`\n]* [^`\n]*\.)`/g)].flatMap(
    ([, plain, template]) =>
      plain === undefined ? [(template ?? '').replace(/\$\{[^}]*\}/g, '7')] : [plain],
  )
}

describe('what the server says in English', () => {
  it.each(WRITTEN_IN)('is said in French to who reads French: %s', (file) => {
    const written = writtenIn(file)
    expect(written.length).toBeGreaterThan(0)
    expect(written.filter((sentence) => french(sentence) === sentence)).toEqual([])
  })

  const cases: [string, string, string][] = [
    [
      'a gap keeps its words',
      'Nothing in the knowledge fits “Do you rent? Or not.”.',
      'Rien dans les connaissances ne correspond à “Do you rent? Or not.”.',
    ],
    [
      'a word of ours in a gap is said too',
      '“Hours” comes near “How much?” but gives no price.',
      '« Hours » s’approche de “How much?” mais ne donne pas ceci : prix.',
    ],
    [
      'several sentences',
      'Not sure enough to answer. There is no question to answer.',
      'Pas assez sûr pour répondre. Il n’y a pas de question à laquelle répondre.',
    ],
    [
      'a platform’s own words stay',
      'Bad Request: chat not found. Shorten the text.',
      'Bad Request: chat not found. Raccourcissez le texte.',
    ],
    [
      'after words of a model',
      'Not sure enough to answer. The customer seems angry.',
      'Pas assez sûr pour répondre. The customer seems angry.',
    ],
    [
      'a number in a gap',
      'Published to 1 of 2. The platform refused it.',
      'Publiée sur 1 de 2. La plateforme l’a refusée.',
    ],
    ['nothing', '', ''],
    ['what nobody knows', 'ERR-7K2M9Q', 'ERR-7K2M9Q'],
  ]
  it.each(cases)('%s', (_, english, expected) => {
    expect(french(english)).toBe(expected)
  })
})
