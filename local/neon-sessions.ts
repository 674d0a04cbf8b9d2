import type { Socket } from 'node:net'
import pg from 'pg'
import { readyForQuery } from './wire.ts'

/** A signed-in connection to the server, held by one client at a time. */
export interface Session {
  /** The server's first messages, for each client that comes to hold the session. */
  greeting: Buffer
  /** Passes on a message of the client. */
  send(message: Uint8Array): void
  /** Receives what the server sends, until the session is given back. */
  receive: (chunk: Buffer) => void
  /** Called when the server ends the connection. */
  ended: () => void
}

/** Connections that are kept for the next client. */
export interface Sessions {
  take(): Promise<Session>
  /** Takes a session back. One that its client left in the middle of something is closed, which undoes its transaction. */
  give(session: Session): Promise<void>
  close(): void
}

const MOST_IDLE = 8
/** Messages that the server answers with ReadyForQuery: Query, Sync, FunctionCall. */
const ASKS = new Set(['Q', 'S', 'F'].map((type) => type.charCodeAt(0)))

/**
 * Keeps connections to a Postgres server, as Neon's pooler does: the product opens one for each transaction, and a new one costs the
 * server about 20 ms of computing (a process, and its caches), more than most transactions. Between two clients a session
 * forgets all settings, statements and temporary tables.
 */
export function keptSessions(url: string): Sessions {
  const idle: Held[] = []
  const all = new Set<Held>()
  let closed = false
  const close = (session: Held) => {
    all.delete(session)
    session.stream.destroy()
  }
  return {
    async take() {
      const kept = idle.pop()
      if (kept) return kept
      const session = await signIn(url)
      all.add(session)
      session.stream.once('close', () => {
        all.delete(session)
        const at = idle.indexOf(session)
        if (at >= 0) idle.splice(at, 1)
        session.ended()
      })
      return session
    },
    async give(given) {
      const session = given as Held
      session.receive = () => undefined
      session.ended = () => undefined
      if (closed || idle.length >= MOST_IDLE || !(await session.reset())) return close(session)
      idle.push(session)
    },
    close() {
      closed = true
      for (const session of all) close(session)
    },
  }
}

interface Held extends Session {
  stream: Socket
  /** Removes all state of the last client. Returns false when it left in the middle of something. */
  reset(): Promise<boolean>
}

async function signIn(url: string): Promise<Held> {
  const client = new pg.Client({ connectionString: url })
  const { connection } = client as unknown as { connection: pg.Connection }
  const parameters: Buffer[] = []
  connection.on('parameterStatus', ({ parameterName, parameterValue }: Record<string, string>) =>
    parameters.push(message('S', `${parameterName}\0${parameterValue}\0`)),
  )
  await client.connect()
  // Speak over the signed-in connection ourselves: the driver's own reading of it ends here.
  const stream: Socket = connection.stream as Socket
  stream.removeAllListeners('data')
  // The driver reports the end of the connection as an error; `ended` does it here.
  client.on('error', () => undefined)

  let asked = 0
  let status = 'I'
  let whenReady: (() => void) | undefined
  const follow = readyForQuery((now) => {
    asked--
    status = now
    if (asked === 0) whenReady?.()
  })
  const atRest = () => asked === 0 && status === 'I'
  const session: Held = {
    stream,
    greeting: Buffer.concat([message('R', Buffer.alloc(4)), ...parameters, message('Z', 'I')]),
    receive: () => undefined,
    ended: () => undefined,
    send(sent) {
      if (ASKS.has(sent[0] ?? 0)) asked++
      stream.write(sent)
    },
    async reset() {
      if (!atRest() || stream.destroyed) return false
      const { promise, resolve } = Promise.withResolvers<void>()
      whenReady = resolve
      session.ended = resolve
      session.send(message('Q', 'discard all\0'))
      await promise
      whenReady = undefined
      session.ended = () => undefined
      return atRest() && !stream.destroyed
    },
  }
  stream.on('data', (chunk: Buffer) => {
    session.receive(chunk)
    follow(chunk)
  })
  return session
}

function message(type: string, body: string | Buffer): Buffer {
  const bytes = Buffer.from(body)
  const head = Buffer.alloc(5)
  head.write(type)
  head.writeInt32BE(bytes.length + 4, 1)
  return Buffer.concat([head, bytes])
}
