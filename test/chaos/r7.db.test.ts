import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { asOwner } from '#test/database.ts'
import { runR1 } from './r1.ts'
import { type R1Bug, r1Bugs } from './r1-bugs.ts'
import { r1Findings } from './r1-findings.ts'
import { type Plan, stageR6 } from './r6.ts'
import { r6Bugs } from './r6-bugs.ts'
import { r6Findings } from './r6-findings.ts'
import { seedOf } from './random.ts'
import { type Bug, withBug } from './seeded-bug.ts'

const { patchable } = await vi.hoisted(() => import('./seeded-bug.ts'))

vi.mock('cloudflare:workers', () => import('./wiring.ts'))
vi.mock('#workers/context.ts', () => import('./wiring.ts'))
// A harness that never fails proves nothing: here the product is given bugs, one at a time.
vi.mock(import('#connectors/registry.ts'), async (real) => patchable('registry', await real()))
vi.mock(import('#core/inbox/actions/respond.ts'), async (real) => patchable('respond', await real()))
vi.mock(import('#core/inbox/store/ingest.ts'), async (real) => patchable('inboxStore', await real()))
vi.mock(import('#core/inbox/store/replies.ts'), async (real) => patchable('replies', await real()))
vi.mock(import('#core/lib/crypto.ts'), async (real) => patchable('crypto', await real()))
vi.mock(import('#core/lib/outbox.ts'), async (real) => patchable('outbox', await real()))
vi.mock(import('#core/lib/retry.ts'), async (real) => patchable('retry', await real()))
vi.mock(import('#core/operations/actions/ingest.ts'), async (real) => patchable('ingest', await real()))
vi.mock(import('#core/operations/store/events.ts'), async (real) => patchable('events', await real()))

const none: Bug = { name: 'none', patches: {} }
/** A bug that needs an unlucky moment has so many worlds to meet it in. */
const WORLDS = 16

describe('deliveries', { timeout: 900_000 }, () => {
  const seed = seedOf('R7', 7)
  const inWorld = async (n: number, bug: R1Bug) => {
    const { consumer } = bug
    const run = await withBug(bug, () =>
      runR1({
        seed: seed + n,
        deliveries: 250,
        abreast: { consumers: 4, steps: 1 },
        faults: { kills: 5, broken: 0.02, killsWithinMs: 3_000 },
        ...(consumer && { consumer }),
      }),
    )
    const found = await r1Findings(run)
    const workspaces = [[...new Set(run.accounts.map(({ workspaceId }) => workspaceId))]]
    // What a bug leaves undone is not for the sweeps of the next run.
    await asOwner(
      'update webhook_events set processed_at = now() where processed_at is null and workspace_id = any($1)',
      workspaces,
    )
    await asOwner('delete from outbox where workspace_id = any($1)', workspaces)
    return found
  }

  it('without a bug: nothing is found', async () => {
    for (let n = 0; n < 2; n++) expect(await inWorld(n, none)).toEqual([])
  })

  for (const bug of r1Bugs)
    it(`found: ${bug.name}`, async () => {
      let found: string[] = []
      for (let n = 0; n < WORLDS && found.length === 0; n++) found = await inWorld(n, bug)
      console.warn(`${bug.name}: ${found.join('; ')}`)
      expect(found).not.toEqual([])
    })
})

describe('answers', { timeout: 900_000 }, () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }))
  afterEach(() => void vi.useRealTimers())

  /** What is found in the first plan that finds anything. */
  const firstFinding = async (bug: Bug) => {
    const converse = await stageR6()
    // What a bug changes in the steps is no finding yet.
    const calm = await withBug(bug, () => converse({}))
    for (const plan of plansFor(calm.steps.length)) {
      const run = await withBug(bug, () => converse(plan))
      const found = await r6Findings(run, plan, calm.steps)
      if (found.length > 0) return `${JSON.stringify(plan)}: ${found.join('; ')}`
    }
    return null
  }

  for (const bug of r6Bugs)
    it(`found: ${bug.name}`, async () => {
      const found = await firstFinding(bug)
      console.warn(`${bug.name}: ${found}`)
      expect(found).not.toBeNull()
    })
})

/** Plans of r6.db.test.ts, from the last step to the first: most can go wrong where it is sent. */
function* plansFor(steps: number): Generator<Plan> {
  yield { outcomes: [{ kind: 'retry', reason: 'Busy.' }], impatient: true }
  for (let step = steps - 1; step >= 0; step--) {
    yield { interlude: { step, what: 'written' } }
    yield { interlude: { step, what: 'failed' } }
    yield { interlude: { step, what: 'elsewhere' } }
    yield { mishap: { step, where: 'after', dies: true } }
    yield { mishap: { step, where: 'after', dies: false } }
  }
}
