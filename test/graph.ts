import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { parseSync } from 'vite'

/** One import of a file by another. Paths are from the root. `erased`: it brings types alone, and nothing at run time. */
export interface Arrow {
  from: string
  to: string
  erased: boolean
}

/** What a module imports: files of the house, and packages by their names (`node:` for anything of Node). */
export interface Imports {
  arrows: Arrow[]
  packages: string[]
}

/** Lists the modules of folders with their tests, without built files. */
export function modulesOf(root: string, folders: readonly string[]): string[] {
  return folders
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.d\.tsx?$/.test(entry.name))
    .map(({ parentPath, name }) => relative(root, join(parentPath, name)))
    .filter((path) => !/(^|\/)(node_modules|dist|\.wrangler)\//.test(path))
}

/** Reads the imports of a module. */
export function importsOf(root: string, from: string, aliases: Readonly<Record<string, string>>): Imports {
  const { module, errors } = parseSync(from, readFileSync(join(root, from), 'utf8'))
  if (errors.length > 0) throw new Error(`${from}: ${errors[0]?.message}`)
  const found = [
    ...module.staticImports.map(({ moduleRequest, entries }) => ({
      named: moduleRequest.value,
      erased: entries.length > 0 && entries.every(({ isType }) => isType),
    })),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest, isType }) =>
        moduleRequest ? [{ named: moduleRequest.value, erased: isType }] : [],
      ),
    ),
  ]
  const arrows = found.flatMap(({ named, erased }) => {
    const to = resolved(root, from, named, aliases)
    return to === null ? [] : [{ from, to, erased }]
  })
  const packages = found
    .map(({ named }) => named)
    .filter((named) => !/^[.#]/.test(named))
    .map(packageOf)
  return { arrows, packages: [...new Set(packages)] }
}

/** Returns the package of an import, whichever part of it is taken. */
const packageOf = (named: string): string =>
  /^node:/.test(named) ? 'node:' : (/^(@[^/]+\/)?[^/]+/.exec(named)?.[0] ?? named)

/** Returns the file that an import leads to; null for a package, and for what is no module. */
function resolved(root: string, from: string, named: string, aliases: Readonly<Record<string, string>>) {
  const [alias, folder] = Object.entries(aliases).find(([start]) => named.startsWith(start)) ?? []
  const path =
    alias !== undefined && folder !== undefined
      ? join(folder, named.slice(alias.length))
      : named.startsWith('.')
        ? join(dirname(from), named)
        : null
  if (path === null || !/\.tsx?$/.test(path)) return null
  if (!existsSync(join(root, path))) throw new Error(`${from} imports ${named}, which is no file.`)
  return path
}

/** Finds the circles that are left at run time, each as the files on it. */
export function circlesIn(arrows: readonly Arrow[]): string[][] {
  const next = Map.groupBy(
    arrows.filter(({ erased }) => !erased),
    ({ from }) => from,
  )
  const circles: string[][] = []
  const done = new Set<string>()
  const walk = (file: string, path: readonly string[]): void => {
    const at = path.indexOf(file)
    if (at >= 0) circles.push(path.slice(at))
    if (at >= 0 || done.has(file)) return
    for (const { to } of next.get(file) ?? []) walk(to, [...path, file])
    done.add(file)
  }
  for (const file of next.keys()) walk(file, [])
  return circles
}
