import { watch } from 'node:fs'
import { join } from 'node:path'
import type { Build } from './builds.ts'
import type { Command } from './children.ts'
import { root, type Settings } from './settings.ts'

/** The wait after a change, since an editor writes a file in several steps, and several files at once. */
const settledAfterMs = 100

/** The command of Vite's own server, which shows a change of the dashboard in the open page. */
export const dashboardServer = ({ ports }: Settings): Command => ({
  name: 'dashboard',
  args: [
    ...[join(root, 'node_modules/vite/bin/vite.js'), '--port', String(ports.web), '--strictPort'],
    ...['--host', '127.0.0.1', '--clearScreen', 'false'],
  ],
  cwd: join(root, 'web'),
  env: { CHORUS_API_PORT: String(ports.api), NO_COLOR: '1' },
})

/** Rebuilds when a source has changed, one build at a time. Reports a failed build and waits for the next change. Returns a stop function. */
export function rebuildOnChange(
  { sources }: Pick<Build, 'sources'>,
  build: () => Promise<void>,
  where = root,
): () => void {
  let timer: NodeJS.Timeout | undefined
  let building = Promise.resolve()
  const changed = () => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      building = building
        .then(build)
        .catch((error: unknown) => console.error(error instanceof Error ? error.message : error))
    }, settledAfterMs)
  }
  const watching = sources.map((source) => {
    const recursive = source.endsWith('/**/*')
    return watch(join(where, recursive ? source.slice(0, -'/**/*'.length) : source), { recursive }, changed)
  })
  return () => {
    clearTimeout(timer)
    for (const watcher of watching) watcher.close()
  }
}
