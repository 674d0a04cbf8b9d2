import { gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

interface Options {
  maxGzipBytes: number
  /** Lazy screens that a first visit opens: their code counts as loaded. */
  firstScreens: string[]
}

/** Counts the JavaScript of a first visit and fails the build above the limit: the promise is kept by no one's attention. */
export function budget({ maxGzipBytes, firstScreens }: Options): Plugin {
  return {
    name: 'first-load-budget',
    apply: 'build',
    generateBundle(_options, bundle) {
      const loaded = new Set<string>()
      const visit = (fileName: string): void => {
        const chunk = bundle[fileName]
        if (chunk?.type !== 'chunk' || loaded.has(fileName)) return
        loaded.add(fileName)
        chunk.imports.forEach(visit)
      }
      for (const [fileName, chunk] of Object.entries(bundle)) {
        if (chunk.type !== 'chunk') continue
        const screen = firstScreens.some((path) => chunk.facadeModuleId?.endsWith(path))
        if (chunk.isEntry || screen || chunk.facadeModuleId?.endsWith('locales/en.json')) visit(fileName)
      }
      const bytes = [...loaded].reduce((sum, fileName) => sum + gzipBytes(bundle[fileName]), 0)
      const said = `First load: ${kilobytes(bytes)} of JavaScript (gzip) in ${loaded.size} files; limit ${kilobytes(maxGzipBytes)}.`
      if (bytes > maxGzipBytes) this.error(`${said} Make a screen or a library lazy.`)
      console.log(said)
    },
  }
}

function gzipBytes(file: { type: string; code?: string } | undefined): number {
  return file?.code === undefined ? 0 : gzipSync(file.code).length
}

const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KB`
