import { describe, expect, it } from 'vitest'
import { linked } from './links.js'

const hrefs = (text: string, webUrl?: string) => linked(text, webUrl).flatMap(({ href }) => href ?? [])

describe('links of a mail on the phone', () => {
  it('lead to this machine, and leave what stands around them', () => {
    expect(linked('Accept:\nhttp://localhost:8788/invite/a_b-_.\nBye')).toEqual([
      { text: 'Accept:\n' },
      { text: 'http://localhost:8788/invite/a_b-_', href: 'http://localhost:8788/invite/a_b-_' },
      { text: '.\nBye' },
    ])
    expect(hrefs('http://127.0.0.1:8788/a (http://[::1]:8788/b)')).toEqual([
      'http://127.0.0.1:8788/a',
      'http://[::1]:8788/b',
    ])
  })

  it('lead to the dashboard where it is elsewhere, on its very origin', () => {
    const text = 'https://chorus.example/a http://chorus.example/b https://chorus.example:8443/c'
    expect(hrefs(text, 'https://chorus.example/')).toEqual(['https://chorus.example/a'])
    expect(hrefs(text)).toEqual([])
  })

  it.each([
    'https://evil.example/login',
    'http://localhost.evil.example/',
    'http://localhost@evil.example/',
    'http://me:secret@localhost:8788/',
    'javascript:alert(1)//http://',
    'javascript://localhost/%0aalert(1)',
    'data:text/html,<script>',
    'ftp://localhost/',
    'http://',
  ])('never lead to %s', (text) => {
    expect(linked(text, 'https://chorus.example')).toEqual([{ text }])
  })

  it('are looked for in a text of any kind, and none of it is lost', () => {
    const text = '<b>ü</b> http://localhost:1/\u202egro.live https://x.example '
    expect(
      linked(text)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text)
    expect(hrefs(text)).toEqual(['http://localhost:1/'])
    expect(linked('')).toEqual([])
  })
})
