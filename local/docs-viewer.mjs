// Copies the files of the viewer at /docs from its package to the folder of `[assets]` in wrangler.toml, which is beside
// the packages and deleted with them. Plain JavaScript, since the installer runs on the machine's own Node.
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const assets = join(root, 'node_modules/.chorus-assets')
const viewer = join(assets, 'docs/viewer')
const files = {
  'swagger-ui.js': 'node_modules/swagger-ui-dist/swagger-ui-bundle.js',
  'swagger-ui.css': 'node_modules/swagger-ui-dist/swagger-ui.css',
  'swagger-ui.license.txt': 'node_modules/swagger-ui-dist/LICENSE',
  'start.js': 'workers/api/docs-viewer.js',
}

export function copyDocsViewer() {
  mkdirSync(viewer, { recursive: true })
  for (const [name, source] of Object.entries(files)) copyFileSync(join(root, source), join(viewer, name))
  writeFileSync(join(assets, '_headers'), '/*\n  X-Content-Type-Options: nosniff\n')
}
