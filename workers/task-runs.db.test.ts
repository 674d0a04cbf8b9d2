import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { runHotTask, runTask, sweepRuns } from '#core/operations/actions/task-runs.ts'
import { asOwner, startRooms } from '#test/database.ts'

const { outside, system } = startRooms()
beforeEach(() => {
  outside.now = new Date()
})

const insertRunning = async (startedAt: Date) => {
  const id = randomUUID()
  await asOwner(
    `insert into task_runs (id, task, status, request_id, started_at) values ($1, 'sweep', 'running', 'test', $2)`,
    [id, startedAt],
  )
  return id
}

describe('a run of a worker', () => {
  const runs = () =>
    asOwner<{ status: string; processed: number; failed: number; error: string | null; finished: boolean }>(
      `select status, processed, failed, error, finished_at is not null as finished from task_runs
       where task = 'retention' and request_id = $1 order by started_at, id`,
      [system.requestId],
    )
  beforeEach(() => asOwner('delete from task_runs where request_id = $1', [system.requestId]))

  it('stands there while it works, and ends with what it did', async () => {
    const figures = await runTask(system, 'retention', async () => {
      expect(await runs()).toMatchObject([{ status: 'running', finished: false }])
      return { processed: 3, failed: 1 }
    })
    expect(figures).toEqual({ processed: 3, failed: 1 })
    expect(await runs()).toEqual([
      { status: 'completed', processed: 3, failed: 1, error: null, finished: true },
    ])
  })

  it('that fails says why, without secrets, and the failure goes on', async () => {
    const work = runTask(system, 'retention', async () => {
      throw new Error('Refused: Bearer abcdef.ghijkl123456')
    })
    await expect(work).rejects.toThrow('Refused')
    expect(await runs()).toMatchObject([{ status: 'failed', failed: 1, error: 'Refused: [redacted]' }])
  })

  it('that did nothing is forgotten with the next, one that did something is not', async () => {
    const tick = (processed: number) => {
      outside.now = new Date(outside.now.getTime() + 60_000)
      return runTask(system, 'retention', async () => ({ processed, failed: 0 }))
    }
    for (const processed of [0, 0, 2, 0, 0, 0]) await tick(processed)
    expect((await runs()).map(({ processed }) => processed)).toEqual([2, 0])
  })

  it('of a hot queue costs the database nothing while all goes well', async () => {
    let trips = 0
    const batch: typeof system.db.batch = (build) => {
      trips++
      return system.db.batch(build)
    }
    const counted = { ...system, db: { ...system.db, batch } }
    await runHotTask(counted, 'retention', async () => ({ processed: 5, failed: 0 }))
    expect([trips, await runs()]).toEqual([0, []])
    await runHotTask(counted, 'retention', async () => ({ processed: 4, failed: 1 }))
    expect([trips, await runs()]).toMatchObject([1, [{ status: 'failed', processed: 4, failed: 1 }]])
  })

  it('is not begun where an operator has switched the worker off', async () => {
    let worked = false
    const off = { ...system, enabled: async () => false }
    for (const run of [runTask, runHotTask])
      expect(
        await run(off, 'retention', async () => {
          worked = true
          return { processed: 1, failed: 0 }
        }),
      ).toBe('off')
    expect([worked, await runs()]).toEqual([false, []])
  })

  it('is given up once, when it can no longer be running', async () => {
    const minutesAgo = (minutes: number) => new Date(outside.now.getTime() - minutes * 60_000)
    const [dead, alive] = [await insertRunning(minutesAgo(17)), await insertRunning(minutesAgo(15))]
    expect(await sweepRuns(system)).toBe(1)
    expect(await sweepRuns(system)).toBe(0)
    const states = await asOwner<{ id: string; status: string; error: string | null }>(
      'select id, status, error from task_runs where id = any($1)',
      [[dead, alive]],
    )
    expect(states.find(({ id }) => id === dead)).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('did not end'),
    })
    expect(states.find(({ id }) => id === alive)).toMatchObject({ status: 'running', error: null })
    await asOwner('delete from task_runs where id = any($1)', [[dead, alive]])
  })
})
