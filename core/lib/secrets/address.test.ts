import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressProblem, isAddress, urlProblem } from './address.ts'

const dotted = (value: number) => [24, 16, 8, 0].map((bits) => (value >>> bits) & 255).join('.')
const hextets = (value: number) => `${(value >>> 16).toString(16)}:${(value & 0xffff).toString(16)}`
const anyV4 = fc.integer({ min: 0, max: 2 ** 32 - 1 })
const anyV6 = fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 8, maxLength: 8 })
const block = (first: string, bits: number) => {
  const start = first.split('.').reduce((value, part) => value * 256 + Number(part), 0)
  return fc.integer({ min: start, max: start + 2 ** (32 - bits) - 1 })
}
const specialV4 = fc.oneof(
  block('0.0.0.0', 8),
  block('10.0.0.0', 8),
  block('100.64.0.0', 10),
  block('127.0.0.0', 8),
  block('169.254.0.0', 16),
  block('172.16.0.0', 12),
  block('192.0.0.0', 24),
  block('192.0.2.0', 24),
  block('192.88.99.0', 24),
  block('192.168.0.0', 16),
  block('198.18.0.0', 15),
  block('198.51.100.0', 24),
  block('203.0.113.0', 24),
  block('224.0.0.0', 3),
)

describe('an address', () => {
  it('of a special IPv4 block is not public, however deep in the block', () => {
    fc.assert(fc.property(specialV4, (value) => addressProblem(dotted(value)) !== null))
  })

  it('next to a special IPv4 block is public', () => {
    for (const ip of [
      '1.0.0.0',
      '9.255.255.255',
      '11.0.0.0',
      '100.63.255.255',
      '100.128.0.0',
      '126.255.255.255',
    ])
      expect(addressProblem(ip)).toBeNull()
    for (const ip of [
      '128.0.0.0',
      '169.253.255.255',
      '169.255.0.0',
      '172.15.255.255',
      '172.32.0.0',
      '192.0.1.0',
    ])
      expect(addressProblem(ip)).toBeNull()
    for (const ip of [
      '192.167.255.255',
      '192.169.0.0',
      '198.17.255.255',
      '198.20.0.0',
      '203.0.112.255',
      '223.255.255.255',
    ])
      expect(addressProblem(ip)).toBeNull()
  })

  it('that carries any IPv4 address inside an IPv6 one is not public, in either notation', () => {
    const forms = ['::', '::ffff:', '::ffff:0:', '64:ff9b::', '64:ff9b:1::', '2001::']
    fc.assert(
      fc.property(anyV4, fc.constantFrom(...forms), (value, form) => {
        expect(addressProblem(form + hextets(value))).not.toBeNull()
        expect(addressProblem(form + dotted(value))).not.toBeNull()
        expect(addressProblem(`2002:${hextets(value)}::1`)).not.toBeNull()
      }),
    )
  })

  it('is judged alike in every notation of the same number', () => {
    const words = (ip: string) => addressProblem(ip)?.replace(ip, '')
    fc.assert(
      fc.property(anyV6, (parts) => {
        const full = parts.map((part) => part.toString(16).padStart(4, '0')).join(':')
        const short = new URL(`http://[${full}]/`).hostname.slice(1, -1)
        const last = ((parts[6] ?? 0) * 65_536 + (parts[7] ?? 0)) >>> 0
        const mixed = `${full.split(':').slice(0, 6).join(':')}:${dotted(last)}`
        expect(words(full)).toBe(words(short))
        expect(words(full.toUpperCase())).toBe(words(short))
        expect(words(mixed)).toBe(words(short))
      }),
    )
  })

  it('outside of 2000::/3 is never public, inside it is where nothing special lies', () => {
    fc.assert(
      fc.property(anyV6, fc.integer({ min: 0, max: 0xffff }), ([, ...rest], first) => {
        const ip = [first, ...rest].map((part) => part.toString(16)).join(':')
        if (first < 0x2000 || first > 0x3fff) expect(addressProblem(ip)).not.toBeNull()
        else if (![0x2001, 0x2002, 0x2620, 0x3fff].includes(first)) expect(addressProblem(ip)).toBeNull()
      }),
    )
    for (const ip of [
      '2001:200::1',
      '2001:4860:4860::8888',
      '2001:db9::1',
      '2620:4f:7fff::1',
      '3fff:1000::1',
    ])
      expect(addressProblem(ip)).toBeNull()
    for (const ip of [
      '2001:1ff:ffff::1',
      '2001:db8:ffff::1',
      '2620:4f:8000::1',
      '3fff:fff::1',
      '3ffe:ffff:1::%1',
    ])
      expect(addressProblem(ip)).not.toBeNull()
  })

  it('that is not written as one is not public', () => {
    const odd = [
      '',
      '1',
      '1.2.3',
      '1.2.3.4.5',
      '1.2.3.256',
      '01.2.3.4',
      '1.2.3.0x4',
      '1.2.3.4 ',
      ' 1.1.1.1',
      '1.1.1.1.',
      '+1.1.1.1',
    ]
    const odder = [
      '1:2:3:4:5:6:7',
      '1:2:3:4:5:6:7:8:9',
      '::1::',
      ':::',
      '2606:4700:::1111',
      '1:2:3:4:5:6:7::8',
      '12345::',
      'g::',
      '2606::%1',
    ]
    const oddest = [
      '1.2.3.4::',
      '::1.2.3.4:5',
      '[2606::1]',
      '2606::1/64',
      '1::1.2.3',
      'example.com',
      '２606::1',
      '١.1.1.1',
      '1,1,1,1',
      '-1.1.1.1',
    ]
    for (const ip of [...odd, ...odder, ...oddest]) expect(addressProblem(ip)).toMatch(/is not an IP address/)
  })

  it('is judged for any text at all, without an error', () => {
    fc.assert(fc.property(fc.string(), (text) => typeof addressProblem(text) !== 'undefined'))
  })
})

describe('a URL', () => {
  it('with an IPv4 host is judged by its number, in decimal, octal, hexadecimal and short forms', () => {
    fc.assert(
      fc.property(fc.oneof(specialV4, anyV4), (value) => {
        const [a = 0, b = 0] = [value >>> 24, (value >>> 16) & 255]
        const isPublic = addressProblem(dotted(value)) === null
        const forms = [
          ...[dotted(value), String(value), `0x${value.toString(16)}`, `0${value.toString(8)}`],
          ...[
            `${a}.${value & 0xffffff}`,
            `${a}.${b}.${value & 0xffff}`,
            `0x${a.toString(16)}.0${b.toString(8)}.${value & 0xffff}`,
          ],
        ]
        for (const host of forms) {
          const judged = urlProblem(`http://${host}/`)
          expect('url' in judged).toBe(isPublic)
          if ('url' in judged)
            expect([judged.url.hostname, isAddress(judged.url)]).toEqual([dotted(value), true])
        }
      }),
    )
  })

  it('that is let through is http or https, names nobody, has a host, and reads the same again', () => {
    const scheme = fc.constantFrom('http://', 'https://', 'http:', 'ftp://', '//', 'http:\\\\', '')
    const piece = fc.constantFrom(
      'example.com',
      'a@',
      ':80',
      ':22',
      '/',
      '\\',
      '?',
      '#',
      '127.0.0.1',
      '。',
      '%2e',
      '[::1]',
      '\t',
      '①',
      '.',
    )
    fc.assert(
      fc.property(
        scheme,
        fc.array(fc.oneof(piece, fc.string({ maxLength: 4 })), { maxLength: 6 }),
        (start, rest) => {
          const judged = urlProblem(start + rest.join(''))
          if ('problem' in judged) {
            expect(judged.problem).not.toBe('')
            return
          }
          const { url } = judged
          expect(['http:', 'https:']).toContain(url.protocol)
          expect([url.username, url.password]).toEqual(['', ''])
          expect(url.hostname).toMatch(/[.:]/)
          expect(urlProblem(url.href)).toEqual({ url })
        },
      ),
      { numRuns: 2_000 },
    )
  })

  it('is no longer than 2048 characters', () => {
    const of = (length: number) => `https://example.com/${'a'.repeat(length - 20)}`
    expect(urlProblem(of(2_048))).toHaveProperty('url')
    expect(urlProblem(of(2_049))).toHaveProperty('problem')
  })
})
