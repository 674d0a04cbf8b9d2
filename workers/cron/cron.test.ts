import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { chores } from './index.ts'

it('the chores of the domains and wrangler.toml name the same expressions', () => {
  const toml = readFileSync(join(import.meta.dirname, '../../wrangler.toml'), 'utf8')
  const inToml = [...(/crons = \[([^\]]*)\]/.exec(toml)?.[1] ?? '').matchAll(/"([^"]+)"/g)].map(
    ([, cron]) => cron,
  )
  expect(inToml.length).toBeGreaterThan(0)
  expect([...new Set(chores.map(({ cron }) => cron))].sort()).toEqual(inToml.sort())
})
