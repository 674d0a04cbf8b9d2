import { afterEach, describe, expect, it, vi } from 'vitest'
import { api, auth } from './api.ts'
import { ApiError } from './errors.ts'
import { chooseWorkspace, forgetWorkspace } from './workspace-choice.ts'

const id = '018f0000-0000-7000-8000-000000000001'

/** Replaces the network, which is not our code. Returns a function that tells what was requested. */
function network(answer: () => Response | Promise<Response> = () => Response.json({})) {
  const fetch = vi.fn((_url: string, _init: RequestInit) => Promise.resolve(answer()))
  vi.stubGlobal('fetch', fetch)
  return () => {
    const [url, init] = fetch.mock.lastCall ?? []
    return { url, ...init, headers: new Headers(init?.headers) }
  }
}

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('a call', () => {
  it('puts parameters into the path and the query behind it, encoded, without what is not set', async () => {
    const asked = network()
    await api.get('/v1/conversations/{id}/messages', {
      params: { id: 'a/b?c' },
      query: { limit: 5, cursor: '' },
    })
    expect(asked().url).toBe('/api/v1/conversations/a%2Fb%3Fc/messages?limit=5')
    await api.get('/v1/conversations', { query: { accountId: undefined, cursor: 'a&b' } })
    expect(asked().url).toBe('/api/v1/conversations?cursor=a%26b')
  })
  it.each(['.', '..', ''])('is not led to another route by the parameter “%s”', async (odd) => {
    const fetch = vi.fn()
    vi.stubGlobal('fetch', fetch)
    await expect(api.post('/v1/scheduled-posts/{id}/cancel', { params: { id: odd } })).rejects.toBeInstanceOf(
      ApiError,
    )
    expect(fetch).not.toHaveBeenCalled()
  })
  it('names the workspace that was chosen, to read and to write', async () => {
    const asked = network()
    vi.stubGlobal('localStorage', { setItem: vi.fn(), removeItem: vi.fn() })
    chooseWorkspace(id)
    await api.get('/v1/me')
    expect(asked().headers.get('x-workspace-id')).toBe(id)
    await api.post('/v1/workspaces/current/resume')
    expect(asked().headers.get('x-workspace-id')).toBe(id)
    forgetWorkspace()
    await api.get('/v1/me')
    expect(asked().headers.has('x-workspace-id')).toBe(false)
  })
  it('that writes carries the header a foreign form cannot set, its key and its body', async () => {
    const asked = network()
    await api.post('/v1/workspaces', { body: { name: 'Ours' }, idempotencyKey: 'k1' })
    const { headers, method, body } = asked()
    expect({ method, body, headers: Object.fromEntries(headers) }).toEqual({
      method: 'POST',
      body: '{"name":"Ours"}',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'k1', 'x-chorus-csrf': '1' },
    })
  })
  it('that reads asks for nothing but the cookie', async () => {
    const asked = network()
    await api.get('/v1/me')
    expect(asked()).toMatchObject({ method: 'GET', credentials: 'same-origin' })
    expect([...asked().headers]).toEqual([])
  })
  it('that uploads leaves the type of its body, with its boundary, to the browser', async () => {
    const asked = network()
    const form = new FormData()
    form.append('file', new File(['text'], 'note.md'))
    await api.upload('/v1/knowledge/documents', form, { idempotencyKey: 'k2' })
    expect(asked().body).toBe(form)
    expect(Object.fromEntries(asked().headers)).toEqual({ 'idempotency-key': 'k2', 'x-chorus-csrf': '1' })
  })
  it('of better-auth is a write too', async () => {
    const asked = network()
    await auth.post('/auth/sign-out', {})
    expect(asked()).toMatchObject({ url: '/api/auth/sign-out', method: 'POST', body: '{}' })
    expect(asked().headers.get('x-chorus-csrf')).toBe('1')
  })
  it('that answers nothing gives undefined', async () => {
    network(() => new Response(null, { status: 204 }))
    await expect(api.delete('/v1/api-keys/{id}', { params: { id } })).resolves.toBeUndefined()
  })
  it('that is refused throws what the API said', async () => {
    network(() => Response.json({ detail: 'No.', code: 'forbidden' }, { status: 403 }))
    await expect(api.get('/v1/me')).rejects.toMatchObject({ status: 403, code: 'forbidden', message: 'No.' })
  })
  it('without an answer is an error one can try again; one given up by the screen is not an error of the API', async () => {
    network(() => Promise.reject(new TypeError('Failed to fetch')))
    await expect(api.get('/v1/me')).rejects.toMatchObject({ status: 0, transient: true })
    const { signal } = new AbortController()
    const asked = network(() => Promise.reject(new DOMException('Left', 'AbortError')))
    await expect(api.get('/v1/me', {}, signal)).rejects.toBeInstanceOf(DOMException)
    expect(asked().signal).toBe(signal)
  })
})

/** Checked by the compiler, which reports a directive whose next line is no error. */
export function mistakesDoNotCompile() {
  return [
    // @ts-expect-error: there is no such path
    api.get('/v1/acounts'),
    // @ts-expect-error: the path cannot be deleted
    api.delete('/v1/accounts'),
    // @ts-expect-error: a parameter is missing
    api.get('/v1/conversations/{id}'),
    // @ts-expect-error: a parameter has another name
    api.get('/v1/conversations/{id}', { params: { name: id } }),
    // @ts-expect-error: the query has no such field
    api.get('/v1/conversations', { query: { page: 2 } }),
    // @ts-expect-error: a field of the body is of another type
    api.post('/v1/conversations/{id}/messages', { params: { id }, body: { text: 7 } }),
    // @ts-expect-error: nothing is sent with a cancellation
    api.post('/v1/scheduled-posts/{id}/cancel', { params: { id }, body: {} }),
    // @ts-expect-error: a file is uploaded, not posted
    api.post('/v1/knowledge/documents', { body: new FormData() }),
    // @ts-expect-error: not a path of better-auth
    auth.post('/v1/me', {}),
    // @ts-expect-error: an answer has only the fields of its schema
    api.get('/v1/me').then((me) => me.password),
  ]
}
