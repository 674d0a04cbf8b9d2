import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

it('the table of chores and wrangler.toml name the same expressions', () => {
  const table = readFileSync(join(import.meta.dirname, 'index.ts'), 'utf8')
  const toml = readFileSync(join(import.meta.dirname, '../../wrangler.toml'), 'utf8')
  const inTable = [...table.matchAll(/^ {2}'([^']+)': \{/gm)].map(([, cron]) => cron)
  const inToml = [...(/crons = \[([^\]]*)\]/.exec(toml)?.[1] ?? '').matchAll(/"([^"]+)"/g)].map(
    ([, cron]) => cron,
  )
  expect(inTable.length).toBeGreaterThan(0)
  expect(inTable.sort()).toEqual(inToml.sort())
})
