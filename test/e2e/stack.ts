import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Demo } from '#local/demo.ts'
import { freePorts } from '../free-ports.ts'

const READY_WITHIN_MS = 170_000

/** The addresses of a started `npm start`. */
export interface Stack {
  webUrl: string
  apiUrl: string
  emulatorUrl: string
  /** The embedded database's address for its owner. */
  ownerUrl: string
  /** The workspace that it makes for the person who starts it. */
  demo: Demo
  /** The variables that name its data directory and its ports. */
  env: Record<string, string>
}

/** Starts `npm start` as a stranger runs it, on ports and data of its own, or on the data that are given. */
export async function startStack(
  dataDir = mkdtempSync(join(tmpdir(), 'chorus-e2e-')),
): Promise<{ stack: Stack; stop(): Promise<void> }> {
  const [web, api, emulators, neon, pg] = await freePorts(5)
  const env = {
    CHORUS_DATA_DIR: dataDir,
    CHORUS_WEB_PORT: `${web}`,
    CHORUS_API_PORT: `${api}`,
    CHORUS_EMULATOR_PORT: `${emulators}`,
    CHORUS_NEON_PORT: `${neon}`,
    CHORUS_PG_PORT: `${pg}`,
    CHORUS_DATABASE_URL: '',
  }
  const house = spawn(process.execPath, ['local/start.ts'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  house.stdout.on('data', (text) => (said += text))
  house.stderr.on('data', (text) => (said += text))
  const file = join(dataDir, 'demo.json')
  const deadline = Date.now() + READY_WITHIN_MS
  while (!said.includes('Chorus is ready')) {
    if (house.exitCode !== null || Date.now() > deadline)
      throw new Error(`npm start did not become ready:\n${said}`)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  return {
    stack: {
      webUrl: `http://localhost:${web}`,
      apiUrl: `http://localhost:${api}`,
      emulatorUrl: `http://localhost:${emulators}`,
      ownerUrl: `postgres://postgres:x@localhost:${pg}/postgres`,
      demo: JSON.parse(readFileSync(file, 'utf8')) as Demo,
      env,
    },
    async stop() {
      const gone = new Promise((resolve) => house.once('exit', resolve))
      house.kill('SIGTERM')
      await gone
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
