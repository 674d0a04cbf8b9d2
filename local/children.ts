import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { LogFile } from './log-file.ts'

const patienceMs = 5_000

export interface Command {
  name: string
  /** Arguments for this Node. */
  args: readonly string[]
  cwd: string
  env: Record<string, string>
}

/** The processes of `npm start`. Each has its own process group, so that its children end with it. */
export class Children {
  readonly #logDir: string
  readonly #running = new Map<string, { child: ChildProcess; log: LogFile }>()
  readonly #died = Promise.withResolvers<never>()
  #stopping = false

  constructor(logDir: string) {
    this.#logDir = logDir
    // Prevents an unhandled rejection when nobody awaits `died`.
    this.#died.promise.catch(() => undefined)
  }

  /** Rejects as soon as a started process ends by itself. */
  get died(): Promise<never> {
    return this.#died.promise
  }

  /** Starts a process that keeps running. */
  start(command: Command): void {
    this.#spawn(command, (code, log) => {
      if (!this.#stopping) this.#died.reject(new ChildDied(command.name, code, log))
    })
  }

  /** Runs a process to its end; rejects when it fails. */
  run(command: Command): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#spawn(command, (code, log) => {
        this.#running.delete(command.name)
        if (code === 0) resolve()
        else reject(new ChildDied(command.name, code, log))
      })
    })
  }

  async stop(): Promise<void> {
    this.#stopping = true
    for (const { log } of this.#running.values()) log.hush()
    await Promise.all([...this.#running.values()].map(({ child }) => endGroup(child)))
  }

  #spawn({ name, args, cwd, env }: Command, ended: (code: number | string, log: LogFile) => void): void {
    const log = new LogFile(this.#logDir, name)
    const child = spawn(process.execPath, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    this.#running.set(name, { child, log })
    for (const stream of [child.stdout, child.stderr])
      createInterface(stream).on('line', (line) => log.note(line))
    child.once('error', (error) => ended(error.message, log))
    child.once('close', (code, signal) => {
      log.end()
      ended(code ?? signal ?? 'unknown', log)
    })
  }
}

export class ChildDied extends Error {
  override name = 'ChildDied'

  constructor(name: string, code: number | string, log: LogFile) {
    super(`${name} ended (${code}). Its last lines:\n\n${log.tail}\n\nAll of them: ${log.path}`)
  }
}

async function endGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined) return
  signalGroup(child.pid, 'SIGTERM')
  if (await groupGone(child.pid, patienceMs)) return
  signalGroup(child.pid, 'SIGKILL')
  // Wait for a limited time: a dead process that was not reaped still counts as running.
  await groupGone(child.pid, 1_000)
}

async function groupGone(pid: number, withinMs: number): Promise<boolean> {
  for (const deadline = Date.now() + withinMs; Date.now() < deadline; ) {
    if (!signalGroup(pid, 0)) return true
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return false
}

/** Sends a signal to the group; false when no process of it is left. */
function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-pid, signal)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false
    throw error
  }
}
