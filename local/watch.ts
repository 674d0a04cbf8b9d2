import { watch } from 'node:fs'
import { join } from 'node:path'
import type { Build } from './builds.ts'
import type { Command } from './children.ts'
import { root, type Settings } from './settings.ts'

/** An editor writes a file in several steps, and several files at once. */
const settledAfterMs = 100

/** Vite's own server: it shows a change of the dashboard in the page that is open. */
export const dashboardServer = ({ ports }: Settings): Command => ({
  name: 'dashboard',
  args: [
    ...[join(root, 'node_modules/vite/bin/vite.js'), '--port', String(ports.web), '--strictPort'],
    ...['--host', '127.0.0.1', '--clearScreen', 'false'],
  ],
  cwd: join(root, 'web'),
  env: { CHORUS_API_PORT: String(ports.api), NO_COLOR: '1' },
})

/** Builds again, one build at a time, whenever a source has changed. What does not build is said, and waited for. The answer ends it. */
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
