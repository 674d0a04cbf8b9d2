import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Arrow, circlesIn, importsOf, modulesOf } from './graph.ts'
import { LAYERS } from './layers.ts'

const root = join(import.meta.dirname, '..')
const FOLDERS = [
  'ai',
  'connectors',
  'core',
  'deploy',
  'drizzle',
  'durable-objects',
  'local',
  'readers',
  'web/src',
  'workers',
]
const { imports }: { imports: Record<string, string> } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
)
const aliases = Object.fromEntries(
  Object.entries(imports).map(([from, to]) => [from.replace('*', ''), to.replace(/^\.\/|\*$/g, '')]),
)
const modules = modulesOf(root, FOLDERS)
const imported = modules.map((file) => ({ file, ...importsOf(root, file, aliases) }))
const arrows = imported.flatMap((one) => one.arrows)

const names = Object.keys(LAYERS)
const layerOf = (file: string) => names.find((name) => LAYERS[name]?.files.test(file)) ?? null
const domainOf = (file: string) => /^core\/(?!lib\/)(\w+)\//.exec(file)?.[1] ?? null

/** Says what is wrong with an import; null when nothing is. */
function wrong({ from, to, erased }: Arrow): string | null {
  const [above, target] = [layerOf(from), layerOf(to)]
  // Whoever may import the kernel may import its ground.
  const below = target === 'ground' && above !== 'drizzle' ? 'kernel' : target
  const { imports = [], types = [] } = (above && LAYERS[above]) || {}
  if (above !== below && !imports.includes(below ?? '') && !(erased && types.includes(below ?? '')))
    return `${from} (${above}) imports ${to} (${below})`
  const apart = domainOf(to) !== null && domainOf(from) !== domainOf(to)
  const shared = domainOf(from) === null && ACTIONS.test(to)
  return apart && !shared && PRIVATE.test(to) ? `${from} imports ${to}, which is private` : null
}

/** What a domain keeps to itself. Doors call its actions; another domain reads its queries, or causes something through the outbox. */
const PRIVATE = /\/(store|actions)[./]/
const ACTIONS = /\/actions[./]/

/** Says which packages a module imports that its layer may not. */
function unknownTo(file: string, packages: readonly string[]): string[] {
  const { packages: allowed = [] } = LAYERS[layerOf(file) ?? ''] ?? {}
  return allowed.includes('*')
    ? []
    : packages
        .filter((name) => !allowed.includes(name))
        .map((name) => `${file} (${layerOf(file)}) imports ${name}`)
}

describe('the import graph', () => {
  it('is the one of the whole house', () => {
    expect(modules.length).toBeGreaterThan(800)
    expect(arrows.length).toBeGreaterThan(3_000)
    expect(modules.filter((file) => layerOf(file) === null)).toEqual([])
  })

  it('has no circle at run time', () => {
    expect(circlesIn(arrows)).toEqual([])
  })

  it('has no arrow that the table of layers does not allow, and none into another domain’s store or actions', () => {
    expect(arrows.flatMap((arrow) => wrong(arrow) ?? [])).toEqual([])
  })

  it('has no package in a layer that the table does not name there', () => {
    expect(imported.flatMap(({ file, packages }) => unknownTo(file, packages))).toEqual([])
  })
})

describe('the table of layers', () => {
  it('lets each layer import only layers that stand below it, but for types', () => {
    const upward = Object.entries(LAYERS).flatMap(([name, { imports }]) =>
      imports
        .filter((other) => names.indexOf(other) <= names.indexOf(name))
        .map((other) => `${name} → ${other}`),
    )
    expect(upward).toEqual([])
  })

  it('allows nothing that no file makes use of', () => {
    const used = new Set(arrows.map(({ from, to }) => `${layerOf(from)} → ${layerOf(to)}`))
    const known = new Set(
      imported.flatMap(({ file, packages }) => packages.map((name) => `${layerOf(file)} → ${name}`)),
    )
    // What tests may import is not counted: they come and go.
    const strict = Object.entries(LAYERS).filter(([, { packages }]) => !packages?.includes('*'))
    const allowed = strict.flatMap(([name, { imports, types = [], packages = [] }]) => [
      ...[...imports, ...types].map((other) => `${name} → ${other}`).filter((one) => !used.has(one)),
      ...packages.map((one) => `${name} → ${one}`).filter((one) => !known.has(one)),
    ])
    expect(allowed).toEqual([])
  })
})

describe('the check itself', () => {
  const arrow = (from: string, to: string, erased = false) => ({ from, to, erased })

  it('finds a circle, and none among types', () => {
    const round = [arrow('a', 'b'), arrow('b', 'c'), arrow('c', 'b')]
    expect(circlesIn(round)).toEqual([['b', 'c']])
    expect(circlesIn([arrow('a', 'b'), arrow('b', 'a', true)])).toEqual([])
  })

  it.each([
    arrow('core/lib/platform/retry.ts', 'core/inbox/schemas.ts'),
    arrow('core/inbox/rules/decisions.ts', 'core/inbox/store/threads.ts'),
    arrow('core/inbox/actions/send.ts', 'core/media/store.ts'),
    arrow('core/inbox/actions/send.ts', 'core/media/actions.ts'),
    arrow('core/inbox/actions/send.ts', 'connectors/http.ts'),
    arrow('connectors/telegram/send.ts', 'core/inbox/rules/decisions.ts'),
    arrow('connectors/telegram/send.ts', 'connectors/telegram/emulator/index.ts'),
    arrow('durable-objects/conversation.ts', 'workers/context.ts'),
    arrow('drizzle/schema/inbox.ts', 'core/inbox/schemas.ts'),
    arrow('web/src/lib/feed.ts', 'core/lib/kernel/schemas.ts'),
    arrow('web/src/lib/feed.ts', 'web/src/ui/theme.ts'),
    arrow('workers/context.ts', 'local/start.ts'),
    arrow('workers/api/api.ts', 'core/inbox/store/threads.ts'),
    arrow('workers/inbox.db.test.ts', 'core/inbox/store/threads.ts'),
    arrow('core/inbox/actions/send.ts', 'test/house.ts'),
    arrow('core/inbox/rules/decisions.ts', 'core/lib/kernel/outbox.ts'),
    arrow('core/inbox/actions.db.test.ts', 'connectors/http.ts'),
    arrow('web/src/ui/dialog.tsx', 'web/src/features/inbox/api.ts'),
    arrow('web/src/features/inbox/api.ts', 'web/src/app/features.ts'),
    arrow('web/src/features/inbox/api.ts', 'core/inbox/schemas.ts'),
  ])('refuses $from → $to', (one) => {
    expect(wrong(one)).not.toBeNull()
  })

  it.each([
    ['core/inbox/actions/send.ts', 'hono'],
    ['core/inbox/rules/decisions.ts', 'node:'],
    ['core/inbox/actions/send.ts', 'drizzle-orm'],
    ['workers/api/api.ts', 'drizzle-orm'],
    ['core/inbox/schemas.ts', 'openai'],
    ['durable-objects/conversation.ts', 'pg'],
    ['a-new-folder/file.ts', 'zod'],
  ])('refuses in %s the package %s', (file, name) => {
    expect(unknownTo(file, [name])).toHaveLength(1)
  })

  it('lets tests take any package, and doors call actions', () => {
    expect(unknownTo('core/inbox/rules/decisions.test.ts', ['fast-check'])).toEqual([])
    expect(wrong(arrow('workers/consumers/media.ts', 'core/inbox/actions/media.ts'))).toBeNull()
  })
})
