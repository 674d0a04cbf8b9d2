// `npm run client`: writes the API's routes as types for the dashboard.
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { app } from '#workers/api/app.ts'
import { clientTypes } from '#workers/api/client-types.ts'
import { documentOf } from '#workers/api/document.ts'

const root = join(import.meta.dirname, '..')
const biome = join(root, 'node_modules/@biomejs/biome/bin/biome')

export const CLIENT_FILE = join(root, 'web/src/lib/api.gen.ts')

/** Generates the current content of the file. Needs no server: the document comes from the app itself. */
export function freshClient(): string {
  const types = clientTypes(documentOf(app))
  const formatted = spawnSync(process.execPath, [biome, 'format', `--stdin-file-path=${CLIENT_FILE}`], {
    cwd: root,
    input: types,
    encoding: 'utf8',
  })
  if (formatted.status !== 0) throw new Error(`biome could not format the types:\n${formatted.stderr}`)
  return formatted.stdout
}

if (import.meta.main) {
  writeFileSync(CLIENT_FILE, freshClient())
  console.log(`Wrote ${CLIENT_FILE}`)
}
