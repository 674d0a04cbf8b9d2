import type { Emulator, World } from '../emulator.ts'
import { type Answer, type Call, HttpError } from '../lib/http.ts'
import type { HeadedAnswer } from '../openai/answers.ts'
import { Budget, type Left } from '../openai/budget.ts'
import { invalidRequest, refuse, requestId, tooManyRequests } from './answers.ts'
import { messageFor } from './messages.ts'

const platform = 'anthropic'
const VERSION = '2023-06-01'
const LIMITS = { requests: 500, tokens: 2_000_000 }

/** Makes Anthropic's Messages API. The account of a key is an organisation; while none is registered, every key is valid. */
export function createAnthropic(world: World): Emulator {
  const budget = new Budget(LIMITS)

  function answer(call: Call): Answer {
    const path = call.segments.join('/')
    const key = call.headers['x-api-key']
    if (typeof key !== 'string' || key === '' || !isKnown(key))
      return refuse(401, 'authentication_error', key ? 'invalid x-api-key' : 'x-api-key header is required')
    if (path !== 'v1/messages')
      return refuse(404, 'not_found_error', `${call.method} /${path} is not emulated here`)
    if (call.method !== 'POST') return refuse(405, 'invalid_request_error', 'Method Not Allowed')
    const version = call.headers['anthropic-version']
    if (version !== VERSION)
      return invalidRequest(
        version === undefined
          ? 'anthropic-version: header is required'
          : `anthropic-version: "${String(version)}" is not a valid version`,
      )
    const at = world.now()
    const done = messageFor(call.body)
    const left = budget.take(key, done.tokens, at.getTime())
    if (!left) return tooManyRequests(Math.ceil(budget.waitMs(key, at.getTime()) / 1000))
    return withHeaders(done.answer, left, at)
  }

  function isKnown(key: string): boolean {
    const all = world.accounts.of(platform)
    return all.length === 0 || all.some(({ token }) => token === key)
  }

  function withHeaders(made: Answer | HeadedAnswer, left: Left, at: Date): HeadedAnswer {
    const reset = new Date(at.getTime() + left.resetMs).toISOString()
    const headersOf = (kind: 'requests' | 'tokens') => ({
      [`anthropic-ratelimit-${kind}-limit`]: String(LIMITS[kind]),
      [`anthropic-ratelimit-${kind}-remaining`]: String(left[kind]),
      [`anthropic-ratelimit-${kind}-reset`]: reset,
    })
    return {
      ...made,
      headers: {
        'request-id': requestId(),
        ...headersOf('requests'),
        ...headersOf('tokens'),
        ...('headers' in made ? made.headers : {}),
      },
    }
  }

  return {
    platform,
    prefix: '/anthropic',
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

const noOneWrites = () => new HttpError(400, 'platform: anthropic is a language model; nobody writes here.')
