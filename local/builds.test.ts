import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import packageJson from '../package.json' with { type: 'json' }
import { type Build, ensureBuilt, workerBuild } from './builds.ts'
import { root as project } from './settings.ts'

let root: string
let builds: number

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'chorus-builds-'))
  builds = 0
  mkdirSync(join(root, 'src/deep'), { recursive: true })
  writeFileSync(join(root, 'src/deep/a.ts'), 'one')
})
afterEach(() => rmSync(root, { recursive: true }))

const ensure = (run = () => Promise.resolve()) => {
  const build: Build = {
    name: 'test',
    sources: ['src/**/*'],
    output: join(root, 'made'),
    args: ['build.ts'],
  }
  return ensureBuilt(
    build,
    async () => {
      builds += 1
      await run()
      writeFileSync(build.output, 'made')
    },
    { root, cache: join(root, 'cache') },
  )
}

test('what is made from the same sources is made once', async () => {
  expect(await ensure()).toBe('built')
  expect(await ensure()).toBe('unchanged')
  expect(builds).toBe(1)
})

test('a source that changes, comes or goes makes it anew; a test does not', async () => {
  await ensure()
  writeFileSync(join(root, 'src/deep/a.test.ts'), 'a test')
  expect(await ensure()).toBe('unchanged')
  writeFileSync(join(root, 'src/deep/a.ts'), 'two')
  expect(await ensure()).toBe('built')
  writeFileSync(join(root, 'src/b.ts'), 'new')
  expect(await ensure()).toBe('built')
  rmSync(join(root, 'src/b.ts'))
  expect(await ensure()).toBe('built')
})

test('what somebody deleted is made anew', async () => {
  await ensure()
  rmSync(join(root, 'made'))
  expect(await ensure()).toBe('built')
})

test('a build that failed is tried again, also when an older one left its output', async () => {
  await ensure()
  writeFileSync(join(root, 'src/deep/a.ts'), 'broken')
  await expect(ensure(() => Promise.reject(new Error('does not build')))).rejects.toThrow('does not build')
  writeFileSync(join(root, 'src/deep/a.ts'), 'one')
  expect(await ensure()).toBe('built')
})

test('of two that start at once, one makes it and the other waits', async () => {
  const slow = () => new Promise<void>((resolve) => setImmediate(resolve))
  expect((await Promise.all([ensure(slow), ensure(slow)])).sort()).toEqual(['built', 'unchanged'])
  expect(builds).toBe(1)
})

test('one that was killed while it built holds up nobody', async () => {
  const dead = spawnSync(process.execPath, ['--version']).pid
  mkdirSync(join(root, 'cache'))
  writeFileSync(join(root, 'cache/test.lock'), String(dead))
  expect(await ensure()).toBe('built')
})

/** Lists all files that a file imports, directly or through others, as paths from the project's root. */
function importedFrom(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file) || !existsSync(join(project, file))) return found
  found.add(file)
  for (const [, name = ''] of readFileSync(join(project, file), 'utf8').matchAll(
    /(?:from|import)[ (]'([.#][^']+)'/g,
  ))
    importedFrom(name.startsWith('#') ? inFolder(name) : join(dirname(file), name), found)
  return found
}

function inFolder(name: string): string {
  const [alias = '', ...path] = name.split('/')
  const folder = Object.entries(packageJson.imports).find(([known]) => known === `${alias}/*`)?.[1] ?? ''
  return join(folder.replace('*', ''), ...path)
}

test('the Worker is built again for a change of any file that it is made of', () => {
  const files = [...importedFrom('workers/index.ts')]
  expect(files.length).toBeGreaterThan(200)
  const folders = new Set(files.map((file) => `${file.split('/')[0]}/**/*`))
  expect([...folders].filter((folder) => !workerBuild.sources.includes(folder))).toEqual([])
})
