import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import { join } from 'node:path'
import type { Command } from './children.ts'
import { isAlive } from './running.ts'
import { root } from './settings.ts'

/** The cache is beside the packages, since builds are made of them too. */
const cache = join(root, 'node_modules/.cache/chorus')

/** An output that is made from sources and kept until one of them changes. */
export interface Build {
  name: string
  /** Globs, from the project's root, of everything that the output depends on. */
  sources: readonly string[]
  /** The path that must exist when the build is done. */
  output: string
  args: readonly string[]
  cwd?: string
  env?: Record<string, string>
}

const tests = /\.test\.tsx?$/

/** The build of the dashboard as Pages would serve it. */
export const dashboardBuild: Build = {
  name: 'dashboard-build',
  sources: ['web/**/*', 'core/*/schemas.ts', 'core/lib/kernel/schemas.ts', 'package-lock.json'],
  output: join(root, 'web/dist/index.html'),
  args: [join(root, 'node_modules/vite/bin/vite.js'), 'build'],
  cwd: join(root, 'web'),
  // Always a production build: a development build of React is half as large again.
  env: { NODE_ENV: 'production' },
}

/** The build of the Workers as wrangler deploys them, with their bindings as miniflare understands them. */
export const workerBuild: Build = {
  name: 'worker-build',
  sources: [
    ...['ai', 'connectors', 'core', 'durable-objects', 'drizzle', 'readers', 'workers'].map(
      (room) => `${room}/**/*`,
    ),
    ...['web/functions/**/*', 'wrangler.toml', 'package-lock.json', 'local/bundle-worker.ts'],
  ],
  output: join(cache, 'worker'),
  args: [join(root, 'local/bundle-worker.ts'), join(cache, 'worker')],
}

/** The files of a migrated, empty embedded database, kept because making them takes ten times as long as copying them. */
export const databaseBuild: Build = {
  name: 'database-build',
  sources: ['drizzle/**/*', 'local/empty-database.ts', 'package-lock.json'],
  output: join(cache, 'database'),
  args: [join(root, 'local/empty-database.ts'), join(cache, 'database')],
}

/** Builds an output that is missing or older than its sources. When several processes start at once, one builds and the others wait. */
export async function ensureBuilt(
  build: Build,
  run: (command: Command) => Promise<void>,
  where = { root, cache },
): Promise<'built' | 'unchanged'> {
  const { cache } = where
  mkdirSync(cache, { recursive: true })
  const stampFile = join(cache, `${build.name}.sha256`)
  return alone(join(cache, `${build.name}.lock`), async () => {
    const hash = await hashOf(build, where.root)
    const stamped = existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash
    if (stamped && existsSync(build.output)) return 'unchanged'
    rmSync(stampFile, { force: true })
    const { name, args, cwd = where.root, env = {} } = build
    await run({ name, args, cwd, env })
    writeFileSync(stampFile, hash)
    return 'built'
  })
}

/** Does work under a lock file that holds the process id. All others wait while it exists and that process lives. */
async function alone<T>(lockFile: string, work: () => Promise<T>): Promise<T> {
  while (!taken(lockFile)) await new Promise((resolve) => setTimeout(resolve, 100))
  try {
    return await work()
  } finally {
    rmSync(lockFile, { force: true })
  }
}

function taken(lockFile: string): boolean {
  try {
    writeFileSync(lockFile, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    const holder = existsSync(lockFile) ? Number(readFileSync(lockFile, 'utf8')) : 0
    // A lock file that another process has just created is still empty: leave it.
    if (holder > 0 && !isAlive(holder)) rmSync(lockFile, { force: true })
    return false
  }
}

async function hashOf({ sources, args }: Build, root: string): Promise<string> {
  const files: string[] = []
  const entries = glob(sources, {
    cwd: root,
    withFileTypes: true,
    exclude: (entry) => ['dist', '.wrangler', 'node_modules'].includes(entry.name),
  })
  for await (const entry of entries) {
    if (entry.isFile() && !tests.test(entry.name)) files.push(join(entry.parentPath, entry.name))
  }
  const hash = createHash('sha256').update(JSON.stringify(args))
  for (const file of files.sort())
    hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}
