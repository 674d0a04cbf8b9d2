import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'

const CLOCK_TICKS_A_SECOND = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))

/** A Worker under workerd, whose CPU time can be read. */
export interface Running {
  url: string
  /** User and system time of workerd alone, without wrangler around it, in seconds. */
  cpuSeconds(): number
  stop(): Promise<void>
}

export async function startWorker(args: readonly string[], port: number): Promise<Running> {
  const child = spawn(
    process.execPath,
    [
      'node_modules/wrangler/bin/wrangler.js',
      'dev',
      '--local',
      '--ip',
      '127.0.0.1',
      '--port',
      String(port),
      '--inspector-port',
      '0',
      '--show-interactive-dev-session=false',
      '--log-level',
      'error',
      ...args,
    ],
    {
      env: { ...process.env, CI: '1', WRANGLER_SEND_METRICS: 'false' },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    },
  )
  let said = ''
  child.stdout.on('data', (text) => (said += text))
  child.stderr.on('data', (text) => (said += text))
  const url = `http://127.0.0.1:${port}`
  const deadline = Date.now() + 30_000
  while (!(await answers(url))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop(child)
      throw new Error(`A Worker did not start:\n${said}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  const pids = workerdsBelow(child.pid ?? 0)
  return { url, cpuSeconds: () => pids.reduce((sum, pid) => sum + cpuOf(pid), 0), stop: () => stop(child) }
}

const answers = (url: string) =>
  fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
    () => true,
    () => false,
  )

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  process.kill(-child.pid, 'SIGTERM')
  await gone
}

/** Every workerd that a process started, however deep. */
function workerdsBelow(root: number): number[] {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid=,comm='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/))
  const below = new Set([root])
  for (let grown = true; grown; ) {
    grown = false
    for (const [pid, parent] of rows) {
      if (below.has(Number(parent)) && !below.has(Number(pid))) {
        below.add(Number(pid))
        grown = true
      }
    }
  }
  return rows
    .filter(([pid, , command]) => below.has(Number(pid)) && command === 'workerd')
    .map(([pid]) => Number(pid))
}

/** Fields 14 and 15 of /proc/<pid>/stat (proc(5)), counted after the command's closing bracket. */
function cpuOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / CLOCK_TICKS_A_SECOND
}
