import { type AddressInfo, createServer, type Socket } from 'node:net'
import type { PGlite } from '@electric-sql/pglite'
import { clientOf, type Session, type SessionClient, sharedSession } from './pglite-session.ts'
import { clientMessages } from './wire.ts'

/** The longest time that a transaction may stay open without a statement, while all others wait for the one session. */
const idleTransactionMs = 30_000

const sync = Uint8Array.of('S'.charCodeAt(0), 0, 0, 0, 4)

export interface PgliteServer {
  port: number
  close(): Promise<void>
}

/**
 * Serves Postgres' wire protocol over PGlite. All connections share one session, so a connection has it alone from the
 * first message of an exchange until the database reports that it is idle: statements of two connections never
 * interleave, no other joins a transaction, and a client that disconnects within one leaves nothing behind. Between
 * two clients the session is reset (pglite-session.ts).
 */
export async function servePglite(db: PGlite, port: number): Promise<PgliteServer> {
  const turn = turns()
  const session = sharedSession(db)
  const sockets = new Set<Socket>()
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket)
    serve({ db, turn, session }, socket)
      .catch((error: unknown) => console.error('postgres: connection failed', error))
      .finally(() => {
        sockets.delete(socket)
        socket.end()
      })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

type Release = () => void

/** Makes a lock that admits one at a time, in the order of arrival. */
function turns(): () => Promise<Release> {
  let last: Promise<void> = Promise.resolve()
  return async () => {
    const before = last
    const { promise, resolve } = Promise.withResolvers<void>()
    last = promise
    await before
    return resolve
  }
}

interface Shared {
  db: PGlite
  turn: () => Promise<Release>
  session: Session
}

async function serve({ db, turn, session }: Shared, socket: Socket): Promise<void> {
  let release: Release | undefined
  let client: SessionClient | undefined
  socket.on('timeout', () =>
    socket.destroy(new Error(`a transaction stayed idle for ${idleTransactionMs} ms: closed`)),
  )
  // The loop below gets errors too; without a listener a late error would end the process.
  socket.on('error', (error) => vanished(error) || console.error(`postgres: ${error.message}`))
  try {
    const chunks = socket.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>
    for await (const frame of clientMessages(chunks, () => socket.write('N'))) {
      client ??= clientOf(frame)
      if (!release) {
        release = await turn()
        await session.enter(client)
      }
      socket.setTimeout(0)
      const status = await exchange(db, frame, socket)
      if (status === 'I') {
        release()
        release = undefined
      } else if (status) {
        socket.setTimeout(idleTransactionMs)
      }
    }
  } catch (error) {
    if (!vanished(error)) throw error
  } finally {
    if (release) await leave(db)
    if (client && session.isOf(client)) {
      release ??= await turn()
      await session.clear()
    }
    release?.()
  }
}

/** Tests whether an error means that the client disconnected without a message. */
const vanished = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  ['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE'].includes(String(error.code))

/** Passes one message to the database and its answer to the client. Returns the transaction's state if the answer ends with it. */
async function exchange(db: PGlite, frame: Uint8Array, socket: Socket): Promise<string | undefined> {
  let tail: Uint8Array = new Uint8Array()
  await db.runExclusive(() =>
    db.execProtocolRawStream(frame, {
      onRawData: (data) => {
        // Copy the data: PGlite reuses the memory.
        const answer = Buffer.from(data)
        if (socket.writable) socket.write(answer)
        tail = Buffer.concat([tail, answer.subarray(-6)]).subarray(-6)
      },
    }),
  )
  // ReadyForQuery: 'Z', length 5, status (idle, in a transaction, in a failed transaction).
  return tail.length === 6 && tail[0] === 0x5a && tail[4] === 5
    ? String.fromCharCode(tail[5] ?? 0)
    : undefined
}

/** Ends an exchange or transaction that the client left open. */
async function leave(db: PGlite): Promise<void> {
  await db.runExclusive(() => db.execProtocolRawStream(sync, { onRawData: () => undefined }))
  if (db.isInTransaction()) await db.exec('rollback')
}
