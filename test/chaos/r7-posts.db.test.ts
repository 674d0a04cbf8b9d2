import { describe, expect, it, vi } from 'vitest'
import { asOwner } from '#test/database.ts'
import { runR2 } from './r2.ts'
import { type R2Bug, r2Bugs } from './r2-bugs.ts'
import { r2Findings } from './r2-findings.ts'
import { findEach, rememberedWorlds } from './remembered.ts'
import { withBug } from './seeded-bug.ts'

const { patchable } = await vi.hoisted(() => import('./seeded-bug.ts'))

// As in r7.db.test.ts: the harness must find bugs in publishing that are seeded one at a time.
vi.mock(import('#connectors/http.ts'), async (real) => patchable('http', await real()))
vi.mock(import('#core/lib/kernel/outbox.ts'), async (real) => patchable('outbox', await real()))
vi.mock(import('#core/lib/platform/retry.ts'), async (real) => patchable('retry', await real()))
vi.mock(import('#core/publishing/actions/publish.ts'), async (real) => patchable('publish', await real()))
vi.mock(import('#core/publishing/rules/find.ts'), async (real) => patchable('find', await real()))
vi.mock(import('#core/publishing/store/preparing.ts'), async (real) => patchable('preparing', await real()))
vi.mock(import('#core/publishing/store/targets.ts'), async (real) => patchable('targets', await real()))

const none: R2Bug = { name: 'none', patches: {} }
/** Number of worlds of each size in which a bug that needs an unlucky moment is searched for. */
const WORLDS = 12
const SIZES = [40, 100]
const SEED = 7

interface World {
  seed: number
  targets: number
}

function* worlds(): Generator<World> {
  for (const targets of SIZES) for (let n = 0; n < WORLDS; n++) yield { seed: SEED + n, targets }
}

describe('posts', { timeout: 900_000 }, () => {
  /** Runs a small world with far more faults than usual: one in five calls goes wrong, one process in ten stands still. */
  const inWorld = async (world: World, bug: R2Bug) => {
    const { ticks, files } = bug
    const run = await withBug(bug, () =>
      runR2({
        ...world,
        perSecond: 1,
        actedOn: 0.15,
        byHand: 0.4,
        abreast: { consumers: 40, steps: 1 },
        faults: { kills: 6, broken: 0.01, frozen: 0.03 },
        calls: [
          ['unheard', 0.05],
          ['lost', 0.03],
          ['late', 0.03],
          ['busy', 0.08],
          ['down', 0.04],
          ['refused', 0.02],
        ],
        ...(ticks && { ticks }),
        ...(files && { files }),
      }),
    )
    const found = await r2Findings(run)
    const workspaces = [[...new Set(run.world.channels.map(({ workspaceId }) => workspaceId))]]
    // Clear the work that a bug left undone, so that the next run's ticks do not find it.
    await asOwner(
      `update scheduled_post_accounts set status = 'cancelled', waiting_reason = null
       where status in ('queued', 'sending', 'waiting') and workspace_id = any($1)`,
      workspaces,
    )
    await asOwner('delete from outbox where workspace_id = any($1)', workspaces)
    return found
  }

  it('without a bug: nothing is found, in none of the worlds that show one', async () => {
    const usual = { seed: SEED, targets: 100 }
    for (const world of [usual, ...rememberedWorlds<World>('posts')])
      expect(await inWorld(world, none), JSON.stringify(world)).toEqual([])
    for (const { name, ticks } of r2Bugs)
      if (ticks) expect(await inWorld(usual, { ...none, ticks }), name).toEqual([])
  })

  it('without a bug, with files: nothing is found', async () => {
    for (const world of SIZES.map((targets) => ({ seed: SEED, targets })))
      expect(await inWorld(world, { ...none, files: 0.8 }), JSON.stringify(world)).toEqual([])
  })

  findEach({ where: 'posts', bugs: r2Bugs, worlds, findings: inWorld })
})
