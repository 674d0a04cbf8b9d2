import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { type Backend, connectServer, startEmbedded } from './neon-backend.ts'
import { serveSql } from './neon-http.ts'
import { serveWebSocket } from './neon-websocket.ts'

export interface NeonOptions {
  /** The port of the HTTP and WebSocket endpoint; 0 takes a free one. */
  port: number
  /** The embedded database: its port for the wire protocol (0 takes a free one) and its files (absent: in memory). */
  pgPort?: number
  dataDir?: string
  /** The owner's connection string of a real Postgres with pgvector, used instead of the embedded one. */
  databaseUrl?: string
}

export interface Neon {
  /** The address at which Neon's driver finds `/sql` and `/v2`. */
  url: string
  /** The product's connection string, as `chorus_login` under row-level security. */
  databaseUrl: string
  /** The owner's connection. On the embedded database a statement of the owner needs `set local role none` before it. */
  ownerUrl: string
  close(): Promise<void>
}

/** Serves the migrated database as Neon does: SQL over HTTP, the wire protocol over WebSocket. */
export async function startNeon(options: NeonOptions): Promise<Neon> {
  const backend = options.databaseUrl
    ? await connectServer(options.databaseUrl)
    : await startEmbedded(options)
  const pool = poolFor(backend)
  // Leave closing to the Worker: a connection closed while the Worker reuses it fails with “Network connection lost”.
  const server = createServer({ keepAliveTimeout: 0 }, serveSql(pool))
  const sockets = serveWebSocket(server, backend)
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(options.port, '127.0.0.1', resolve)
    })
  } catch (error) {
    await pool.end()
    await backend.close()
    throw error
  }
  const { port } = server.address() as AddressInfo
  return {
    url: `http://localhost:${port}`,
    databaseUrl: backend.loginUrl,
    ownerUrl: backend.ownerUrl,
    async close() {
      for (const socket of sockets.clients) socket.terminate()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
      await pool.end()
      await backend.close()
    },
  }
}

/** Keeps values as Postgres writes them, since Neon's driver parses them itself. */
const rawText = { getTypeParser: () => (value: string) => value }

function poolFor(backend: Backend): pg.Pool {
  const pool = new pg.Pool({
    connectionString: backend.loginUrl,
    max: backend.httpConnections,
    types: rawText,
  })
  // A broken idle connection is replaced at the next query, which reports any lasting fault.
  pool.on('error', (error) => console.error(`neon: idle connection lost: ${error.message}`))
  return pool
}
