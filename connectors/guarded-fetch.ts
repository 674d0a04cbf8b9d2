import { addressProblem, isAddress, urlProblem } from '#core/lib/secrets/address.ts'
import type { GuardedAnswer, GuardedFetch, GuardedRequest } from '#core/lib/secrets/guarded.ts'
import { type Resolve, ResolveError } from './resolver.ts'

const REDIRECTS_MAX = 5
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])
const USER_AGENT = 'Chorus/1.0'

/** Thrown before a byte is sent: an address is not a public one. Its message is in plain words. */
export class NotPublic extends Error {}

/** Returns the URL if every address of its name is public: `fetch` may connect to any of them. @throws NotPublic, ResolveError */
async function publicUrl(text: string, resolve: Resolve, signal?: AbortSignal): Promise<URL> {
  const judged = urlProblem(text)
  if ('problem' in judged) throw new NotPublic(judged.problem)
  const { url } = judged
  if (isAddress(url)) return url
  const addresses = await resolve(url.hostname, signal)
  if (addresses.length === 0) throw new NotPublic(`There is no server under the name ${url.hostname}.`)
  for (const address of addresses) {
    const problem = addressProblem(address)
    if (problem !== null) throw new NotPublic(`${url.hostname}: ${problem}`)
  }
  return url
}

/**
 * Makes a `fetch` for servers that a person or a platform named: it sends nothing to an address that is not public. For callers
 * that follow no redirect. @throws NotPublic, ResolveError
 */
export const publicFetch =
  ({ resolve, fetch: send = fetch }: { resolve: Resolve; fetch?: typeof fetch }): typeof fetch =>
  async (input, init) => {
    const { href } = await publicUrl(String(input), resolve, init?.signal ?? undefined)
    return send(href, init)
  }

/**
 * Makes a function that says why an address is not a public one, before anything is sent there; null where it is, and where our resolver is
 * away: what is sent is judged again.
 */
export const publicProblem =
  ({ resolve }: { resolve: Resolve }) =>
  async (url: string): Promise<string | null> => {
    try {
      await publicUrl(url, resolve)
      return null
    } catch (error) {
      if (error instanceof NotPublic) return error.message
      if (error instanceof ResolveError) return error.kind === 'resolver_down' ? null : error.message
      throw error
    }
  }

export interface GuardOptions {
  resolve: Resolve
  /** The time limit for everything together: look-ups, redirects, the body. */
  deadlineMs: number
  fetch?: typeof fetch
}

/** Ends a fetch with an answer other than `fetched`. */
class Stop extends Error {
  readonly answer: Exclude<GuardedAnswer, { kind: 'fetched' }>

  constructor(kind: 'refused' | 'failed', reason: string) {
    super(reason)
    this.answer = { kind, reason }
  }
}

/**
 * Fetches a URL that a person or a platform gave; no other code may, but `publicFetch` by the same rules. Public addresses only, each redirect checked from the
 * start again, no headers but the caller's and the standard ones, body capped, one deadline over the whole.
 *
 * A Worker cannot pin the address between look-up and connect: a name that changes in between reaches what the network
 * allows. In production that is the public Internet alone (`global_fetch_strictly_public`); `docs/security.md` says
 * what this leaves.
 */
export function guardedFetch({ resolve, deadlineMs, fetch: send = fetch }: GuardOptions): GuardedFetch {
  return async (given, request) => {
    const signal = AbortSignal.timeout(deadlineMs)
    try {
      return await follow(given, request, signal)
    } catch (error) {
      if (error instanceof Stop) return error.answer
      if (signal.aborted)
        return { kind: 'failed', reason: `There was no complete answer within ${deadlineMs / 1000} seconds.` }
      if (error instanceof ResolveError) return { kind: 'failed', reason: error.message }
      return { kind: 'failed', reason: 'The server could not be reached, or it broke off.' }
    }
  }

  async function follow(given: string, request: GuardedRequest, signal: AbortSignal): Promise<GuardedAnswer> {
    const { method = 'GET', maxBytes } = request
    const first = await allowed(given, signal)
    for (let url = first, redirects = 0; ; redirects++) {
      const response = await send(url.href, {
        method,
        redirect: 'manual',
        signal,
        // The caller's headers may be secret: only the server that was named gets them.
        headers: {
          ...(url.origin === first.origin ? request.headers : {}),
          'user-agent': USER_AGENT,
          accept: request.accept ?? '*/*',
        },
        ...(request.body === undefined ? {} : { body: request.body }),
      })
      const location = REDIRECTS.has(response.status) ? response.headers.get('location') : null
      if (location === null) return fetched(response, url, maxBytes)
      await response.body?.cancel()
      if (method === 'POST')
        throw new Stop('refused', 'The server sends the request on to another address; that is not followed.')
      if (redirects === REDIRECTS_MAX)
        throw new Stop('refused', `The address was redirected more than ${REDIRECTS_MAX} times.`)
      url = await redirected(url, location, signal)
    }
  }

  async function redirected(from: URL, location: string, signal: AbortSignal): Promise<URL> {
    const to = URL.parse(location, from.href)
    if (!to) throw new Stop('refused', 'The server redirects to something that is not an address.')
    if (from.protocol === 'https:' && to.protocol === 'http:')
      throw new Stop('refused', 'The server redirects from https to http, which is not followed.')
    return allowed(to.href, signal, 'The server redirects to an address that is not fetched. ')
  }

  async function allowed(text: string, signal: AbortSignal, prefix = ''): Promise<URL> {
    try {
      return await publicUrl(text, resolve, signal)
    } catch (error) {
      if (error instanceof NotPublic) throw new Stop('refused', prefix + error.message)
      throw error
    }
  }
}

async function fetched(response: Response, url: URL, maxBytes: number): Promise<GuardedAnswer> {
  return {
    kind: 'fetched',
    status: response.status,
    contentType: response.headers.get('content-type') ?? '',
    bytes: await readCapped(response, maxBytes),
    finalUrl: url.href,
    validators: {
      etag: response.headers.get('etag'),
      lastModified: response.headers.get('last-modified'),
    },
  }
}

/** Counts what arrives after decompression: neither a false length nor a compressed body gets past the cap. */
async function readCapped(response: Response, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const reader = response.body?.getReader()
  if (!reader) return new Uint8Array()
  const parts: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.byteLength
    if (size > maxBytes) {
      await reader.cancel()
      throw new Stop('refused', `The answer is larger than ${inWords(maxBytes)}.`)
    }
    parts.push(value)
  }
  const bytes = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.byteLength
  }
  return bytes
}

const inWords = (bytes: number) =>
  bytes >= 1024 * 1024 ? `${bytes / 1024 / 1024} MB` : `${Math.ceil(bytes / 1024)} KB`
