import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { urlsOf } from '#core/lib/platform/manifest.ts'
import { platforms } from './registry.ts'

/** Adding a platform touches its folder and one line of the registry: these tests check that nothing else names one. */

const root = join(import.meta.dirname, '..')
const HOUSE = [
  'ai',
  'connectors',
  'core',
  'deploy',
  'drizzle',
  'durable-objects',
  'local',
  'readers',
  'web',
  'workers',
]
const LEFT_OUT = /\/(node_modules|dist|migrations|fixtures|\.wrangler)\/|\.test\.tsx?$|\.md$/

/** Files that may name a platform: the registry, the API document's examples, the demo's texts, a test helper, and the offline vocabulary. */
const MAY_NAME = [
  'connectors/registry.ts',
  'workers/api/examples.ts',
  'local/demo/texts.ts',
  'local/emulators/test-kit.ts',
  'ai/offline/vocabulary.ts',
  // Words of what people write to us, and the key of a captured post as an example.
  'core/lib/platform/intent.ts',
  'core/bank/schemas.ts',
  'core/lib/platform/top-level-domains.ts',
  'core/bank/rules/import.ts',
  'drizzle/schema/bank.ts',
]

/** Ids that stand elsewhere for something of their own: the platform is named where one is compared with it, or its folder imported. */
const WORDS: Readonly<Record<string, RegExp>> = {
  // Meta's login is Facebook's, and its addresses are, whichever of its platforms is connected by it.
  facebook: /platform['"]?\s*[:=!]+\s*['"`]facebook|connectors\/facebook/i,
  handoff: /platform['"]?\s*[:=!]+\s*['"`]handoff|connectors\/handoff/i,
  threads: /platform['"]?\s*[:=!]+\s*['"`]threads|connectors\/threads/i,
  x: /platform['"]?\s*[:=!]+\s*['"`]x['"`]|connectors\/x\//i,
}

/** Services in between: their folder names the platform that they lead to. */
const LEADS_TO: Readonly<Record<string, string>> = { linkedin: 'unipile' }

const files = [
  'wrangler.toml',
  ...HOUSE.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name).slice(root.length + 1)),
  ),
].filter((file) => !LEFT_OUT.test(`/${file}`) && /\.(ts|tsx|js|css|html|sql|json|toml)$/.test(file))
const read = (file: string) => readFileSync(join(root, file), 'utf8')

it('looks at the whole house', () => {
  expect(files.length).toBeGreaterThan(700)
  expect(files).toEqual(
    expect.arrayContaining(['core/lib/platform/connector.ts', 'web/src/ui/platforms.tsx']),
  )
})

describe.each(platforms.map(({ manifest }) => [manifest.id, manifest] as const))(
  '%s',
  (id, { name, vars }) => {
    const own = [id, LEADS_TO[id]].map((folder) => `connectors/${folder}/`)
    const outside = files.filter((file) => !own.some((folder) => file.startsWith(folder)))

    it('is named nowhere outside its folder', () => {
      const named = WORDS[id] ?? new RegExp(`${id}|${name}`, 'i')
      const naming = outside.filter((file) => !MAY_NAME.includes(file) && named.test(read(file)))
      expect(naming).toEqual([])
    })

    it('has variables that are named nowhere but there, or where platforms of one house share them', () => {
      const keys = [...urlsOf(vars), ...vars.secrets].map(({ key }) => key)
      const naming = outside.filter(
        (file) => !MAY_NAME.includes(file) && keys.some((key) => read(file).includes(key)),
      )
      expect(naming.filter((file) => !/^connectors\/\w+\/vars\.ts$/.test(file))).toEqual([])
    })
  },
)

it('emulators are imported by local/, by tests and by each other alone', () => {
  const product = files.filter(
    (file) =>
      !/^(local|deploy|web)\/|^connectors\/\w+\/emulator\/|^connectors\/contract|contract-stage/.test(file),
  )
  expect(product.filter((file) => /from '[^']*\/emulators?\//.test(read(file)))).toEqual([])
})
