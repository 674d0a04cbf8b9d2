import { describe, expect, it } from 'vitest'
import type { Call } from '#core/notifications/schemas.ts'
import { claim, newsOfCalls } from './new-calls.ts'

const call = (conversationId: string, at = '2026-11-21T12:00:00.000Z'): Call => ({
  conversationId,
  kind: 'asked',
  platform: 'whatsapp',
  customerName: null,
  customerHandle: null,
  text: null,
  at,
})

describe('what is news', () => {
  it('is each call once, and not what was there when the screen was opened', () => {
    const news = newsOfCalls()
    expect(news([call('ana')])).toEqual([])
    expect(news([call('ben'), call('ana')])).toEqual([call('ben')])
    expect(news([call('ben'), call('ana')])).toEqual([])
  })

  it('is a contact who writes again, and one who comes back unchanged is none', () => {
    const news = newsOfCalls()
    news([call('ana')])
    expect(news([])).toEqual([])
    expect(news([call('ana')])).toEqual([])
    const again = call('ana', '2026-11-21T12:05:00.000Z')
    expect(news([again])).toEqual([again])
  })
})

describe('several tabs', () => {
  function storage() {
    const held = new Map<string, string>()
    return {
      getItem: (name: string) => held.get(name) ?? null,
      setItem: (name: string, value: string) => void held.set(name, value),
    }
  }

  it('tell a call aloud once', () => {
    const shared = storage()
    expect(claim([call('ana')], shared)).toEqual([call('ana')])
    expect(claim([call('ana'), call('ben')], shared)).toEqual([call('ben')])
    expect(claim([call('ana'), call('ben')], shared)).toEqual([])
  })

  it('remember the last fifty, and survive what somebody else has stored there', () => {
    const shared = storage()
    for (let n = 0; n < 60; n++) claim([call(`c${n}`)], shared)
    expect(JSON.parse(shared.getItem('chorus-told') ?? '')).toHaveLength(50)
    shared.setItem('chorus-told', '{"a":1}')
    expect(claim([call('ana')], shared)).toEqual([call('ana')])
  })
})
