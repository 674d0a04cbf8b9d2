import { describe, expect, it } from 'vitest'
import { ApiError, errorOf } from './errors.ts'
import { keys, keysOf, parseFeedEvent } from './feed.ts'
import { fileSize, initials, remaining } from './format.ts'
import { returnTo } from './return-to.ts'

describe('a feed event', () => {
  it('makes the screens of its topic read again, and a message its conversation and the list', () => {
    expect(keysOf({ topic: 'messages', id: 'c1' }, [])).toEqual([
      keys.messages('c1'),
      keys.conversationLists,
      keys.conversation('c1'),
      keys.today,
      keys.attention,
    ])
    expect(keysOf({ topic: 'scheduled-posts', id: 'p1' }, [])).toEqual([keys.posts, keys.today])
  })
  it('makes what features read of its topic be read again too, of several features', () => {
    const features = [
      { bank: () => [['bank']] },
      { bank: (id?: string) => [['near', id]], accounts: () => [] },
    ]
    expect(keysOf({ topic: 'bank', id: 'b1' }, features)).toEqual([['bank'], ['near', 'b1']])
  })
  it('that is not understood is passed over, as a newer Worker may send it', () => {
    for (const data of ['pong', '{}', '{"topic":7}', 7, null]) expect(parseFeedEvent(data)).toBeNull()
    for (const data of ['{"topic":"hologram"}', '{"topic":"constructor"}']) {
      const event = parseFeedEvent(data)
      expect(event && keysOf(event, [{}])).toEqual([])
    }
    expect(parseFeedEvent('{"topic":"accounts","id":"a"}')).toEqual({ topic: 'accounts', id: 'a' })
  })
})

describe('a failed call', () => {
  it('carries the words, the fields and the request of the problem', async () => {
    const problem = {
      detail: 'No.',
      code: 'invalid_input',
      requestId: 'r1',
      errors: [{ path: 'text', message: 'Too long.' }],
    }
    const error = await errorOf(new Response(JSON.stringify(problem), { status: 422 }))
    expect(error).toMatchObject({
      message: 'No.',
      code: 'invalid_input',
      requestId: 'r1',
      faults: [{ path: 'text', message: 'Too long.' }],
      transient: false,
    })
  })
  it('of a gateway that answers with a page is still an error one can try again', async () => {
    const error = await errorOf(new Response('<html>', { status: 502, headers: { 'x-request-id': 'r2' } }))
    expect(error).toBeInstanceOf(ApiError)
    expect(error).toMatchObject({ status: 502, requestId: 'r2', transient: true })
  })
})

describe('what is shown', () => {
  it('names what has a name, and says sizes as people do', () => {
    expect([initials('Ana Ruiz'), fileSize(471, 'en'), fileSize(2_400_000, 'en')]).toEqual([
      'AR',
      '471 bytes',
      '2.4 MB',
    ])
  })
  it('has no time left when there is none', () => {
    expect(remaining('2026-01-01T00:00:00Z', Date.parse('2026-01-01T00:00:01Z'), 'en')).toBeNull()
  })
})

describe('where sign-in leads back to', () => {
  it.each(['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', undefined, 7])(
    'is never another site: %s',
    (redirect) => {
      expect(new URL(returnTo(redirect), 'https://app.example').origin).toBe('https://app.example')
    },
  )
  it('is where they were', () => {
    expect(returnTo('/calendar')).toBe('/calendar')
  })
})
