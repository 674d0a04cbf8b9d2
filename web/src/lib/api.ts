import type { Routes } from './api.gen.ts'
import { ApiError, errorOf } from './errors.ts'
import { upload } from './upload.ts'
import { workspaceHeader } from './workspace-choice.ts'

const BASE = '/api'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** The paths that have a method, as the OpenAPI document writes them: `/v1/conversations/{id}`. */
export type Path<M extends Method> = {
  [K in keyof Routes]: K extends `${M} ${infer P}` ? P : never
}[keyof Routes]

type Route<M extends Method, P extends string> = Routes[`${M} ${P}` & keyof Routes]

/** The type that a route answers with; `undefined` for an empty answer. */
export type Answer<M extends Method, P extends string> = Route<M, P>['answer']

/** The input of a route: its `params`, `query` and `body`. A route that takes a form is called by `upload`. */
type Given<R> = Omit<R, 'answer' | 'body'> &
  Json<R> & { [K in Exclude<'params' | 'query' | 'body', keyof R>]?: never }

type Json<R> = R extends { body: infer B } ? { body: Exclude<B, FormData> } : unknown

/** The arguments after the path; `given` is optional if nothing in it is required. */
type Arguments<T> =
  Record<never, never> extends T ? [given?: T, signal?: AbortSignal] : [given: T, signal?: AbortSignal]

interface Write {
  /** One key per attempt of a person to create something. A repetition with the same body creates nothing twice. */
  idempotencyKey?: string
}

export interface Page<T> {
  items: T[]
  nextCursor: string | null
}

type Query = Record<string, string | number | boolean | undefined>

interface Input extends Write {
  params?: Record<string, string>
  query?: Query
  body?: unknown
}

/**
 * Calls the API, typed by its OpenAPI document (`npm run client` generates the types). Encodes parameters and query, and leaves
 * undefined or empty query values out. Throws every unsuccessful answer as an `ApiError`.
 */
export const api = {
  get: <P extends Path<'GET'>>(path: P, ...[given, signal]: Arguments<Given<Route<'GET', P>>>) =>
    call<Answer<'GET', P>>('GET', path, given, signal),
  post: writer('POST'),
  put: writer('PUT'),
  patch: writer('PATCH'),
  delete: writer('DELETE'),
  /** Calls a route that answers with server-sent events, which it yields as they come, each with its name as `type`. */
  stream: async <T extends { type: string }>(
    path: string,
    given: Input,
    signal: AbortSignal,
  ): Promise<AsyncGenerator<T>> => {
    const response = await answerTo(urlOf(path, given), {
      method: 'POST',
      credentials: 'same-origin',
      signal,
      ...writing(given),
    })
    if (!response.ok) throw await errorOf(response)
    return eventsOf<T>(response)
  },
  /** Uploads a file to a route that takes a form in place of its JSON. */
  upload: <P extends Path<'POST'>>(
    path: P,
    form: FormData,
    ...[given, signal]: Arguments<Omit<Given<Route<'POST', P>>, 'body'> & Write>
  ) => call<Answer<'POST', P>>('POST', path, { ...given, body: form }, signal),
  /** Uploads a file like `upload`, and reports the share sent so far, 0–1. */
  uploadTold: async <P extends Path<'POST'>>(
    path: P,
    form: FormData,
    { onProgress = () => undefined, ...write }: Write & { onProgress?: (share: number) => void } = {},
  ) => JSON.parse(await upload(urlOf(path, {}), form, writeHeaders(write), onProgress)) as Answer<'POST', P>,
}

/** Calls better-auth's own routes, which the OpenAPI document does not describe. */
export const auth = {
  get: <T>(path: `/auth/${string}`, signal?: AbortSignal) => call<T>('GET', path, {}, signal),
  post: (path: `/auth/${string}`, body: object) => call<unknown>('POST', path, { body }),
}

/** Reads server-sent events. */
async function* eventsOf<T>(response: Response): AsyncGenerator<T> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let unread = ''
  for (;;) {
    const read = await reader?.read()
    if (!read || read.done) return
    unread += read.value
    const blocks = unread.split('\n\n')
    unread = blocks.pop() ?? ''
    for (const block of blocks) {
      // A comment keeps the connection open, and says nothing.
      const [, type, data = ''] = /^event: (.*)\ndata: (.*)$/.exec(block) ?? []
      if (type !== undefined) yield { type, ...JSON.parse(data) } as T
    }
  }
}

function writer<M extends Exclude<Method, 'GET'>>(method: M) {
  return <P extends Path<M>>(path: P, ...[given, signal]: Arguments<Given<Route<M, P>> & Write>) =>
    call<Answer<M, P>>(method, path, given, signal)
}

/** Calls a route. The answer is not parsed again: its type is the API's own schema, with which the API parses what it sends. */
async function call<T>(method: Method, path: string, input: Input = {}, signal?: AbortSignal): Promise<T> {
  const response = await answerTo(urlOf(path, input), {
    method,
    credentials: 'same-origin',
    ...(method === 'GET' ? { headers: workspaceHeader() } : writing(input)),
    ...(signal ? { signal } : {}),
  })
  if (!response.ok) throw await errorOf(response)
  const text = await response.text()
  return (text === '' ? undefined : JSON.parse(text)) as T
}

async function answerTo(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ApiError(0, { detail: String(error) })
  }
}

/** Returns the headers of a write. Another site's form cannot set the first, so it cannot write with the cookie alone. */
const writeHeaders = ({ idempotencyKey }: Write): Record<string, string> => ({
  'x-chorus-csrf': '1',
  ...workspaceHeader(),
  ...(idempotencyKey ? { 'idempotency-key': idempotencyKey } : {}),
})

/** Returns body and headers of a call. */
function writing({ body, ...write }: Input): RequestInit {
  const headers = writeHeaders(write)
  if (body === undefined) return { headers }
  if (body instanceof FormData) return { headers, body }
  return { headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) }
}

function urlOf(path: string, { params = {}, query = {} }: Input): string {
  const set = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  const search = new URLSearchParams(set.map(([name, value]) => [name, String(value)]))
  return (
    BASE +
    path.replace(/\{(\w+)\}/g, (_, name) => segment(name, params[name])) +
    (search.size > 0 ? `?${search}` : '')
  )
}

/** Encodes a path parameter. Refuses dot segments: parameters come from the address bar, and these lead to another route even encoded. */
function segment(name: string, value = ''): string {
  if (/^\.{0,2}$/.test(value))
    throw new ApiError(404, { detail: `“${value}” cannot be the ${name} of anything.` })
  return encodeURIComponent(value)
}
