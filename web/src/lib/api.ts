import { ApiError, errorOf } from './errors.ts'

const BASE = '/api'

export interface Page<T> {
  items: T[]
  nextCursor: string | null
}

export type Query = Record<string, string | number | undefined>

interface Write {
  /** One per attempt of a person to create something; repeated with the same body it creates nothing twice. */
  idempotencyKey?: string
}

export const api = {
  get: <T>(path: string, query: Query = {}, signal?: AbortSignal) =>
    call<T>('GET', path + searchOf(query), signal ? { signal } : {}),
  post: <T>(path: string, body?: unknown, write: Write = {}) => call<T>('POST', path, writing(body, write)),
  patch: <T>(path: string, body: unknown) => call<T>('PATCH', path, writing(body, {})),
  delete: <T = void>(path: string) => call<T>('DELETE', path, writing(undefined, {})),
}

/** The types of the answers are the API's own zod schemas; the API has parsed what it sends. */
async function call<T>(method: string, path: string, init: RequestInit): Promise<T> {
  const response = await answerTo(method, path, init)
  if (!response.ok) throw await errorOf(response)
  const text = await response.text()
  return (text === '' ? undefined : JSON.parse(text)) as T
}

async function answerTo(method: string, path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(BASE + path, { method, credentials: 'same-origin', ...init })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ApiError(0, { detail: String(error) })
  }
}

/** A form of another site cannot set a header of ours: that is what makes the cookie alone not enough to write. */
export function writing(body: unknown, { idempotencyKey }: Write): RequestInit {
  const headers: Record<string, string> = { 'x-chorus-csrf': '1' }
  if (idempotencyKey) headers['idempotency-key'] = idempotencyKey
  if (body === undefined) return { headers }
  if (body instanceof FormData) return { headers, body }
  return { headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) }
}

export function searchOf(query: Query): string {
  const set = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  const params = new URLSearchParams(set.map(([name, value]) => [name, String(value)]))
  return set.length === 0 ? '' : `?${params}`
}
