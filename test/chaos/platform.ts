import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as z from 'zod'

/**
 * The platform's treatment of one call. `unheard`: done, and the answer is lost. `lost`: it never arrives, which the caller
 * cannot tell from the former. `late`: the caller has given up when it lands. `busy`, `down`: refused for now, surely not
 * done. `refused`: for good.
 */
export type CallFate = 'done' | 'unheard' | 'lost' | 'late' | 'busy' | 'down' | 'refused'

export interface Landed {
  chat: string
  text: string
  /** The id, as the connector reports it. */
  id: string
  at: number
  /** The time from which it is among the account's own readable posts. */
  shownAt: number
  /** The attempt that made it, as `<target>/<fence>`; null for a post that a person wrote there by hand. */
  attempt: string | null
}

/** Longest time after landing until a readable platform shows a post to machines. */
export const SHOWN_WITHIN_MS = 30_000

export interface Platform {
  url: string
  /** All visible posts, in the order of landing. */
  landed: readonly Landed[]
  /** Posts that people wrote there by hand. */
  byHand: readonly Landed[]
  /** Sets the fate of the next call with this text to this chat. */
  expect(chat: string, text: string, fate: CallFate, attempt: string): void
  /** Lets the next reading of a chat's posts fail. */
  fail(chat: string): void
  writeByHand(chat: string, text: string): void
  close(): Promise<void>
}

const sendMessage = z.object({ chat_id: z.string(), text: z.string() })

export interface PlatformRules {
  now: () => number
  /** Schedules the landing of a late call. */
  later: (land: () => void) => void
  /** Delay after landing until the next post is shown, in milliseconds. */
  shownAfter: () => number
}

/** Starts a channel's platform over real HTTP, in the form of the Telegram Bot API, and a list of each chat's posts beside it. */
export async function startPlatform({ now, later, shownAfter }: PlatformRules): Promise<Platform> {
  const landed: Landed[] = []
  const byHand: Landed[] = []
  const fates = new Map<string, { fate: CallFate; attempt: string }>()
  const failing = new Set<string>()
  const there = new Map<string, Landed[]>()
  const put = (chat: string, text: string, attempt: string | null) => {
    const id = String(landed.length + byHand.length + 1)
    const post = { chat, text, id, at: now(), shownAt: now() + shownAfter(), attempt }
    const posts = there.get(chat)
    if (posts) posts.push(post)
    else there.set(chat, [post])
    return post
  }
  const land = (chat: string, text: string, attempt: string) => {
    const post = put(chat, text, attempt)
    landed.push(post)
    return post
  }
  const shown = (chat: string, since: number) => {
    const posts = there.get(chat) ?? []
    return posts
      .slice(posts.findLastIndex(({ at }) => at < since) + 1)
      .filter(({ shownAt }) => shownAt <= now())
  }
  const server = createServer((request, response) => {
    const answer = (status: number, body: unknown) =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    const refuse = (code: number, description: string, parameters?: object) =>
      answer(code, { ok: false, error_code: code, description, parameters })
    if (request.method === 'GET') {
      const { searchParams } = new URL(request.url ?? '', 'http://platform')
      const chat = searchParams.get('chat') ?? ''
      return failing.delete(chat)
        ? answer(503, {})
        : answer(200, shown(chat, Number(searchParams.get('since'))))
    }
    void bodyOf(request).then((body) => {
      const { chat_id: chat, text } = sendMessage.parse(JSON.parse(body))
      const key = `${chat} ${text}`
      const { fate, attempt = '' } = fates.get(key) ?? {}
      fates.delete(key)
      switch (fate) {
        case 'done':
          return answer(200, {
            ok: true,
            result: {
              message_id: Number(land(chat, text, attempt).id),
              chat: { id: -1, username: chat.slice(1) },
            },
          })
        case 'unheard':
          land(chat, text, attempt)
          return request.socket.destroy()
        case 'lost':
          return request.socket.destroy()
        case 'late':
          later(() => void land(chat, text, attempt))
          return request.socket.destroy()
        case 'busy':
          return refuse(429, 'Too Many Requests: retry after 5', { retry_after: 5 })
        case 'down':
          return refuse(500, 'Internal Server Error')
        case 'refused':
          return refuse(403, 'Forbidden: bot is not a member of the channel chat')
        case undefined:
          // This run makes no other calls: a mistake shows as a refusal.
          return refuse(400, `Bad Request: unexpected ${key}`)
      }
    })
  })
  // Keep idle connections open: one that the server closed would look like a lost answer.
  server.keepAliveTimeout = 0
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    landed,
    byHand,
    expect: (chat, text, fate, attempt) => void fates.set(`${chat} ${text}`, { fate, attempt }),
    fail: (chat) => void failing.add(chat),
    writeByHand: (chat, text) => void byHand.push(put(chat, text, null)),
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
