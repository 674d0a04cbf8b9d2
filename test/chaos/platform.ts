import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as z from 'zod'

/**
 * What the platform does with one call. `unheard`: done, and the answer is lost. `lost`: it never arrives, which the caller
 * cannot tell from the former. `late`: the caller has given up when it lands. `busy`, `down`: refused for now, surely not
 * done. `refused`: for good.
 */
export type CallFate = 'done' | 'unheard' | 'lost' | 'late' | 'busy' | 'down' | 'refused'

export interface Landed {
  chat: string
  text: string
  /** As the connector reports it. */
  id: string
  at: number
}

export interface Platform {
  url: string
  /** All that anybody can see there, in the order of landing. */
  landed: readonly Landed[]
  /** What becomes of the next call with this text to this chat. */
  expect(chat: string, text: string, fate: CallFate): void
  close(): Promise<void>
}

const sendMessage = z.object({ chat_id: z.string(), text: z.string() })

/** A channel's platform over real HTTP, in the words of the Telegram Bot API. `later` does something when a late call lands. */
export async function startPlatform(now: () => number, later: (land: () => void) => void): Promise<Platform> {
  const landed: Landed[] = []
  const fates = new Map<string, CallFate>()
  const land = (chat: string, text: string) => {
    const post = { chat, text, id: String(landed.length + 1), at: now() }
    landed.push(post)
    return post
  }
  const server = createServer((request, response) => {
    const answer = (status: number, body: unknown) =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    const refuse = (code: number, description: string, parameters?: object) =>
      answer(code, { ok: false, error_code: code, description, parameters })
    void bodyOf(request).then((body) => {
      const { chat_id: chat, text } = sendMessage.parse(JSON.parse(body))
      const key = `${chat} ${text}`
      const fate = fates.get(key)
      fates.delete(key)
      switch (fate) {
        case 'done':
          return answer(200, {
            ok: true,
            result: { message_id: Number(land(chat, text).id), chat: { id: -1, username: chat.slice(1) } },
          })
        case 'unheard':
          land(chat, text)
          return request.socket.destroy()
        case 'lost':
          return request.socket.destroy()
        case 'late':
          later(() => void land(chat, text))
          return request.socket.destroy()
        case 'busy':
          return refuse(429, 'Too Many Requests: retry after 5', { retry_after: 5 })
        case 'down':
          return refuse(500, 'Internal Server Error')
        case 'refused':
          return refuse(403, 'Forbidden: bot is not a member of the channel chat')
        case undefined:
          // Nobody of this run makes such a call: what is wrong shows as a refusal.
          return refuse(400, `Bad Request: unexpected ${key}`)
      }
    })
  })
  // A connection that the server closed while it was idle would look like an answer that was lost.
  server.keepAliveTimeout = 0
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    landed,
    expect: (chat, text, fate) => void fates.set(`${chat} ${text}`, fate),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request) body += chunk
  return body
}
