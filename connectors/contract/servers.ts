import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Reply {
  status: number
  body: unknown
}

/** Platforms that answer as a test wants them to. */
export class Servers {
  readonly #servers: Server[] = []

  /** Starts a server and returns its address. */
  async serve(answer: RequestListener): Promise<string> {
    const server = createServer(answer)
    this.#servers.push(server)
    return listen(server)
  }

  answering({ status, body }: Reply): Promise<string> {
    return this.serve((request, response) =>
      request
        .resume()
        .on('end', () =>
          response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body)),
        ),
    )
  }

  async close(): Promise<void> {
    await Promise.all(this.#servers.splice(0).map(close))
  }
}

/** Returns an address at which nobody listens. */
export async function nowhere(): Promise<string> {
  const server = createServer()
  const url = await listen(server)
  await close(server)
  return url
}

export async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

export async function close(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise<void>((resolve) => server.close(() => resolve()))
}

/** Puts the token into each text of an answer, as platforms quote their input. */
export const quoting = ({ status, body }: Reply, token: string): Reply => ({
  status,
  body: JSON.parse(JSON.stringify(body), (_key, value) =>
    typeof value === 'string' ? `${value} (${token})` : value,
  ),
})
