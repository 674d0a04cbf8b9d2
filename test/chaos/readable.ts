import * as z from 'zod'
import { type HttpOptions, platformHttp } from '#connectors/http.ts'
import type { Connector } from '#core/lib/platform/connector.ts'
import { SHOWN_WITHIN_MS } from './platform.ts'

const shown = z.array(z.object({ id: z.string(), text: z.string(), at: z.number() }))

/** Makes a connector to the same platform with a list of an account's own posts: `GET /posts?chat=&since=`. */
export function readable(real: Connector, options: HttpOptions): Connector {
  const http = platformHttp(options)
  const { posts } = real
  if (!posts) throw new Error('Nothing is published there.')
  return {
    ...real,
    manifest: { ...real.manifest, id: 'mastodon' },
    posts: {
      ...posts,
      rules: { ...posts.rules, visibilityDelayMs: SHOWN_WITHIN_MS },
      find: async ({ externalId }, since) => {
        const query = new URLSearchParams({ chat: externalId, since: String(since.getTime()) })
        const answer = await http({ method: 'GET', path: `/posts?${query}` })
        if (answer.kind !== 'answer' || answer.status !== 200)
          return { kind: 'retry', reason: 'The platform cannot be read for the moment.' }
        return {
          kind: 'found',
          posts: shown
            .parse(answer.body)
            .map(({ id, text, at }) => ({ id, url: null, text, createdAt: new Date(at) })),
        }
      },
    },
  }
}
