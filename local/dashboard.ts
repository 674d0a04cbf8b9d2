import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { root } from './settings.ts'

const stampFile = join(root, 'web/.wrangler/dashboard.sha256')

/** What the built dashboard is made of. */
const sources = ['web/**/*', 'core/*/schemas.ts', 'core/lib/schemas.ts', 'package-lock.json']

/** Builds the dashboard when its sources are not those of the last build. */
export async function ensureDashboard(build: () => Promise<void>): Promise<'built' | 'unchanged'> {
  const hash = await hashOfSources()
  if (
    existsSync(join(root, 'web/dist/index.html')) &&
    existsSync(stampFile) &&
    readFileSync(stampFile, 'utf8') === hash
  ) {
    return 'unchanged'
  }
  await build()
  mkdirSync(dirname(stampFile), { recursive: true })
  writeFileSync(stampFile, hash)
  return 'built'
}

async function hashOfSources(): Promise<string> {
  const files: string[] = []
  const entries = glob(sources, {
    cwd: root,
    withFileTypes: true,
    exclude: (entry) => ['dist', '.wrangler', 'node_modules'].includes(entry.name),
  })
  for await (const entry of entries) if (entry.isFile()) files.push(join(entry.parentPath, entry.name))
  const hash = createHash('sha256')
  for (const file of files.sort())
    hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}
