// Finds a browser for the tests: the one on the path, else the system's package, else Playwright's own.
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']

/** Returns the path of Chromium; installs it when there is none. `CHORUS_CHROMIUM` names one. */
export function chromiumPath(say = console.log) {
  const named = process.env.CHORUS_CHROMIUM
  if (named) {
    if (existsSync(named)) return named
    throw new Error(`CHORUS_CHROMIUM=${named} does not exist.`)
  }
  return find() ?? fromSystem(say) ?? fromPlaywright(say)
}

function find() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable)
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function fromSystem(say) {
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) return undefined
  say('Installing Chromium with apt-get …')
  const options = {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }
  spawnSync('apt-get', ['update'], options)
  spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'], options)
  return find()
}

function fromPlaywright(say) {
  const path = chromium.executablePath()
  if (existsSync(path)) return path
  say('Installing Chromium with Playwright …')
  const cli = fileURLToPath(new URL('../../node_modules/playwright-core/cli.js', import.meta.url))
  spawnSync(process.execPath, [cli, 'install', '--with-deps', 'chromium'], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  if (existsSync(path)) return path
  throw new Error(
    'No Chromium: none on the path, and neither the system nor Playwright could install one. Install it, or name one with CHORUS_CHROMIUM=/path/to/chromium.',
  )
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    console.log(chromiumPath())
  } catch (error) {
    console.error(error.message)
    process.exitCode = 1
  }
}
