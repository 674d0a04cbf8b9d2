import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { asOwner } from '#test/database.ts'
import { runR1 } from './r1.ts'
import { type R1Bug, r1Bugs } from './r1-bugs.ts'
import { r1Findings } from './r1-findings.ts'
import { type Plan, stageR6 } from './r6.ts'
import { r6Bugs } from './r6-bugs.ts'
import { r6Findings } from './r6-findings.ts'
import { findEach, rememberedWorlds } from './remembered.ts'
import { type Bug, withBug } from './seeded-bug.ts'

const { patchable } = await vi.hoisted(() => import('./seeded-bug.ts'))

vi.mock('cloudflare:workers', () => import('./wiring.ts'))
// Checks the harness itself: it must find bugs that are seeded in the product, one at a time.
vi.mock(import('#connectors/sources.ts'), async (real) => patchable('sources', await real()))
vi.mock(import('#core/inbox/actions/respond.ts'), async (real) => patchable('respond', await real()))
vi.mock(import('#core/inbox/actions/threads.ts'), async (real) => patchable('threads', await real()))
vi.mock(import('#core/inbox/store/outbound.ts'), async (real) => patchable('outbound', await real()))
vi.mock(import('#core/inbox/store/decisions.ts'), async (real) => patchable('decisions', await real()))
vi.mock(import('#core/lib/secrets/crypto.ts'), async (real) => patchable('crypto', await real()))
vi.mock(import('#core/lib/platform/retry.ts'), async (real) => patchable('retry', await real()))
vi.mock(import('#core/operations/actions/ingest.ts'), async (real) => patchable('ingest', await real()))

const none: Bug = { name: 'none', patches: {} }
/** Number of worlds of each size in which a bug that needs an unlucky moment is searched for. */
const WORLDS = 16
const SIZES = [50, 125, 250]
const SEED = 7

interface World {
  seed: number
  deliveries: number
}

function* worlds(): Generator<World> {
  for (const deliveries of SIZES) for (let n = 0; n < WORLDS; n++) yield { seed: SEED + n, deliveries }
}

describe('deliveries', { timeout: 900_000 }, () => {
  const inWorld = async (world: World, bug: R1Bug) => {
    const { consumer } = bug
    const run = await withBug(bug, () =>
      runR1({
        ...world,
        abreast: { consumers: 4, steps: 1 },
        faults: { kills: 5, broken: 0.02, killsWithinMs: 3_000 },
        ...(consumer && { consumer }),
      }),
    )
    const found = await r1Findings(run)
    const workspaces = [[...new Set(run.accounts.map(({ workspaceId }) => workspaceId))]]
    // Clear the work that a bug left undone, so that the next run's sweeps do not find it.
    await asOwner(
      'update webhook_events set processed_at = now() where processed_at is null and workspace_id = any($1)',
      workspaces,
    )
    await asOwner('update ai_rules set ai_control_enabled = false where workspace_id = any($1)', workspaces)
    return found
  }

  it('without a bug: nothing is found, in none of the worlds that show one', async () => {
    for (const world of [{ seed: SEED, deliveries: 250 }, ...rememberedWorlds<World>('deliveries')])
      expect(await inWorld(world, none), JSON.stringify(world)).toEqual([])
  })

  findEach({ where: 'deliveries', bugs: r1Bugs, worlds, findings: inWorld })
})

describe('answers', { timeout: 900_000 }, () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }))
  afterEach(() => void vi.useRealTimers())

  const answerTo = async (plan: Plan, bug: Bug) => {
    const converse = await stageR6()
    // Compare with a calm run that has the bug too: other steps alone are no finding.
    const calm = await withBug(bug, () => converse({}))
    const run = await withBug(bug, () => converse(plan))
    return r6Findings(run, plan, calm.steps)
  }

  findEach({ where: 'answers', bugs: r6Bugs, worlds: plans, findings: answerTo })
})

/** Yields plans of r6.db.test.ts, from the last step to the first: most faults are possible where it is sent. */
async function* plans(): AsyncGenerator<Plan> {
  yield { outcomes: [{ kind: 'retry', reason: 'Busy.' }], impatient: true }
  const { steps } = await (await stageR6())({})
  for (let step = steps.length - 1; step >= 0; step--) {
    yield { interlude: { step, what: 'written' } }
    yield { interlude: { step, what: 'failed' } }
    yield { interlude: { step, what: 'elsewhere' } }
    yield { mishap: { step, where: 'after', dies: true } }
    yield { mishap: { step, where: 'after', dies: false } }
  }
}
