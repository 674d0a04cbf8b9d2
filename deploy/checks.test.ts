import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { platforms } from '#connectors/registry.ts'
import { urlsOf } from '#core/lib/platform/manifest.ts'
import { bucketOf } from '#local/bucket.ts'
import { varNames } from '#workers/env.ts'
import {
  type Facts,
  nameOf,
  problemsOf,
  queuesOf,
  requiredSecrets,
  secretsIn,
  serviceOf,
  varsOf,
} from './checks.ts'

const read = (file: string) => readFileSync(join(import.meta.dirname, '..', file), 'utf8')
const shipped = read('wrangler.toml')
const readerToml = read('workers/reader/wrangler.toml')
const webToml = read('web/wrangler.toml')
const own = shipped.replaceAll('example.com', 'acme.dev')
const ready: Facts = {
  toml: own,
  readerToml,
  webToml,
  ownerUrl: 'postgres://owner:secret@ep-x.neon.tech/chorus',
  known: varNames,
  signedIn: true,
  secrets: requiredSecrets(own),
}
const whats = (facts: Partial<Facts>) => problemsOf({ ...ready, ...facts }).map(({ what }) => what)

it('an installation that is ready has no problem', () => {
  expect(problemsOf(ready)).toEqual([])
})

it('everything that is missing is told at once, with what mends it', () => {
  const problems = problemsOf({
    toml: shipped,
    readerToml,
    webToml,
    ownerUrl: undefined,
    known: varNames,
    signedIn: false,
    secrets: ['DATABASE_URL'],
  })
  const told = problems.map(({ what }) => what).join('\n')
  for (const part of [
    'CHORUS_OWNER_DATABASE_URL',
    'not signed in',
    'CHORUS_PUBLIC_URL',
    'CHORUS_WEB_URL',
    'MAIL_FROM',
  ])
    expect(told).toContain(part)
  expect(told).toContain('no secret CHORUS_MASTER_KEY')
  expect(told).not.toContain('no secret DATABASE_URL')
  expect(problems.every(({ mend }) => mend.length > 10)).toBe(true)
})

it('a connection string that would fail half-way is refused before: without a password, or of the product’s login', () => {
  expect(whats({ ownerUrl: 'postgres://ep-x.neon.tech/chorus' })).toEqual([
    expect.stringContaining('is not of the form'),
  ])
  expect(whats({ ownerUrl: 'postgres://chorus_login:secret@ep-x.neon.tech/chorus' })).toEqual([
    expect.stringContaining('may not migrate'),
  ])
})

it('before the first deployment every secret is missing; a list that failed otherwise is not taken for a full one', () => {
  const none = secretsIn({
    ok: false,
    text: '✘ [ERROR] Worker "chorus" not found.\n\nIf this is a new Worker …',
  })
  expect(whats({ secrets: none })).toHaveLength(requiredSecrets(own).length)
  const unknown = secretsIn({ ok: false, text: '✘ [ERROR] A request to the Cloudflare API failed.' })
  expect(whats({ secrets: unknown })).toEqual(['The secrets of the Worker could not be listed.'])
  const listed = JSON.stringify(
    requiredSecrets(own).map((name) => ({ name, type: 'secret_text' })),
    null,
    2,
  )
  expect(whats({ secrets: secretsIn({ ok: true, text: `⛅️ wrangler 4\n${listed}` }) })).toEqual([])
})

it('a dashboard that is bound to another Worker is told', () => {
  expect(serviceOf(webToml)).toBe(nameOf(shipped))
  expect(whats({ toml: own.replace('name = "chorus"', 'name = "chorus-eu"') })).toEqual([
    expect.stringContaining('chorus-eu'),
  ])
})

it('a variable that nothing reads is told, and those of platforms may be set', () => {
  const misspelt = own.replace('[vars]\n', '[vars]\nCHORUS_PUBLIC_ULR = "https://acme.dev"\n')
  expect(whats({ toml: misspelt })).toEqual([expect.stringContaining('CHORUS_PUBLIC_ULR')])
  for (const { manifest } of platforms) {
    for (const { key, default: usual } of urlsOf(manifest.vars))
      expect(whats({ toml: own.replace('[vars]\n', `[vars]\n${key} = "${usual}"\n`) })).toEqual([])
    const demanded = manifest.vars.secrets.filter((secret) => requiredSecrets(own).includes(secret.key))
    expect(demanded).toEqual([])
  }
})

it('a reader of another name, or over another bucket, is told', () => {
  expect(serviceOf(shipped)).toBe(nameOf(readerToml))
  const other = readerToml.replace('"chorus-reader"', '"reader"').replace('"chorus-blobs"', '"files"')
  expect(whats({ readerToml: other })).toEqual([
    expect.stringContaining('Worker “chorus-reader”'),
    expect.stringContaining('bucket “chorus-blobs”'),
  ])
})

it('what has to exist is read from wrangler.toml, not repeated', () => {
  expect(queuesOf(shipped).sort()).toEqual([
    'comments',
    'dead-letters',
    'drafts',
    'media',
    'outgoing',
    'publishing',
    'webhooks',
    'work',
  ])
  expect(bucketOf(shipped)).toBe('chorus-blobs')
  expect(requiredSecrets(shipped)).toContain('MAIL_API_TOKEN')
  expect(varsOf(shipped).map(({ name }) => name)).toContain('CHORUS_WEB_URL')
})
