import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePorts } from '../free-ports.ts'
import type { Figure } from './figure.ts'
import { type Tree, treeOf } from './tree.ts'

const FIRST_WITHIN_S = 25
const LATER_WITHIN_S = 6
const MOST_MB = 0.8 * 1024
const MOST_PROCESSES = 8
const LATER_STARTS = 5
const GIVE_UP_AFTER_MS = 300_000

/** Q11: how long `npm start` takes, the first time and later, and how much memory it uses when it is ready. */
export async function localStart(say: (text: string) => void): Promise<Figure> {
  const dataDir = mkdtempSync(join(tmpdir(), 'chorus-q11-'))
  try {
    for (const made of ['node_modules/.cache/chorus', 'web/dist'])
      rmSync(made, { recursive: true, force: true })
    const first = await start(dataDir)
    say(`first start: ${first.seconds.toFixed(1)} s, ${described(first.tree)}`)
    const later = []
    for (let run = 0; run < LATER_STARTS; run++) {
      later.push(await start(dataDir))
      say(`later start: ${later.at(-1)?.seconds.toFixed(1)} s`)
    }
    const seconds = later.map((run) => run.seconds).sort((a, b) => a - b)
    const median = seconds[Math.floor(seconds.length / 2)] ?? Number.NaN
    return {
      id: 'Q11',
      promise: 'npm start is quick and small: everything on this machine, in one Node and one workerd',
      limit: `first ≤ ${FIRST_WITHIN_S} s after the install, later ≤ ${LATER_WITHIN_S} s; ≤ ${MOST_MB} MB, ≤ ${MOST_PROCESSES} processes`,
      anchor: 'none: seconds and counts of this machine',
      measured: `first ${first.seconds.toFixed(1)} s, later ${median.toFixed(1)} s (median of ${LATER_STARTS}); ${described(first.tree)}`,
      holds:
        first.seconds <= FIRST_WITHIN_S &&
        median <= LATER_WITHIN_S &&
        first.tree.pssMb <= MOST_MB &&
        first.tree.processes.length <= MOST_PROCESSES,
      notes: [
        'Whatever was built before is deleted first; packages are installed. With npm itself in front.',
        'Memory is the proportional set size of the tree, a moment after the demo workspace is there.',
        'Seconds are of this machine and of what else runs on it.',
      ],
      detail: { first, later },
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

const described = ({ processes, pssMb }: Tree) => `${processes.length} processes, ${pssMb.toFixed(0)} MB`

/** Starts it, measures when it reports that it is ready, and ends it. */
async function start(dataDir: string): Promise<{ seconds: number; tree: Tree }> {
  const [web, api, emulators, neon, pg] = await freePorts(5)
  const since = Date.now()
  const house = spawn('npm', ['start'], {
    env: {
      ...process.env,
      CHORUS_DATA_DIR: dataDir,
      CHORUS_WEB_PORT: `${web}`,
      CHORUS_API_PORT: `${api}`,
      CHORUS_EMULATOR_PORT: `${emulators}`,
      CHORUS_NEON_PORT: `${neon}`,
      CHORUS_PG_PORT: `${pg}`,
      CHORUS_DATABASE_URL: '',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<void>((resolve) => house.once('exit', () => resolve()))
  try {
    let said = ''
    await new Promise<void>((resolve, reject) => {
      const failed = (why: string) => reject(new Error(`npm start ${why}:\n${said}`))
      const note = (text: Buffer) => {
        said += text
        if (said.includes('Chorus is ready.')) resolve()
      }
      house.stdout.on('data', note)
      house.stderr.on('data', note)
      house.once('exit', () => failed('ended'))
      setTimeout(() => failed('did not become ready'), GIVE_UP_AFTER_MS).unref()
    })
    if (house.pid === undefined) throw new Error('npm start has no process.')
    return { seconds: (Date.now() - since) / 1000, tree: treeOf(house.pid) }
  } finally {
    endedBy(dataDir)
    await ended
  }
}

/** Ends the process by the id that it reports: npm does not pass every signal on. */
function endedBy(dataDir: string): void {
  const file = join(dataDir, 'running.pid')
  if (existsSync(file)) process.kill(Number(readFileSync(file, 'utf8')), 'SIGTERM')
}
