import type { Routes } from './api.gen.ts'
import { ApiError, errorOf } from './errors.ts'
import { upload } from './upload.ts'
import { workspaceHeader } from './workspace-choice.ts'

const BASE = '/api'

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

/** The paths that have a method, as the OpenAPI document writes them: `/v1/conversations/{id}`. */
export type Path<M extends Method> = {
  [K in keyof Routes]: K extends `${M} ${infer P}` ? P : never
}[keyof Routes]

type Route<M extends Method, P extends string> = Routes[`${M} ${P}` & keyof Routes]

/** What a route answers; `undefined` where it answers nothing. */
export type Answer<M extends Method, P extends string> = Route<M, P>['answer']

/** What a route is given: `params`, `query` and `body`, those that it has. A form is for `upload`. */
type Given<R> = Omit<R, 'answer' | 'body'> &
  Json<R> & { [K in Exclude<'params' | 'query' | 'body', keyof R>]?: never }

type Json<R> = R extends { body: infer B } ? { body: Exclude<B, FormData> } : unknown

/** What comes after the path: `given` may be left out where nothing in it is required. */
type Arguments<T> =
  Record<never, never> extends T ? [given?: T, signal?: AbortSignal] : [given: T, signal?: AbortSignal]

interface Write {
  /** One per attempt of a person to create something; repeated with the same body it creates nothing twice. */
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
 * Calls of the API, typed by its OpenAPI document: `npm run client` makes the types afresh. Parameters and query are
 * encoded here; what is undefined or empty in a query is left out. Whatever is no success is thrown as an `ApiError`.
 */
export const api = {
  get: <P extends Path<'GET'>>(path: P, ...[given, signal]: Arguments<Given<Route<'GET', P>>>) =>
    call<Answer<'GET', P>>('GET', path, given, signal),
  post: writer('POST'),
  patch: writer('PATCH'),
  delete: writer('DELETE'),
  /** A file, to a route that takes a form in place of its JSON. */
  upload: <P extends Path<'POST'>>(
    path: P,
    form: FormData,
    ...[given, signal]: Arguments<Omit<Given<Route<'POST', P>>, 'body'> & Write>
  ) => call<Answer<'POST', P>>('POST', path, { ...given, body: form }, signal),
  /** The same, told how much of it has left, 0–1. */
  uploadTold: async <P extends Path<'POST'>>(
    path: P,
    form: FormData,
    onProgress: (share: number) => void,
  ) => {
    const headers = { 'x-chorus-csrf': '1', ...workspaceHeader() }
    return JSON.parse(await upload(urlOf(path, {}), form, headers, onProgress)) as Answer<'POST', P>
  },
}

/** better-auth's own routes, which the OpenAPI document does not describe. */
export const auth = {
  get: <T>(path: `/auth/${string}`, signal?: AbortSignal) => call<T>('GET', path, {}, signal),
  post: (path: `/auth/${string}`, body: object) => call<unknown>('POST', path, { body }),
}

function writer<M extends Exclude<Method, 'GET'>>(method: M) {
  return <P extends Path<M>>(path: P, ...[given, signal]: Arguments<Given<Route<M, P>> & Write>) =>
    call<Answer<M, P>>(method, path, given, signal)
}

/** The types of the answers are the API's own schemas; the API has parsed what it sends. */
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

/** A form of another site cannot set a header of ours: that is what makes the cookie alone not enough to write. */
function writing({ body, idempotencyKey }: Input): RequestInit {
  const headers: Record<string, string> = { 'x-chorus-csrf': '1', ...workspaceHeader() }
  if (idempotencyKey) headers['idempotency-key'] = idempotencyKey
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

/** Parameters come from the address bar too: a dot segment would lead the call to another route, even encoded. */
function segment(name: string, value = ''): string {
  if (/^\.{0,2}$/.test(value))
    throw new ApiError(404, { detail: `“${value}” cannot be the ${name} of anything.` })
  return encodeURIComponent(value)
}
