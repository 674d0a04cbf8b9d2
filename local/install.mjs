// Installs missing packages before `npm start` and `npm test`. Runs on the machine's own Node, so plain JavaScript;
// everything after it runs on the Node 22 that it installs.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const oldestNode = 20
const root = fileURLToPath(new URL('..', import.meta.url))
const stampFile = join(root, 'node_modules', '.chorus-installed')

/** Hashes the sources of an installation. Installing may change the lock file, so the stamp is taken afterwards. */
function stamp() {
  const hash = createHash('sha256')
  for (const name of ['package.json', 'package-lock.json']) {
    const file = join(root, name)
    if (existsSync(file)) hash.update(readFileSync(file))
    hash.update('\0')
  }
  return hash.digest('hex')
}

const installed = () => existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp()

function install() {
  console.log('Installing packages (about a minute on a fresh clone) …')
  // Use the npm that runs this script, whose path npm passes on; else the one on the PATH.
  const npm = process.env.npm_execpath
  // No package needs its install script, and none is run. Only npm's errors are shown: its warnings concern its own Node
  // and the dependencies of other packages, which the person who starts Chorus cannot fix.
  const args = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error']
  const options = { cwd: root, stdio: 'inherit' }
  const result = npm
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' })
  if (result.status === 0) {
    writeFileSync(stampFile, stamp())
    return true
  }
  console.error(
    `\nnpm install did not succeed${result.error ? ` (${result.error.message})` : ''}. If the words above speak of the network (ENOTFOUND, ETIMEDOUT, ECONNREFUSED, EAI_AGAIN): the first start needs the package registry; once installed, Chorus runs without network.`,
  )
  return false
}

const major = Number(process.versions.node.split('.')[0])
if (major < oldestNode) {
  console.error(
    `Chorus needs Node ${oldestNode} or newer to install itself; this is ${process.version}. Newer ones: https://nodejs.org`,
  )
  process.exitCode = 1
} else if (!installed() && !install()) {
  process.exitCode = 1
} else {
  // Copy each time: otherwise a copy of an earlier version would be served for ever.
  const { copyDocsViewer } = await import('./docs-viewer.mjs')
  copyDocsViewer()
}
