import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { OBJECTS } from './audit-actions.ts'

/** What operators do stands in the system log; the other kinds are seen under the object that they change. */
const ELSEWHERE = ['dead_letter', 'webhook_delivery', 'worker', 'bank', 'taxonomy', 'topic', 'test']

it('every kind of object that is recorded can be filtered by', () => {
  const recorded = new Set(
    globSync('core/**/*.ts')
      .filter((file) => !file.endsWith('.test.ts'))
      .flatMap((file) =>
        [...readFileSync(file, 'utf8').matchAll(/action: ['`]([a-z_]+)\./g)].map(([, kind]) => kind ?? ''),
      ),
  )
  expect(recorded.size).toBeGreaterThan(20)
  expect([...recorded].filter((kind) => ![...OBJECTS, ...ELSEWHERE].includes(kind))).toEqual([])
})
