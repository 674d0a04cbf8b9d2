import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Db, ScopedDb } from '#core/lib/kernel/db.ts'
import { sqlState } from '#core/lib/kernel/errors.ts'
import type { Job } from '#core/lib/kernel/jobs.ts'
import { type Room, startRooms } from '#test/database.ts'

const rooms = startRooms()
let room: Room
beforeAll(async () => {
  room = await rooms.newWorkspace()
})

const job: Job = { type: 'access.ended', actor: 'user:nobody' }
/** Fails as Postgres does when it undoes a transaction: `40P01` is a deadlock, `40001` a conflict. */
const undone = (db: Db, state: string) =>
  db.execute(sql.raw(`do $$ begin raise exception 'undone' using errcode = '${state}'; end $$`))

type Try = (count: (db: Db) => ReturnType<typeof undone>) => Promise<unknown>
const WAYS: { way: string; try: (db: ScopedDb) => Try }[] = [
  {
    way: 'tx',
    try: (scoped) => (count) =>
      scoped.tx(async (db, enqueue) => {
        enqueue(job)
        await count(db)
      }),
  },
  {
    way: 'batch',
    try: (scoped) => (count) =>
      scoped.batch((db, enqueue) => {
        enqueue(job)
        return [count(db)]
      }),
  },
]

describe.each(WAYS)('a $way that met another', ({ try: how }) => {
  const delivered = () =>
    rooms.outside.delivered.filter(({ workspaceId }) => workspaceId === room.workspaceId)

  it.each(['40P01', '40001'])('is done anew, and what it enqueues is delivered once (%s)', async (state) => {
    rooms.outside.delivered = []
    let tried = 0
    await how(room.ctx.db)((db) => (++tried < 3 ? undone(db, state) : db.execute(sql`select 1`)))
    expect(tried).toBe(3)
    expect(delivered()).toHaveLength(1)
  })

  it('each time is given up', async () => {
    rooms.outside.delivered = []
    let tried = 0
    const given = how(room.ctx.db)((db) => {
      tried++
      return undone(db, '40P01')
    })
    expect(sqlState(await given.catch((error: unknown) => error))).toBe('40P01')
    expect(tried).toBe(3)
    expect(delivered()).toEqual([])
  })

  it('is not what failed for another reason', async () => {
    let tried = 0
    const given = how(room.ctx.db)((db) => {
      tried++
      return undone(db, '23505')
    })
    expect(sqlState(await given.catch((error: unknown) => error))).toBe('23505')
    expect(tried).toBe(1)
  })
})

// The embedded database has one session, so nothing waits for another.
if (process.env.CHORUS_TEST_DATABASE_URL) {
  it('of two that wait for each other both come to their end', async () => {
    const lock = (db: Db, key: number) => db.execute(sql`select pg_advisory_xact_lock(${key})`)
    const held = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const
    const both = Promise.all(held.map(({ promise }) => promise))
    let tried = 0
    const ends = ([first, second]: readonly [0 | 1, 0 | 1]) =>
      room.ctx.db.tx(async (db) => {
        tried++
        await lock(db, first)
        held[first].resolve()
        await both
        await lock(db, second)
      })
    await Promise.all([ends([0, 1]), ends([1, 0])])
    expect(tried).toBe(3)
  })
}
