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
  const { response, text } = await send(api, path, json, signal)
  if (!response.ok) throw refusalOf(api, response, text)
  const body = parseJson(text)
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
  const response = await reach(api, path, { ...json, stream: true }, signal)
  if (!response.ok) throw refusalOf(api, response, await readWhole(api, response, signal))
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
  return lines.length === 0 ? undefined : parseJson(lines.map((line) => line.slice(5).trimStart()).join('\n'))
}

function refusalOf(api: Api, response: Response, text: string): ModelFailure {
  const { message, code } = said(api, text)
  const kind = kindOfStatus(response.status, code)
  return new ModelFailure(kind, `${api.name}: ${response.status} ${message}`, {
    retryAfterMs: retryAfterMs(response.headers),
  })
}

/** Reads what an API says of an error: its message, without the key, and its code. */
export function said(
  { secret }: Pick<Api, 'secret'>,
  text: string,
): { message: string; code: string | null } {
  const read = errorSchema.safeParse(parseJson(text))
  return {
    message: read.success ? read.data.error.message.replaceAll(secret, '[secret]') : 'no words',
    code: read.data?.error.code ?? null,
  }
}

/** Sends JSON, or a form, and returns what was answered, whatever its status. @throws ModelFailure where the answer did not come whole */
export async function send(
  api: Api,
  path: string,
  body: unknown,
  signal: AbortSignal,
  maxBytes = ANSWER_MAX_BYTES,
): Promise<{ response: Response; text: string }> {
  const response = await reach(api, path, body, signal)
  return { response, text: await readWhole(api, response, signal, maxBytes) }
}

async function reach(api: Api, path: string, body: unknown, signal: AbortSignal): Promise<Response> {
  const { baseUrl, headers, fetch: call = fetch } = api
  const isForm = body instanceof FormData
  try {
    return await call(baseUrl + path, {
      method: 'POST',
      redirect: 'manual',
      signal,
      headers: {
        ...headers,
        accept: 'application/json',
        ...(isForm ? {} : { 'content-type': 'application/json' }),
      },
      body: isForm ? body : JSON.stringify(body),
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

async function readWhole(
  api: Api,
  response: Response,
  signal: AbortSignal,
  maxBytes = ANSWER_MAX_BYTES,
): Promise<string> {
  try {
    let text = ''
    for await (const piece of pieces(response, maxBytes)) text += piece
    return text
  } catch (cause) {
    throw brokenOff(api, signal, cause)
  }
}

/** Yields an answer's text as it comes. @throws Error beyond `maxBytes` */
async function* pieces(response: Response, maxBytes = ANSWER_MAX_BYTES): AsyncGenerator<string> {
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
      if (size > maxBytes) throw new Error(`The answer is larger than ${maxBytes / 1024 / 1024} MB.`)
      yield decoder.decode(read.value, { stream: !done })
    }
  } finally {
    // A stream that failed cannot be cancelled, and needs not be.
    if (!done) await reader.cancel().catch(() => undefined)
  }
}

/** Parses JSON; undefined for anything else, such as the page of a proxy. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

export const notTheApi = (name: string) =>
  new ModelFailure('unavailable', `What answered is not ${name}’s API, or has changed.`)
