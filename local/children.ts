import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { stripVTControlCharacters } from 'node:util'

const tailLines = 20
const patienceMs = 5_000

/** Lines that a person should see at once; all of them are in the log. */
const alarming = /✘|\[ERROR\]|"level":"error"|^\s*Uncaught /

export interface Command {
  name: string
  /** Arguments of this Node. */
  args: readonly string[]
  cwd: string
  env: Record<string, string>
}

/** The processes of `npm start`: each in a group of its own, so that what it starts ends with it. */
export class Children {
  readonly #logDir: string
  readonly #running = new Map<string, ChildProcess>()
  readonly #died = Promise.withResolvers<never>()
  #stopping = false

  constructor(logDir: string) {
    this.#logDir = logDir
    // Read by those who wait; nobody waiting is no failure.
    this.#died.promise.catch(() => undefined)
  }

  /** Rejects as soon as one of them ends by itself. */
  get died(): Promise<never> {
    return this.#died.promise
  }

  start({ name, args, cwd, env }: Command): void {
    const child = this.#spawn({ name, args, cwd, env }, (code, tail) => {
      if (!this.#stopping) this.#died.reject(new ChildDied(name, code, tail, this.logOf(name)))
    })
    this.#running.set(name, child)
  }

  /** Runs one that is to end, and well. */
  run(command: Command): Promise<void> {
    return new Promise((resolve, reject) => {
      const child = this.#spawn(command, (code, tail) => {
        this.#running.delete(command.name)
        if (code === 0) resolve()
        else reject(new ChildDied(command.name, code, tail, this.logOf(command.name)))
      })
      this.#running.set(command.name, child)
    })
  }

  logOf(name: string): string {
    return join(this.#logDir, `${name}.log`)
  }

  async stop(): Promise<void> {
    this.#stopping = true
    await Promise.all([...this.#running.values()].map(endGroup))
  }

  #spawn(command: Command, ended: (code: number | string, tail: string) => void): ChildProcess {
    const log = createWriteStream(this.logOf(command.name))
    const child = spawn(process.execPath, command.args, {
      cwd: command.cwd,
      env: { ...process.env, ...command.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    const tail: string[] = []
    const note = (coloured: string) => {
      const line = stripVTControlCharacters(coloured)
      log.write(`${line}\n`)
      tail.push(line)
      if (tail.length > tailLines) tail.shift()
      if (alarming.test(line) && !this.#stopping) console.error(`${command.name}: ${line}`)
    }
    createInterface(child.stdout).on('line', note)
    createInterface(child.stderr).on('line', note)
    child.once('error', (error) => ended(error.message, tail.join('\n')))
    child.once('close', (code, signal) => {
      log.end()
      ended(code ?? signal ?? 'unknown', tail.join('\n'))
    })
    return child
  }
}

export class ChildDied extends Error {
  override name = 'ChildDied'

  constructor(name: string, code: number | string, tail: string, log: string) {
    super(`${name} ended (${code}). Its last lines:\n\n${tail}\n\nAll of them: ${log}`)
  }
}

async function endGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined) return
  signalGroup(child.pid, 'SIGTERM')
  if (await groupGone(child.pid, patienceMs)) return
  signalGroup(child.pid, 'SIGKILL')
  // Not for ever: one that died and that nobody has buried still counts as there.
  await groupGone(child.pid, 1_000)
}

async function groupGone(pid: number, withinMs: number): Promise<boolean> {
  for (const deadline = Date.now() + withinMs; Date.now() < deadline; ) {
    if (!signalGroup(pid, 0)) return true
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return false
}

/** False when nobody of the group is left. */
function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-pid, signal)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false
    throw error
  }
}
