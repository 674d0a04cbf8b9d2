import { gzipSync } from 'node:zlib'
import type { Plugin, Rolldown } from 'vite'

interface Options {
  maxGzipBytes: number
  maxFiles: number
  /** Matches the modules that load the screens by `import()`. */
  routes: RegExp
  /** Maps a screen to the screen that wraps it; both are loaded. */
  within: Record<string, string>
  /** Modules and chunks that load when somebody acts on a screen, not with the screen. */
  onDemand: readonly string[]
  /**
   * Files of words end with the name of their language. A visitor loads one language, so the largest counts. Files that begin with
   * `later.` count only on the screens that wait for them, and those of a feature on its own screens.
   */
  words: { languages: readonly string[]; laterScreens: readonly string[] }
}

type Chunk = Rolldown.OutputChunk

/**
 * Counts the JavaScript of every screen, with everything it loads later by itself, and fails the build above the limits,
 * so that nobody needs to watch them.
 */
export function budget(options: Options): Plugin {
  const { routes, within, words } = options
  return {
    name: 'screen-budget',
    apply: 'build',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
      const chunkWith = (id: string) => chunks.find(({ moduleIds }) => moduleIds.includes(id))
      const screens = [...this.getModuleIds()]
        .filter((id) => routes.test(id))
        .flatMap((id) => this.getModuleInfo(id)?.dynamicallyImportedIds ?? [])
        .filter((id) => !id.endsWith('.json'))
      if (screens.length === 0) this.error('No module has lazy screens: nothing was counted.')
      const inWords = (screen: string) =>
        words.languages
          .map((language) =>
            wordsOf(chunks, language, screen, words.laterScreens).filter(
              (chunk) => !isOnDemand(chunk, options.onDemand),
            ),
          )
          .reduce((largest, other) => (bytesOf(other) > bytesOf(largest) ? other : largest))
      const tooLarge: string[] = []
      for (const id of screens) {
        const name = nameOf(id)
        const around = screens.filter((other) => nameOf(other) === within[name])
        const opened = [id, ...around].map(chunkWith).filter((chunk) => chunk !== undefined)
        const loaded = loadedBy(chunks, opened, options.onDemand)
        for (const chunk of inWords(id)) loaded.add(chunk)
        const kilobytes = bytesOf([...loaded]) / 1024
        const said = `${name.padEnd(24)} ${kilobytes.toFixed(1).padStart(6)} KB (gzip) in ${loaded.size} files`
        console.log(said)
        const limit = options.maxGzipBytes / 1024
        if (kilobytes > limit || loaded.size > options.maxFiles)
          tooLarge.push(`${said}; the limit is ${limit} KB in ${options.maxFiles}`)
      }
      if (tooLarge.length > 0)
        this.error(`${tooLarge.join('\n')}\nMake a part of it lazy, or look at chunks.ts.`)
    },
  }
}

/** Returns the entry and its imports, and the opened screens with all that they import, at once or later. */
function loadedBy(
  chunks: readonly Chunk[],
  opened: readonly Chunk[],
  onDemand: readonly string[],
): Set<Chunk> {
  const named = new Map(chunks.map((chunk) => [chunk.fileName, chunk]))
  const comes = (fileName: string): boolean => {
    const chunk = named.get(fileName)
    return chunk !== undefined && !isOnDemand(chunk, onDemand)
  }
  const loaded = new Set<Chunk>()
  const visit = (chunk: Chunk | undefined, later: boolean): void => {
    if (!chunk || loaded.has(chunk)) return
    loaded.add(chunk)
    for (const name of chunk.imports) visit(named.get(name), later)
    if (later) for (const name of chunk.dynamicImports.filter(comes)) visit(named.get(name), later)
  }
  for (const chunk of chunks) if (chunk.isEntry) visit(chunk, false)
  for (const chunk of opened) visit(chunk, true)
  return loaded
}

const nameOf = (id: string): string =>
  id
    .split('/')
    .at(-1)
    ?.replace(/\.\w+$/, '') ?? id

const isOnDemand = ({ name, facadeModuleId }: Chunk, onDemand: readonly string[]): boolean =>
  [name, nameOf(facadeModuleId ?? '')].some((one) => onDemand.includes(one))

/** Lists the files of words in a language that a screen waits for. */
const wordsOf = (
  chunks: readonly Chunk[],
  language: string,
  screen: string,
  laterScreens: readonly string[],
): Chunk[] => {
  const inLanguage = new RegExp(`[./]${language}\\.(json|ts)$`)
  return chunks.filter(({ facadeModuleId: file }) => {
    if (!file || !inLanguage.test(file)) return false
    const feature = /^(.*\/features\/\w+\/)words\./.exec(file)?.[1]
    if (feature !== undefined) return screen.startsWith(feature)
    return !file.includes('/later.') || laterScreens.includes(nameOf(screen))
  })
}
const bytesOf = (chunks: readonly Chunk[]): number => chunks.reduce((sum, chunk) => sum + gzipBytes(chunk), 0)
const gzipBytes = ({ code }: Chunk): number => gzipSync(code).length
