import type { Server } from 'node:http'
import { connect } from 'node:net'
import type { Duplex } from 'node:stream'
import { createWebSocketStream, type WebSocket, WebSocketServer } from 'ws'
import type { Session, Sessions } from './neon-sessions.ts'
import { clientMessages } from './wire.ts'

const paths = ['/v1', '/v2']

interface Database {
  host: string
  port: number
  /** Connections that are kept from client to client; none where a new one costs nothing. */
  sessions?: Sessions
}

/** Carries the wire protocol between a WebSocket of Neon's driver and the database. */
export function serveWebSocket(server: Server, database: Database): WebSocketServer {
  const sockets = new WebSocketServer({ noServer: true })
  server.on('upgrade', (request, socket, head) => {
    if (paths.includes(new URL(request.url ?? '/', 'http://localhost').pathname)) {
      sockets.handleUpgrade(request, socket, head, (client) => {
        client.on('error', (error) => console.error(`neon: WebSocket: ${error.message}`))
        if (database.sessions) void lend(client, database.sessions)
        else join(client, database)
      })
    } else {
      socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n')
    }
  })
  return sockets
}

/** Joins both ends, byte for byte. When one closes, closes the other in order, since a cut connection is an error inside the Worker. */
function join(client: WebSocket, database: Database): void {
  const wire = connect({ host: database.host, port: database.port, noDelay: true })
  client.on('message', (data: Buffer) => {
    if (wire.write(data)) return
    client.pause()
    wire.once('drain', () => client.resume())
  })
  wire.on('data', (data) => {
    wire.pause()
    client.send(data, () => wire.resume())
  })
  client.on('close', () => wire.end())
  wire.on('close', () => client.close())
  wire.on('error', (error) => console.error(`neon: connection to the database: ${error.message}`))
}

/** Lends a client a kept session until it ends or disconnects. */
async function lend(client: WebSocket, sessions: Sessions): Promise<void> {
  const socket = createWebSocketStream(client)
  // The loop of `carry` gets errors too; without a listener a late error would end the process.
  socket.on('error', () => undefined)
  let session: Session | undefined
  try {
    // Leave closing to the end below: a cut connection is an error inside the Worker.
    const chunks = socket.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>
    for await (const sent of clientMessages(chunks, () => socket.write('N'))) {
      if (session) session.send(sent)
      else session = await begin(socket, sessions)
    }
  } catch (error) {
    // A client that disconnects in the middle is no fault here.
    if (client.readyState === client.OPEN) console.error('neon: connection to the database', error)
  } finally {
    if (session) await sessions.give(session)
    socket.end()
  }
}

async function begin(socket: Duplex, sessions: Sessions): Promise<Session> {
  const session = await sessions.take()
  session.receive = (chunk) => void socket.write(chunk)
  session.ended = () => void socket.end()
  socket.write(session.greeting)
  return session
}
