/** A client of the public API, as a person or a program, for the demo and the tests. */

export class ApiFailure extends Error {
  readonly status: number
  readonly body: { code?: string; detail?: string; errors?: { path: string; message: string }[] }

  constructor(status: number, body: ApiFailure['body']) {
    super(`${status} ${body.code ?? ''}: ${body.detail ?? JSON.stringify(body)}`)
    this.status = status
    this.body = body
  }
}

export interface Credentials {
  email: string
  password: string
}

/** Makes a client: a program with `apiKey`, else a person, whose cookies are kept between requests. `address` is the IP address. */
export function client(apiUrl: string, options: { origin: string; apiKey?: string; address?: string }) {
  let cookie = ''
  const { origin, apiKey, address } = options

  async function raw(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    if (body === undefined) return send(method, path, null, headers)
    if (body instanceof FormData) return send(method, path, body, headers)
    return send(method, path, JSON.stringify(body), { 'content-type': 'application/json', ...headers })
  }

  /** Sends a body unchanged, whether JSON or not. */
  const rawBody = (
    method: string,
    path: string,
    body: string,
    type: string,
    headers: Record<string, string> = {},
  ) => send(method, path, body, { 'content-type': type, ...headers })

  async function send(
    method: string,
    path: string,
    body: string | FormData | null,
    headers: Record<string, string>,
  ): Promise<Response> {
    const response = await fetch(apiUrl + path, {
      method,
      redirect: 'manual',
      headers: {
        origin,
        ...(apiKey === undefined
          ? { 'x-chorus-csrf': '1', ...(cookie === '' ? {} : { cookie }) }
          : { authorization: `Bearer ${apiKey}` }),
        ...(address !== undefined && { 'cf-connecting-ip': address }),
        ...headers,
      },
      body,
    })
    const set = response.headers.getSetCookie()
    if (set.length > 0) cookie = set.map((line) => line.split(';', 1)[0]).join('; ')
    return response
  }

  async function ask<T>(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<T> {
    const response = await raw(method, path, body, headers)
    const text = await response.text()
    const answer = text === '' ? null : parse(text)
    if (!response.ok) throw new ApiFailure(response.status, answer as ApiFailure['body'])
    return answer as T
  }

  return {
    /** Returns the session's cookies, for a WebSocket, which this client does not open. */
    cookie: () => cookie,
    raw,
    rawBody,
    get: <T>(path: string) => ask<T>('GET', path),
    post: <T>(path: string, body: unknown = {}, headers?: Record<string, string>) =>
      ask<T>('POST', path, body, headers),
    put: <T>(path: string, body: unknown) => ask<T>('PUT', path, body),
    patch: <T>(path: string, body: unknown) => ask<T>('PATCH', path, body),
    delete: <T>(path: string) => ask<T>('DELETE', path),
    signUp: (person: Credentials & { name: string }) => ask('POST', '/auth/sign-up/email', person),
    signIn: (person: Credentials) => ask('POST', '/auth/sign-in/email', person),
  }
}

export type Client = ReturnType<typeof client>

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Show an answer that is not JSON as it is.
    return {
      detail: text
        .replace(/<(style|script)[\s\S]*?<\/\1>|<[^>]+>/g, ' ')
        .replace(/\s+/g, ' ')
        .slice(0, 1500),
    }
  }
}
