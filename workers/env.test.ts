import { expect, it } from 'vitest'
import { platforms } from '#connectors/registry.ts'
import { urlsOf } from '#core/lib/platform/manifest.ts'
import { configOf, varNames } from './env.ts'

const least = {
  DATABASE_URL: 'postgres://nobody@localhost/none',
  CHORUS_PUBLIC_URL: 'https://chorus.example.org/',
  CHORUS_WEB_URL: 'https://app.chorus.example.org',
  CHORUS_MASTER_KEY: btoa('k'.repeat(32)),
  CHORUS_AUTH_SECRET: 's'.repeat(32),
  MAIL_API_URL: 'https://mail.example.org',
  MAIL_API_TOKEN: 'token',
  MAIL_FROM: 'chorus@example.org',
  DNS_RESOLVER_URL: 'https://dns.example.org/dns-query',
}
const config = (more: object = {}) => configOf({ ...least, ...more } as unknown as Env)

it('an installation that has set up no platform runs, and knows where each usually is', () => {
  for (const { manifest } of platforms) {
    const { secrets } = manifest.vars
    const urls = urlsOf(manifest.vars)
    for (const { key, default: usual } of urls) expect(config().platforms[key]).toBe(usual)
    expect(secrets.map(({ key }) => config().platforms[key])).toEqual(secrets.map(() => undefined))
    expect(varNames).toEqual(expect.arrayContaining([...urls, ...secrets].map(({ key }) => key)))
  }
})

it('a platform’s address that is none is named, and never its value', () => {
  for (const { key } of platforms.flatMap(({ manifest }) => urlsOf(manifest.vars))) {
    expect(config({ [key]: 'https://elsewhere.example/' }).platforms[key]).toBe('https://elsewhere.example')
    expect(() => config({ [key]: 'token-in-the-wrong-place' })).toThrow(key)
    expect(() => config({ [key]: 'token-in-the-wrong-place' })).not.toThrow('token-in-the-wrong-place')
  }
})
