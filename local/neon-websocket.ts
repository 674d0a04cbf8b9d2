import type { Server } from 'node:http'
import { connect } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'

const paths = ['/v1', '/v2']

interface Database {
  host: string
  port: number
}

/** Carries the wire protocol between a WebSocket of Neon's driver and the database, byte for byte. */
export function serveWebSocket(server: Server, database: Database): WebSocketServer {
  const sockets = new WebSocketServer({ noServer: true })
  server.on('upgrade', (request, socket, head) => {
    if (paths.includes(new URL(request.url ?? '/', 'http://localhost').pathname)) {
      sockets.handleUpgrade(request, socket, head, (client) => join(client, database))
    } else {
      socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n')
    }
  })
  return sockets
}

/** Joins both ends. When one closes, closes the other in order, since a cut connection is an error inside the Worker. */
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
  client.on('error', (error) => console.error(`neon: WebSocket: ${error.message}`))
  wire.on('error', (error) => console.error(`neon: connection to the database: ${error.message}`))
}
