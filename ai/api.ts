import * as z from 'zod'
import { kindOfStatus, ModelFailure, retryAfterMs } from './failure.ts'

const ANSWER_MAX_BYTES = 8 * 1024 * 1024

/** The API of a provider of language models. */
export interface Api {
  /** The name that people see. */
  name: string
  baseUrl: string
  /** Headers of every request, in lower case, including the key. */
  headers: Readonly<Record<string, string>>
  /** The key itself, which is removed from errors, since APIs quote it there. */
  secret: string
  fetch?: typeof fetch | undefined
}

/** The form of an error, the same in both APIs. */
const errorSchema = z.object({ error: z.object({ message: z.string(), code: z.string().nullish() }) })

/**
 * Calls an API once: until the signal aborts, with an answer of at most 8 MB, and without redirects, which would carry the key
 * along. The providers' SDKs do no more for us and add 0.4 MB to the Worker. @throws ModelFailure for all but JSON with HTTP 2xx.
 */
export async function post(api: Api, path: string, json: unknown, signal: AbortSignal): Promise<unknown> {
  const response = await send(api, path, json, signal)
  const body = parse(await readWhole(api, response, signal))
  if (!response.ok) throw refusalOf(api, response, body)
  if (body === undefined) throw notTheApi(api.name)
  return body
}

/**
 * Calls an API once, and yields the data of its server-sent events as they come. @throws ModelFailure as `post` does, and for an
 * answer that breaks off
 */
export async function* postStreamed(
  api: Api,
  path: string,
  json: object,
  signal: AbortSignal,
): AsyncGenerator<unknown> {
  const response = await send(api, path, { ...json, stream: true }, signal)
  if (!response.ok) throw refusalOf(api, response, parse(await readWhole(api, response, signal)))
  let unread = ''
  try {
    for await (const piece of pieces(response)) {
      unread += piece
      const blocks = unread.split(/\r?\n\r?\n/)
      unread = blocks.pop() ?? ''
      for (const block of blocks) {
        const data = dataOf(block)
        if (data !== undefined) yield data
      }
    }
  } catch (cause) {
    throw brokenOff(api, signal, cause)
  }
}

/** Reads the JSON of an event; undefined for a comment, and for what is no JSON. */
function dataOf(block: string): unknown {
  const lines = block.split(/\r?\n/).filter((line) => line.startsWith('data:'))
  return lines.length === 0 ? undefined : parse(lines.map((line) => line.slice(5).trimStart()).join('\n'))
}

function refusalOf(api: Api, response: Response, body: unknown): ModelFailure {
  const said = errorSchema.safeParse(body)
  const message = said.success ? said.data.error.message.replaceAll(api.secret, '[secret]') : 'no words'
  const kind = kindOfStatus(response.status, said.data?.error.code ?? null)
  return new ModelFailure(kind, `${api.name}: ${response.status} ${message}`, {
    retryAfterMs: retryAfterMs(response.headers),
  })
}

async function send(api: Api, path: string, json: unknown, signal: AbortSignal): Promise<Response> {
  const { baseUrl, headers, fetch: call = fetch } = api
  try {
    return await call(baseUrl + path, {
      method: 'POST',
      redirect: 'manual',
      signal,
      headers: { ...headers, accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify(json),
    })
  } catch (cause) {
    throw brokenOff(api, signal, cause)
  }
}

/** Names a failure of the connection. Only a deadline of ours, or a listener who left, aborts the signal. */
function brokenOff({ name }: Api, signal: AbortSignal, cause: unknown): unknown {
  if (cause instanceof ModelFailure) return cause
  if (signal.aborted) return new ModelFailure('timeout', `${name} did not answer in time.`)
  return new ModelFailure('unavailable', `${name} could not be reached, or the answer broke off.`, { cause })
}

async function readWhole(api: Api, response: Response, signal: AbortSignal): Promise<string> {
  try {
    let text = ''
    for await (const piece of pieces(response)) text += piece
    return text
  } catch (cause) {
    throw brokenOff(api, signal, cause)
  }
}

/** Yields an answer's text as it comes. @throws Error beyond 8 MB */
async function* pieces(response: Response): AsyncGenerator<string> {
  const reader = response.body?.getReader()
  if (!reader) return
  const decoder = new TextDecoder()
  let size = 0
  let done = false
  try {
    while (!done) {
      const read = await reader.read()
      done = read.done
      size += read.value?.byteLength ?? 0
      if (size > ANSWER_MAX_BYTES)
        throw new Error(`The answer is larger than ${ANSWER_MAX_BYTES / 1024 / 1024} MB.`)
      yield decoder.decode(read.value, { stream: !done })
    }
  } finally {
    // A stream that failed cannot be cancelled, and needs not be.
    if (!done) await reader.cancel().catch(() => undefined)
  }
}

/** Parses JSON; undefined for anything else, such as the page of a proxy. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

export const notTheApi = (name: string) =>
  new ModelFailure('unavailable', `What answered is not ${name}’s API, or has changed.`)
