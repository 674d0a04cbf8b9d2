import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Shapes, WorkersOf } from '#core/lib/kernel/jobs.ts'
import { domains } from './domains.ts'
import { WORK } from './queues.ts'

const root = join(import.meta.dirname, '..')
const toml = readFileSync(join(root, 'wrangler.toml'), 'utf8')
const named = (table: string, key: string) =>
  [...toml.matchAll(new RegExp(`\\[\\[${table}\\]\\]\\n((?:.+\\n)*)`, 'g'))].map(
    ([, lines = '']) => new RegExp(`^${key} = "([^"]+)"`, 'm').exec(lines)?.[1],
  )

describe('the domains', () => {
  it('deliver every job that a domain declares, each one of them', async () => {
    const files = globSync('core/*/jobs.ts', { cwd: root, exclude: ['core/lib/**'] })
    const declared = await Promise.all(
      files.map(async (file) => Object.values((await import(join(root, file))) as Record<string, Shapes>)),
    )
    const types = declared.flat().flatMap((shapes) => Object.keys(shapes))
    expect(types.length).toBeGreaterThan(10)
    expect(domains.flatMap(({ jobs = {} }) => Object.keys(jobs)).sort()).toEqual(types.sort())
  })

  it('consume every queue of wrangler.toml, each one of them', () => {
    const consumed = [WORK, ...domains.flatMap(({ queues = {} }) => Object.keys(queues))]
    expect(consumed.sort()).toEqual(named('queues.consumers', 'queue').sort())
  })

  it('send jobs by the bindings of wrangler.toml, to queues that a domain consumes', () => {
    const queues = domains.flatMap((domain) => Object.entries(domain.queues ?? {}))
    const bindings = queues.flatMap(([, { jobs }]) => jobs ?? [])
    expect(named('queues.producers', 'binding')).toEqual(expect.arrayContaining(bindings))
    const jobs = domains.flatMap((domain) => Object.values(domain.jobs ?? {}))
    const sentTo = jobs.flatMap((delivery) => ('queue' in delivery ? [delivery.queue] : []))
    const takesJobs = queues.flatMap(([name, { jobs }]) => (jobs ? [name] : []))
    expect(takesJobs.sort()).toEqual([...new Set(sentTo)].sort())
    const lanes = jobs.flatMap((delivery) => ('lane' in delivery ? [delivery.lane] : []))
    const stated = domains.flatMap((domain) => Object.keys(domain.lanes ?? {}))
    // Hints of Stripe go on their lane without a job: its door asks no database (workers/api/webhooks.ts).
    expect(stated.sort()).toEqual([...new Set([...lanes, 'billing'])].sort())
  })

  it('state every worker that the types know, each one once', async () => {
    const files = globSync('core/*/workers.ts', { cwd: root })
    const declared = await Promise.all(
      files.map(async (file) => Object.values((await import(join(root, file))) as Record<string, WorkersOf>)),
    )
    const names = declared.flat().flatMap((own) => Object.keys(own))
    expect(names.length).toBeGreaterThan(20)
    expect(domains.flatMap(({ workers = {} }) => Object.keys(workers)).sort()).toEqual(names.sort())
    expect(new Set(names).size).toBe(names.length)
  })

  it('have one chore and one sweep of a name', () => {
    for (const names of [
      domains.flatMap(({ chores = [] }) => chores.map(({ worker }) => worker)),
      domains.flatMap(({ sweeps = [] }) => sweeps.map(({ name }) => name)),
    ])
      expect(new Set(names).size).toBe(names.length)
  })
})
