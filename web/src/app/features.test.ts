import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { features } from './features.ts'
import { places } from './shell/navigation.ts'

const root = join(import.meta.dirname, '..')

it('every folder that states a feature is in the list of features', () => {
  expect(features.length).toBe(globSync('features/*/feature.ts', { cwd: root }).length)
})

it('the navigation has room: twenty places, five of them in the bar of a phone', () => {
  expect(places.length).toBeLessThanOrEqual(20)
  expect(places.filter(({ bar }) => bar).length).toBeLessThanOrEqual(5)
})

it.each(['to', 'key'] as const)('no two places have the same %s', (part) => {
  const all = places.map((place) => place[part])
  expect(all).toEqual([...new Set(all)])
})

/** Maps each key of a file of words, such as `nav.today`, to its gaps: `{{count}}`. */
function gapsByKey(file: string): Map<string, string[]> {
  const flat = (words: object, under: string): [string, string[]][] =>
    Object.entries(words).flatMap(([name, value]): [string, string[]][] =>
      typeof value === 'string'
        ? [[under + name, (value.match(/\{\{\w+\}\}/g) ?? []).toSorted()]]
        : flat(value, `${under}${name}.`),
    )
  return new Map(flat(JSON.parse(readFileSync(join(root, file), 'utf8')), ''))
}
const english = [
  'locales/en.json',
  ...globSync(['locales/later.en.json', 'features/*/words.en.json'], { cwd: root }),
]

it.each(english)('%s says the same in French, with the same gaps', (file) => {
  const french = gapsByKey(file.replace(/en\.json$/, 'fr.json'))
  const missing = [...gapsByKey(file)].filter(([key, gaps]) => `${french.get(key)}` !== `${gaps}`)
  expect(missing).toEqual([])
  expect([...french.keys()]).toEqual([...gapsByKey(file).keys()])
})

it('no word stands in two files', () => {
  const all = english.flatMap((file) => [...gapsByKey(file).keys()])
  expect(all.filter((key, index) => all.indexOf(key) !== index)).toEqual([])
})
