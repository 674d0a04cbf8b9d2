import { randomUUID } from 'node:crypto'
import type { Emulator, World } from '../emulator.ts'
import { type Answer, type Call, HttpError } from '../lib/http.ts'
import { type HeadedAnswer, notEmulated, refuse, tooManyRequests } from './answers.ts'
import { Budget, type Left } from './budget.ts'
import { embed } from './embeddings.ts'
import { picture } from './images.ts'
import { respondTo } from './responses.ts'

const platform = 'openai'
const LIMITS = { requests: 500, tokens: 2_000_000 }

type Served = (call: Call, at: Date) => Done | Promise<Done>
interface Done {
  answer: Answer
  /** Those that count against the key's budget. */
  tokens: number
}

const SERVED: Readonly<Record<string, Served>> = {
  'v1/responses': ({ body }, at) => respondTo(body, at),
  'v1/embeddings': ({ body }) => embed(body),
  'v1/images/generations': picture,
  'v1/images/edits': picture,
}

/** Makes OpenAI's API: responses, embeddings and pictures. The account of a key is an organisation; while none is registered, every key is valid. */
export function createOpenai(world: World): Emulator {
  const budget = new Budget(LIMITS)

  async function answer(call: Call): Promise<Answer> {
    const key = /^Bearer (\S+)$/.exec(call.headers.authorization ?? '')?.[1]
    if (!key || !isKnown(key)) return unauthorized(key)
    const path = call.segments.join('/')
    const serve = Object.hasOwn(SERVED, path) ? SERVED[path] : undefined
    if (!serve) return notEmulated(`${call.method} /${path}`)
    if (call.method !== 'POST') return refuse(405, { message: 'Not allowed.', code: 'method_not_allowed' })
    const at = world.now()
    const done = await serve(call, at)
    const left = budget.take(key, done.tokens, at.getTime())
    if (!left) return tooManyRequests(Math.ceil(budget.waitMs(key, at.getTime()) / 1000))
    return withHeaders(done.answer, left)
  }

  function isKnown(key: string): boolean {
    const all = world.accounts.of(platform)
    return all.length === 0 || all.some(({ token }) => token === key)
  }

  const withHeaders = (made: Answer | HeadedAnswer, { requests, tokens, resetMs }: Left): HeadedAnswer => ({
    ...made,
    headers: {
      'x-request-id': `req_${randomUUID().replaceAll('-', '')}`,
      'x-ratelimit-limit-requests': String(LIMITS.requests),
      'x-ratelimit-limit-tokens': String(LIMITS.tokens),
      'x-ratelimit-remaining-requests': String(requests),
      'x-ratelimit-remaining-tokens': String(tokens),
      'x-ratelimit-reset-requests': `${Math.ceil(resetMs / 1000)}s`,
      'x-ratelimit-reset-tokens': `${Math.ceil(resetMs / 1000)}s`,
      ...('headers' in made ? made.headers : {}),
    },
  })

  return {
    platform,
    prefix: '/openai',
    owns: () => true,
    answer,
    limited: tooManyRequests,
    register({ token }) {
      if (!/^\S+$/.test(token)) throw new HttpError(400, 'token: a key has no spaces.')
    },
    inbound: () => Promise.reject(noOneWrites()),
    meet: () => {
      throw noOneWrites()
    },
    read: () => undefined,
    reset: () => budget.clear(),
  }
}

const unauthorized = (key: string | undefined): Answer =>
  refuse(401, {
    message: key ? `Incorrect API key provided: ${key}.` : "You didn't provide an API key.",
    code: 'invalid_api_key',
  })

const noOneWrites = () => new HttpError(400, 'platform: openai is a language model; nobody writes here.')
