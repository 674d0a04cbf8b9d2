import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Arrow, arrowsOf, circlesIn, modulesOf } from './graph.ts'
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
const arrows = modules.flatMap((file) => arrowsOf(root, file, aliases))

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
  const apart = domainOf(from) !== null && domainOf(to) !== null && domainOf(from) !== domainOf(to)
  return apart && /\/(store|actions)[./]/.test(to) ? `${from} imports ${to}, which is private` : null
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
    const allowed = Object.entries(LAYERS).flatMap(([name, { imports, types = [] }]) =>
      [...imports, ...types].map((other) => `${name} → ${other}`),
    )
    expect(allowed.filter((arrow) => !used.has(arrow))).toEqual([])
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
  ])('refuses $from → $to', (one) => {
    expect(wrong(one)).not.toBeNull()
  })
})
