import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Bug } from './seeded-bug.ts'

/**
 * Remembers a world that shows each seeded bug: searching for such a world takes minutes, replaying it takes
 * seconds. `npm run chaos -- --which r7 --search` searches again and writes this table.
 */
const FILE = join(import.meta.dirname, 'remembered.json')
const SEARCH = Boolean(process.env.CHORUS_CHAOS_SEARCH)
const HOW = '`npm run chaos -- --which r7 --search` looks for a world that shows it, and remembers it.'
/** A single showing may be luck; a remembered world has shown the bug this often. */
const TIMES = 3

type Table = Record<string, Record<string, unknown>>
const read = (): Table => JSON.parse(readFileSync(FILE, 'utf8')) as Table

export interface Hunt<B extends Bug, World> {
  /** The area of the bugs: a section of the table. */
  where: string
  bugs: readonly B[]
  /** Worlds to search, the smallest first. */
  worlds: () => Iterable<World> | AsyncIterable<World>
  /** Lists every difference between the world with the bug and its expected state. */
  findings: (world: World, bug: B) => Promise<string[]>
}

/** Tests that each bug is found: in the world that is remembered for it, or, without one or in a search, in any. */
export function findEach<B extends Bug, World>({ where, bugs, worlds, findings }: Hunt<B, World>): void {
  const remembered = read()[where] ?? {}

  for (const bug of bugs)
    it(`found: ${bug.name}`, async () => {
      const world = remembered[bug.name] as World | undefined
      if (world !== undefined && !SEARCH) {
        expect(await findings(world, bug), `It hides in ${JSON.stringify(world)}. ${HOW}`).not.toEqual([])
        return
      }
      for await (const world of worlds()) {
        let found: string[] = ['not tried yet']
        for (let n = 0; n < (SEARCH ? TIMES : 1) && found.length > 0; n++) found = await findings(world, bug)
        if (found.length === 0) continue
        console.warn(`${bug.name}: in ${JSON.stringify(world)}: ${found.join('; ')}`)
        if (SEARCH) remember(where, bugs, bug.name, world)
        else console.warn(`It was searched: ${HOW}`)
        return
      }
      expect.fail('In no world.')
    })

  it(`of no bug is remembered that is not among those in ${where}`, () => {
    const names = bugs.map(({ name }) => name)
    expect(
      Object.keys(read()[where] ?? {}).filter((name) => !names.includes(name)),
      HOW,
    ).toEqual([])
  })
}

/** Returns the worlds that are remembered for a kind of bug, each once. */
export function rememberedWorlds<World>(where: string): World[] {
  const worlds = Object.values(read()[where] ?? {}).map((world) => JSON.stringify(world))
  return [...new Set(worlds)].map((world) => JSON.parse(world) as World)
}

function remember(where: string, bugs: readonly Bug[], name: string, world: unknown): void {
  const table = read()
  const known: Record<string, unknown> = { ...table[where], [name]: world }
  // Sort by the order of the bugs, and drop those that no longer exist.
  table[where] = Object.fromEntries(
    bugs.flatMap((bug) => (bug.name in known ? [[bug.name, known[bug.name]]] : [])),
  )
  writeFileSync(FILE, `${JSON.stringify(table, null, 2)}\n`)
}
