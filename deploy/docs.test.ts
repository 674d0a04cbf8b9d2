import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { platforms } from '#connectors/registry.ts'
import { urlsOf } from '#core/lib/platform/manifest.ts'
import { RETENTION_DAYS } from '#core/operations/actions/retention.ts'
import { bucketOf } from '#local/bucket.ts'
import { workers } from '#workers/domains.ts'
import { nameOf, queuesOf, requiredSecrets, varsOf } from './checks.ts'

const read = (file: string) => readFileSync(join(import.meta.dirname, '..', file), 'utf8')
const toml = read('wrangler.toml')

it('docs/deploy.md tells of every variable, secret, queue and bucket of wrangler.toml', () => {
  const told = read('docs/deploy.md')
  const named = [
    ...varsOf(toml).map(({ name }) => name),
    ...requiredSecrets(toml),
    ...platforms.flatMap(({ manifest: { vars } }) => [
      ...urlsOf(vars).map(({ key }) => key),
      ...vars.secrets.map(({ key }) => key),
    ]),
    ...queuesOf(toml),
    bucketOf(toml),
    nameOf(read('workers/reader/wrangler.toml')),
    nameOf(read('web/wrangler.toml')),
  ]
  expect(named.length).toBeGreaterThan(15)
  expect(named.filter((name) => !told.includes(`\`${name}\``))).toEqual([])
})

it('docs/operate.md tells of every worker that can be switched off, and keeps to what retention does', () => {
  const told = read('docs/operate.md')
  expect(Object.keys(workers).filter((name) => !told.includes(`| \`${name}\``))).toEqual([])
  const table = /## What is kept, and how long\n([\s\S]*?)\n\n[^|]/.exec(told)?.[1] ?? ''
  const days = [...table.matchAll(/\d+/g)].map(([figure]) => Number(figure))
  expect(days.sort()).toEqual(Object.values(RETENTION_DAYS).sort())
})
