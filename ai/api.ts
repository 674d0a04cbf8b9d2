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
  if (response.ok) {
    const body = parseJson(text)
    if (body === undefined) throw notTheApi(api.name)
    return body
  }
  const { message, code } = said(api, text)
  const kind = kindOfStatus(response.status, code)
  throw new ModelFailure(kind, `${api.name}: ${response.status} ${message}`, {
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

/** Sends JSON, or a form, and returns what was answered, whatever its status. @throws ModelFailure where the answer did not come */
export async function send(
  { name, baseUrl, headers, fetch: call = fetch }: Api,
  path: string,
  body: unknown,
  signal: AbortSignal,
  maxBytes = ANSWER_MAX_BYTES,
) {
  const isForm = body instanceof FormData
  try {
    const response = await call(baseUrl + path, {
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
    return { response, text: await readCapped(response, maxBytes) }
  } catch (cause) {
    // Only our deadline aborts the signal.
    if (signal.aborted) throw new ModelFailure('timeout', `${name} did not answer in time.`)
    throw new ModelFailure('unavailable', `${name} could not be reached, or the answer broke off.`, { cause })
  }
}

async function readCapped(response: Response, maxBytes: number): Promise<string> {
  const reader = response.body?.getReader()
  if (!reader) return ''
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    size += value.byteLength
    if (size > maxBytes) {
      await reader.cancel()
      throw new Error(`The answer is larger than ${maxBytes / 1024 / 1024} MB.`)
    }
    text += decoder.decode(value, { stream: true })
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
