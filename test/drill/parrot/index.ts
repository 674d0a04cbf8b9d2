import * as z from 'zod'
import type { PlatformFolder } from '#connectors/folder.ts'
import { parseAnswer } from '#connectors/http.ts'
import type { ContentRules } from '#core/lib/platform/connector.ts'
import { failed } from './errors.ts'
import { manifest } from './manifest.ts'
import { source } from './source.ts'

const wirePerch = z.object({ name: z.string() })
const wireSaid = z.object({ id: z.string(), url: z.string() })

const rules: ContentRules = { text: { maxLength: 280, count: 'graphemes' } }

/** A made-up platform: the drill adds it to see which files a platform touches. It chats, and it publishes. */
export const parrot: PlatformFolder = {
  manifest,
  source,
  parts({ http, now }) {
    const call = (method: 'GET' | 'POST', externalId: string, token: string, end: string, json?: unknown) =>
      http({
        method,
        path: `/${encodeURIComponent(externalId)}${end}`,
        token,
        ...(json === undefined ? {} : { json }),
      })
    const say = async (externalId: string, token: string, json: unknown) => {
      const answer = await call('POST', externalId, token, '/say', json)
      const said = answer.kind === 'answer' && answer.status === 200 ? parseAnswer(wireSaid, answer) : null
      return said ? { kind: 'sent' as const, ...said } : failed(answer, now())
    }
    return {
      async connect({ externalId, credentials: { accessToken = '' } }, webhook) {
        const answer = await call('POST', externalId, accessToken, '/hook', webhook)
        const perch =
          answer.kind === 'answer' && answer.status === 200 ? parseAnswer(wirePerch, answer) : null
        if (perch) return { kind: 'connected', name: perch.name }
        const outcome = failed(answer, now())
        if (outcome.kind === 'reauth' || outcome.kind === 'rejected') return outcome
        return { kind: 'retry', reason: 'Parrot does not answer.' }
      },
      messages: {
        rules: { ...rules, quotas: (to) => [{ key: `to:${to}`, limit: 5, windowMs: 1_000 }] },
        send: ({ externalId, credentials: { accessToken = '' } }, to, { text }) =>
          say(externalId, accessToken, { to, text }),
      },
      posts: {
        rules: {
          ...rules,
          altText: false,
          look: 'card',
          quotas: () => [{ key: 'posts', limit: 100, windowMs: 60_000 }],
        },
        publish: ({ externalId, credentials: { accessToken = '' } }, { text }) =>
          say(externalId, accessToken, { text }),
      },
    }
  },
}
