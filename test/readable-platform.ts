import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as z from 'zod'
import { platformHttp, unansweredWrite } from '#connectors/http.ts'
import { telegram } from '#connectors/telegram/index.ts'
import type { Connector } from '#core/lib/platform/connector.ts'

/**
 * A platform whose own posts can be read back, and the connector to it: neither of the two platforms so far lets a machine
 * look, so looking is tested on this one. `POST /posts` publishes, `GET /posts?since=` lists.
 */

const post = z.object({ id: z.string(), text: z.string(), createdAt: z.string() })
type Post = z.infer<typeof post>

/** The platform's treatment of the next call to publish. `lost`: done, no answer. `nothing`: not done, no answer. */
export type Behaviour = 'answer' | 'lost' | 'nothing'

export async function startReadablePlatform(now: () => Date) {
  const posts: Post[] = []
  const behaviours: Behaviour[] = []
  const state = { readable: true, reads: 0 }

  const server = createServer(async (request, response) => {
    const answer = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    if (request.method === 'GET') {
      state.reads++
      const since = new URL(request.url ?? '', 'http://x').searchParams.get('since') ?? ''
      return state.readable
        ? answer(
            200,
            posts.filter((one) => one.createdAt >= since),
          )
        : answer(503, {})
    }
    const { text } = z.object({ text: z.string() }).parse(JSON.parse(await bodyOf(request)))
    const behaviour = behaviours.shift() ?? 'answer'
    const made = { id: randomUUID(), text, createdAt: now().toISOString() }
    if (behaviour !== 'nothing') posts.push(made)
    return behaviour === 'answer' ? answer(200, made) : request.socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    posts,
    behaviours,
    state,
    connector: readable(baseUrl),
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

function readable(baseUrl: string): Connector {
  const http = platformHttp({ baseUrl, deadlineMs: 5_000 })
  return {
    manifest: telegram.manifest,
    missing: [],
    connect: async () => ({ kind: 'connected', name: 'Readable' }),
    posts: {
      rules: {
        text: { maxLength: 500, count: 'graphemes' },
        altText: false,
        look: 'card',
        quotas: () => [],
        visibilityDelayMs: 30_000,
      },
      publish: async (_account, { text }) => {
        const answered = await http({ method: 'POST', path: '/posts', json: { text } })
        if (answered.kind !== 'answer') return unansweredWrite(answered)
        const { id } = post.parse(answered.body)
        return { kind: 'sent', id, url: `${baseUrl}/posts/${id}` }
      },
      find: async (_account, since) => {
        const answered = await http({ method: 'GET', path: `/posts?since=${since.toISOString()}` })
        if (answered.kind !== 'answer' || answered.status !== 200)
          return { kind: 'retry', reason: 'The platform cannot be read for the moment.' }
        const found = z.array(post).parse(answered.body)
        return {
          kind: 'found',
          posts: found.map(({ id, text, createdAt }) => ({
            id,
            url: `${baseUrl}/posts/${id}`,
            text,
            createdAt: new Date(createdAt),
          })),
        }
      },
    },
  }
}
