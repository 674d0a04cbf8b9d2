import { beforeEach, describe, expect, it } from 'vitest'
import { asOwner, type Room, startRooms } from '#test/database.ts'
import { type Job, UnknownJobError } from './jobs.ts'
import { OUTBOX_ATTEMPTS, sweepOutbox } from './outbox.ts'

const rooms = startRooms()
const { outside, system } = rooms
let room: Room
beforeEach(async () => {
  Object.assign(outside, { now: new Date(), delivered: [], deliveryError: null })
  room = await rooms.newWorkspace()
})

const job: Job = { type: 'access.ended', actor: 'user:nobody' }
const left = () =>
  asOwner<{ attempts: number }>('select attempts from outbox where workspace_id = $1', [room.workspaceId])
const mine = () => outside.delivered.filter(({ workspaceId }) => workspaceId === room.workspaceId)

const lettersOf = (workspaceId: string) =>
  asOwner<{ id: string; error: string }>(`select * from dead_letters where body->>'workspaceId' = $1`, [
    workspaceId,
  ])

describe('a job', () => {
  it('is delivered after its transaction commits, and forgotten', async () => {
    await room.ctx.db.tx(async (_tx, enqueue) => {
      enqueue(job)
      expect(mine()).toEqual([])
    })
    expect(mine().map((row) => row.job)).toEqual([job])
    expect(await left()).toEqual([])
  })

  it('of a transaction that rolls back is never delivered', async () => {
    const failed = room.ctx.db.tx(async (_tx, enqueue) => {
      enqueue(job)
      throw new Error('no')
    })
    await expect(failed).rejects.toThrow('no')
    expect(mine()).toEqual([])
    expect(await left()).toEqual([])
  })

  it('whose delivery is lost is delivered by the sweep, after a grace, and put off while that fails', async () => {
    outside.deliveryError = new Error('queue away')
    await room.ctx.db.tx(async (_tx, enqueue) => enqueue(job))
    expect(await left()).toEqual([{ attempts: 0 }])
    outside.deliveryError = null
    await sweepOutbox(system)
    expect(mine()).toEqual([])

    outside.now = new Date(outside.now.getTime() + 31_000)
    outside.deliveryError = new Error('still away')
    await sweepOutbox(system)
    expect(await left()).toEqual([{ attempts: 1 }])
    outside.deliveryError = null
    await sweepOutbox(system)
    expect(mine()).toEqual([])
    outside.now = new Date(outside.now.getTime() + 61_000)
    await sweepOutbox(system)
    expect(mine().map((row) => row.job)).toEqual([job])
    expect(await left()).toEqual([])
  })

  it('that nothing takes becomes a dead letter with its error, once', async () => {
    outside.deliveryError = new Error('refused for good')
    await room.ctx.db.tx(async (_tx, enqueue) => enqueue(job))
    for (let tries = 1; tries <= OUTBOX_ATTEMPTS; tries++) {
      expect(await left()).toEqual([{ attempts: tries - 1 }])
      outside.now = new Date(outside.now.getTime() + 3_601_000)
      await sweepOutbox(system)
    }
    expect(await left()).toEqual([])
    const letters = await lettersOf(room.workspaceId)
    expect(letters).toMatchObject([
      {
        queue: 'outbox',
        attempts: OUTBOX_ATTEMPTS,
        body: { workspaceId: room.workspaceId, job },
        replayed_at: null,
      },
    ])
    expect(letters[0]?.error).toContain('refused for good')
    await asOwner('delete from dead_letters where id = $1', [letters[0]?.id])
  })

  it('that nobody takes at all is a dead letter at once, and holds nobody up', async () => {
    await room.ctx.db.tx(async (_tx, enqueue) => {
      outside.deliveryError = new Error('queue away')
      enqueue(job)
      enqueue(job)
    })
    await asOwner(
      `update outbox set job = '{"type":"of.tomorrow"}' where id = (select min(id::text)::uuid from outbox where workspace_id = $1)`,
      [room.workspaceId],
    )
    outside.deliveryError = null
    outside.now = new Date(outside.now.getTime() + 31_000)
    await sweepOutbox({
      ...system,
      deliver: async (rows) => {
        if (rows.some((row) => row.job.type !== job.type))
          throw new UnknownJobError('No domain delivers of.tomorrow.')
        await system.deliver(rows)
      },
    })
    expect(await left()).toEqual([])
    expect(mine().map((row) => row.job)).toEqual([job])
    const [letter] = await lettersOf(room.workspaceId)
    expect(letter).toMatchObject({ queue: 'outbox', attempts: 1, body: { job: { type: 'of.tomorrow' } } })
    await asOwner('delete from dead_letters where id = $1', [letter?.id])
  })

  it('that only tells screens is delivered after the commit, and neither kept nor tried again', async () => {
    const word: Job = { type: 'feed.changed', topic: 'accounts' }
    const writes = async () => {
      await room.ctx.db.batch((_db, enqueue) => {
        enqueue(word)
        return []
      })
      await room.ctx.db.tx(async (_tx, enqueue) => enqueue(word))
    }
    await writes()
    expect(mine().map((row) => row.job)).toEqual([word, word])
    outside.deliveryError = new Error('feed away')
    await writes()
    expect(await left()).toEqual([])
  })

  it('without a workspace is refused where it is enqueued', async () => {
    await expect(system.db.tx(async (_tx, enqueue) => enqueue(job))).rejects.toThrow('without a workspace')
  })
})
