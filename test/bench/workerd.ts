import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

/** CPU time since the start, user and system, in seconds. */
export interface Cpu {
  /** CPU time of the workerd that runs the Worker and miniflare's queues and entry around it. */
  own: number
  /** CPU time of the workerd in front of it: `wrangler dev`'s proxy, the same work for any Worker. */
  proxy: number
}

/** A Worker under `wrangler dev`, whose CPU time can be read without that of wrangler itself. */
export interface Running {
  url: string
  cpu(): Cpu
  stop(): Promise<void>
}

const START_WITHIN_MS = 60_000
const STOP_WITHIN_MS = 5_000
const running = new Set<ChildProcess>()

export async function startWorker(args: readonly string[], port: number): Promise<Running> {
  if (!existsSync('/proc/self/stat'))
    throw new Error('CPU time is read from /proc: run this figure on Linux.')
  const url = `http://127.0.0.1:${port}`
  if (await answers(url)) throw new Error(`Port ${port} is taken: end what listens there, then run again.`)
  const child = spawn(
    process.execPath,
    [
      ...['node_modules/wrangler/bin/wrangler.js', 'dev', '--local', '--ip', '127.0.0.1'],
      ...['--port', String(port), '--inspector-port', '0', '--show-interactive-dev-session=false'],
      ...['--log-level', 'error', ...args],
    ],
    {
      env: { ...process.env, CI: '1', WRANGLER_SEND_METRICS: 'false' },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    },
  )
  running.add(child)
  let said = ''
  const note = (text: Buffer) => {
    said = (said + text).slice(-4_000)
  }
  child.stdout.on('data', note)
  child.stderr.on('data', note)
  for (const deadline = Date.now() + START_WITHIN_MS; !(await answers(url)); await pause(200)) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop(child)
      throw new Error(`A Worker did not start on port ${port}. Its last words:\n${said}`)
    }
  }
  const pids = workerdsBelow(child.pid ?? 0)
  const isProxy = (pid: number) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`:${port}\0`)
  const [proxy, own] = [pids.find(isProxy), pids.find((pid) => !isProxy(pid))]
  if (pids.length !== 2 || proxy === undefined || own === undefined) {
    await stop(child)
    throw new Error(`Expected a proxy and a Worker below wrangler dev, found ${pids.length} workerd.`)
  }
  return { url, cpu: () => ({ own: cpuOf(own), proxy: cpuOf(proxy) }), stop: () => stop(child) }
}

/** Ends every Worker that was started here. */
export const endAll = () => Promise.all([...running].map(stop))

const answers = (url: string) =>
  fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
    () => true,
    () => false,
  )

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Ends the whole group: wrangler, esbuild and both workerd. */
async function stop(child: ChildProcess): Promise<void> {
  running.delete(child)
  if (child.pid === undefined || !signalGroup(child.pid, 'SIGTERM')) return
  for (const deadline = Date.now() + STOP_WITHIN_MS; Date.now() < deadline; await pause(50)) {
    if (!signalGroup(child.pid, 0)) return
  }
  signalGroup(child.pid, 'SIGKILL')
}

/** Sends a signal to a group. False when no process of the group is left. */
function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-pid, signal)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false
    throw error
  }
}

/** Lists every workerd that a process started, however deep. */
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

const CLOCK_TICKS_A_SECOND = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))

/** Reads fields 14 and 15 of /proc/<pid>/stat (proc(5)), counted after the command's closing bracket. */
function cpuOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / CLOCK_TICKS_A_SECOND
}
