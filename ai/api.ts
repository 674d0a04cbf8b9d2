import * as z from 'zod'
import { kindOfStatus, ModelFailure, retryAfterMs } from './failure.ts'

const ANSWER_MAX_BYTES = 8 * 1024 * 1024

/** An API of language models, as the configuration names it. */
export interface Api {
  /** Its name for people. */
  name: string
  baseUrl: string
  /** Those of every request, in lower case; the key among them. */
  headers: Readonly<Record<string, string>>
  /** The key itself: APIs quote it in their errors, so it is taken out of them. */
  secret: string
  fetch?: typeof fetch | undefined
}

/** Both APIs say what is wrong in this form. */
const errorSchema = z.object({ error: z.object({ message: z.string(), code: z.string().nullish() }) })

/**
 * Asks an API once: within the time of the signal, at most 8 MB of an answer, and no redirect, which would carry the key along.
 * The SDKs of the providers do no more for us and cost 0.4 MB of the Worker. @throws ModelFailure for all but JSON with HTTP 2xx.
 */
export async function post(api: Api, path: string, json: unknown, signal: AbortSignal): Promise<unknown> {
  const { response, text } = await send(api, path, json, signal)
  const body = parse(text)
  if (response.ok) {
    if (body === undefined) throw notTheApi(api.name)
    return body
  }
  const said = errorSchema.safeParse(body)
  const message = said.success ? said.data.error.message.replaceAll(api.secret, '[secret]') : 'no words'
  const kind = kindOfStatus(response.status, said.data?.error.code ?? null)
  throw new ModelFailure(kind, `${api.name}: ${response.status} ${message}`, {
    retryAfterMs: retryAfterMs(response.headers),
  })
}

async function send(
  { name, baseUrl, headers, fetch: call = fetch }: Api,
  path: string,
  json: unknown,
  signal: AbortSignal,
) {
  try {
    const response = await call(baseUrl + path, {
      method: 'POST',
      redirect: 'manual',
      signal,
      headers: { ...headers, accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify(json),
    })
    return { response, text: await readCapped(response) }
  } catch (cause) {
    // The signal is our deadline, and nothing else aborts.
    if (signal.aborted) throw new ModelFailure('timeout', `${name} did not answer in time.`)
    throw new ModelFailure('unavailable', `${name} could not be reached, or the answer broke off.`, { cause })
  }
}

async function readCapped(response: Response): Promise<string> {
  const reader = response.body?.getReader()
  if (!reader) return ''
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    size += value.byteLength
    if (size > ANSWER_MAX_BYTES) {
      await reader.cancel()
      throw new Error(`The answer is larger than ${ANSWER_MAX_BYTES / 1024 / 1024} MB.`)
    }
    text += decoder.decode(value, { stream: true })
  }
}

/** Undefined where it is not JSON, such as the page of a proxy. */
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
