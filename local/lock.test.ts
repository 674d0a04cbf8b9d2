import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { root } from './settings.ts'

interface Entry {
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
  devDependencies?: Record<string, string>
}

/** Lists the folders in which Node looks for the dependencies of a package, the nearest first. */
function foldersOf(at: string): string[] {
  const folders = [at]
  for (let rest = at; rest.includes('node_modules/'); )
    folders.push((rest = rest.slice(0, rest.lastIndexOf('node_modules/')).replace(/\/$/, '')))
  return folders.map((folder) => (folder === '' ? 'node_modules' : `${folder}/node_modules`))
}

it('the lock file holds every package that another one lists, so that `npm ci` takes it', () => {
  const { packages } = JSON.parse(readFileSync(`${root}/package-lock.json`, 'utf8')) as {
    packages: Record<string, Entry>
  }
  const missing = Object.entries(packages).flatMap(([at, entry]) =>
    Object.keys({ ...entry.dependencies, ...entry.optionalDependencies, ...entry.devDependencies })
      .filter((name) => !foldersOf(at).some((folder) => packages[`${folder}/${name}`]))
      .map((name) => `${at || 'the project'} lists ${name}`),
  )
  expect(missing).toEqual([])
})
