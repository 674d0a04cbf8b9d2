import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { refused } from '../locales/refusals.fr.ts'
import { words } from '../locales/server.fr.ts'
import { inWordsOf, sentencesOf } from './server-words.ts'

const sentences = sentencesOf({ ...words, ...refused })
const french = (text: string) => inWordsOf(sentences, text)

const root = join(import.meta.dirname, '../../..')

/** Sources whose sentences no screen translates: they go to contacts, models, platforms, installers or readers of the API's document, or are written in both languages. */
const SHOWN_NOWHERE = [
  'ai/*.ts',
  'ai/prompts/**',
  'ai/offline/!(respond).ts',
  'ai/offline/drafts/lead-ins.ts',
  'connectors/mail/**',
  'connectors/*/emulator/**',
  'core/characters/rules/{traits,disclosure}.ts',
  'core/inbox/notices.ts',
  'core/publishing/mails.ts',
  'core/webhooks/mails.ts',
  'core/lib/text/phrases.ts',
  'core/taxonomy/rules/starter*.ts',
  // Stated in every language.
  'core/*/workers.ts',
  'workers/api/mcp/**',
  'workers/api/webhooks.ts',
  'workers/api/{described,docs,examples,problem}.ts',
  '**/contract/**',
  '**/*{contract,sample-files,.test}*',
]
const SHOWN = ['{core,workers,connectors,readers,ai}/**/*.ts']
const files = globSync(SHOWN, { cwd: root, exclude: SHOWN_NOWHERE }).toSorted()

/** Removes comments, and calls whose words are no refusal: descriptions, logs, errors that become a reference. */
function toldBy(code: string): string {
  const plain = code
    .replace(/^\s*(?:\/\*\*|\*|\/\/).*$/gm, '')
    .replace(/^\s*(?:summary|description|orFile|purpose):\s*(?:\n\s*)?['`].*$/gm, '')
  let kept = ''
  let at = 0
  for (const call of plain.matchAll(/(?:\.describe|(?<!App)Error|log\.\w+)\(/g)) {
    if (call.index < at) continue
    kept += plain.slice(at, call.index)
    at = endOf(plain, call.index + call[0].length)
  }
  return kept + plain.slice(at)
}

/** Returns the end of a call whose arguments begin at `from`. */
function endOf(code: string, from: number): number {
  let open = 1
  for (const part of code.slice(from).matchAll(/'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`|"[^"]*"|[()]/gs)) {
    if (part[0] === '(') open++
    if (part[0] === ')' && --open === 0) return from + part.index + 1
  }
  return code.length
}

/** Lists the sentences in a source file with their gaps filled, and those that say that something does not exist. */
function writtenIn(file: string): string[] {
  const code = toldBy(readFileSync(join(root, file), 'utf8'))
  const sentences = [...code.matchAll(/'([A-Z“][^'\n]* [^'\n]*[.?!])'|`([A-Z“$][^`\n]* [^`\n]*[.?!])`/g)].map(
    ([, plain, template]) =>
      plain ?? (template ?? '').replace(/\$\{[^}]*\}/g, '7').replace(/^7 ?(?=[A-Z])/, ''),
  )
  const missing = [...code.matchAll(/notFound\('([^']+)'\)/g)].map(([, what]) => `There is no such ${what}.`)
  // Skip sentences that consist of gaps only: their parts are tested themselves.
  return [...sentences, ...missing].filter((sentence) => /[a-z]{3}/.test(sentence))
}

describe('what the server says in English', () => {
  it('is found in the sources', () => {
    expect(files.flatMap(writtenIn).length).toBeGreaterThan(400)
  })

  it.each(files.filter((file) => writtenIn(file).length > 0))(
    'is said in French to who reads French: %s',
    (file) => {
      expect(writtenIn(file).filter((sentence) => french(sentence) === sentence)).toEqual([])
    },
  )

  it('speaks of no machine', () => {
    expect(files.flatMap(writtenIn).filter((sentence) => /\bmachine/i.test(sentence))).toEqual([])
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
    [
      'a field of the API',
      'accountIds is required. limit must be at most 100.',
      'accountIds est nécessaire. limit : au plus 100.',
    ],
    ['a kind of value', 'text must be a list.', 'text doit être : une liste.'],
    [
      'an import’s line',
      'The answer is longer than 5000. The question is missing.',
      'Trop long (plus de 5000 caractères) : réponse. Il manque : question.',
    ],
    [
      'a gap holds no end of a sentence',
      'The token is wrong. The question is missing.',
      'The token is wrong. Il manque : question.',
    ],
    ['nothing', '', ''],
    ['what nobody knows', 'ERR-7K2M9Q', 'ERR-7K2M9Q'],
  ]
  it.each(cases)('%s', (_, english, expected) => {
    expect(french(english)).toBe(expected)
  })
})
