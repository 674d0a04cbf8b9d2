import { describe, expect, it } from 'vitest'
import type { GuardedAnswer } from '#core/lib/secrets/guarded.ts'
import { pageOf, titleOfUrl } from './page.ts'

const bytes = new Uint8Array(new TextEncoder().encode('words'))
const answer = (status: number): GuardedAnswer => ({
  kind: 'fetched',
  status,
  contentType: 'text/plain',
  bytes,
  finalUrl: 'https://wiki.example.com/help/returns',
})

describe('a fetched page', () => {
  it('is read as the address gave it that answered', () => {
    const page = { bytes, contentType: 'text/plain', url: 'https://wiki.example.com/help/returns' }
    expect(pageOf(answer(200))).toEqual({ kind: 'page', page })
  })

  it('is tried again exactly when its server may answer better later', () => {
    const kindOf = (status: number) => pageOf(answer(status)).kind
    for (const status of [200, 203, 206]) expect(kindOf(status)).toBe('page')
    for (const status of [408, 429, 500, 502, 503, 504, 599]) expect(kindOf(status)).toBe('retry')
    for (const status of [300, 304, 400, 401, 403, 404, 410, 451]) expect(kindOf(status)).toBe('failed')
    expect(pageOf(answer(404))).toEqual({
      kind: 'failed',
      reason: 'The page’s server answered with status 404.',
    })
    expect(pageOf({ kind: 'refused', reason: 'Private.' })).toEqual({ kind: 'failed', reason: 'Private.' })
    expect(pageOf({ kind: 'failed', reason: 'Too slow.' })).toEqual({ kind: 'retry', reason: 'Too slow.' })
  })
})

describe('a page without a title', () => {
  it('is named by its address', () => {
    const named = (url: string) => titleOfUrl(new URL(url))
    expect(named('https://wiki.example.com/')).toBe('wiki.example.com')
    expect(named('https://wiki.example.com:8443/help/returns/?a=b#c')).toBe(
      'wiki.example.com:8443/help/returns',
    )
    expect(named(`https://wiki.example.com/${'a'.repeat(500)}`)).toHaveLength(200)
  })
})
