import { cpSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const here = join(import.meta.dirname, '../..')
const TREE = ['ai', 'connectors', 'core', 'drizzle', 'durable-objects', 'readers', 'workers']
const FILES = ['package.json', 'tsconfig.json', 'wrangler.toml']

/** Copies the tree of the Worker, and other folders, to a temporary folder; returns its path. */
export function copyOfTree(also: readonly string[] = []): string {
  const copy = mkdtempSync(join(tmpdir(), 'chorus-drill-'))
  for (const name of [...TREE, ...FILES, ...also])
    cpSync(join(here, name), join(copy, name), { recursive: true })
  symlinkSync(join(here, 'node_modules'), join(copy, 'node_modules'))
  return copy
}

/** Adds a name to the one list of a file, and the import of it. */
export function addLine(file: string, name: string, from: string): void {
  const text = readFileSync(file, 'utf8')
  const added = text.replace(/(= \[[^\]]*?),?\s*\]/, `$1, ${name}]`)
  if (added === text) throw new Error(`${file} has no list.`)
  writeFileSync(file, `import { ${name} } from '${from}'\n${added}`)
}
