import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import type { Checkout } from './checkout.ts'

/** A program of `test/bench/subjects/`, run on the code of one checkout and called from here. */
export interface Subject {
  /** Calls the program's function of this name, with JSON both ways. */
  ask<Answer>(name: string, input?: unknown): Promise<Answer>
  /** Processor time of the program so far, user and system, in seconds. */
  cpuSeconds(): Promise<number>
  stop(): Promise<void>
}

interface Reply {
  id: number
  answer?: unknown
  error?: string
}

/** Running programs, to be ended with an interrupted bench. */
const running = new Set<Subject>()
export const stopSubjects = () => Promise.all([...running].map((subject) => subject.stop()))

/** Starts `test/bench/subjects/<name>.ts` of a checkout. `env` is added to the environment. */
export function startSubject(checkout: Checkout, name: string, env: Record<string, string> = {}): Subject {
  const child = fork(join(checkout.root, 'test/bench/subjects', `${name}.ts`), {
    cwd: checkout.root,
    env: { ...process.env, ...env },
  })
  const asked = new Map<number, PromiseWithResolvers<unknown>>()
  const gone = ended(child).then((how) => {
    for (const { reject } of asked.values()) reject(new Error(`The subject ${name} ended (${how}).`))
  })
  child.on('message', ({ id, answer, error }: Reply) => {
    const waiting = asked.get(id)
    asked.delete(id)
    if (error === undefined) waiting?.resolve(answer)
    else waiting?.reject(new Error(`${name}: ${error}`))
  })
  let asks = 0
  const ask = async <Answer>(what: string, input?: unknown): Promise<Answer> => {
    const reply = Promise.withResolvers<unknown>()
    const id = ++asks
    asked.set(id, reply)
    child.send({ id, name: what, input })
    return (await reply.promise) as Answer
  }
  const subject: Subject = {
    ask,
    cpuSeconds: () => ask<number>('cpuSeconds'),
    async stop() {
      if (!running.delete(subject)) return
      if (child.connected) child.disconnect()
      await gone
    },
  }
  running.add(subject)
  return subject
}

const ended = (child: ChildProcess) =>
  new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => resolve(`${code ?? signal}`))
  })
