import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { root } from './settings.ts'

interface Entry {
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
  devDependencies?: Record<string, string>
}

/** Lists where Node looks for a dependency of the package at `at`. */
function placesOf(at: string, name: string): string[] {
  const parents = at
    .split('/node_modules/')
    .map((_, i, parts) => parts.slice(0, i + 1).join('/node_modules/'))
  return ['', ...parents].map((folder) => `${folder && `${folder}/`}node_modules/${name}`)
}

it('the lock file holds every package that another one lists, so that `npm ci` takes it', () => {
  const { packages } = JSON.parse(readFileSync(`${root}/package-lock.json`, 'utf8')) as {
    packages: Record<string, Entry>
  }
  const missing = Object.entries(packages).flatMap(([at, entry]) =>
    Object.keys({ ...entry.dependencies, ...entry.optionalDependencies, ...entry.devDependencies })
      .filter((name) => !placesOf(at, name).some((place) => packages[place]))
      .map((name) => `${at || 'the project'} lists ${name}`),
  )
  expect(missing).toEqual([])
})
