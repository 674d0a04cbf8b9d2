import { beforeAll, describe, expect, it } from 'vitest'
import type { ScopedDb } from '#core/lib/kernel/db.ts'
import { asOwner, type Room, startRooms } from '#test/database.ts'
import { listCalendar } from './actions/series-view.ts'
import { scheduledPostListQuerySchema } from './schemas.ts'

const rooms = startRooms()
let room: Room
const range = { from: '2041-03-03T00:00:00Z', to: '2041-04-14T00:00:00Z' }
const asked = (query: Record<string, string>) => scheduledPostListQuerySchema.safeParse(query)

beforeAll(async () => {
  room = await rooms.newWorkspace()
  // 72 posts a day for fifty days, each to one account.
  await asOwner(
    `with p as (
       insert into scheduled_posts (id, workspace_id, text, status, publish_at, timezone)
       select gen_random_uuid(), $1, 'Post ' || n, 'queued', timestamptz '2041-03-01' + n * interval '20 minutes', 'UTC'
       from generate_series(0, 3599) n returning id, workspace_id, publish_at
     )
     insert into scheduled_post_accounts (id, workspace_id, scheduled_post_id, account_id, due_at, status)
     select gen_random_uuid(), workspace_id, id, $2, publish_at, 'queued' from p`,
    [room.workspaceId, room.accountId],
  )
})

describe('a calendar of six weeks', () => {
  it('comes whole in one answer, by time, each post with its targets', async () => {
    const query = scheduledPostListQuerySchema.parse({ ...range, limit: '5000' })
    const { items, nextCursor } = await listCalendar(room.ctx, query)
    expect(nextCursor).toBeNull()
    expect(items).toHaveLength(42 * 72)
    expect(items.map(({ publishAt }) => publishAt)).toEqual(items.map(({ publishAt }) => publishAt).sort())
    expect(items.every(({ targets }) => targets.length === 1)).toBe(true)
  })

  it('asks the database as often as a page of ten does', async () => {
    const trips = async (limit: number) => {
      let count = 0
      const db: ScopedDb = {
        ...room.ctx.db,
        batch: (build) => {
          count += 1
          return room.ctx.db.batch(build)
        },
      }
      await listCalendar({ ...room.ctx, db }, { ...range, limit })
      return count
    }
    expect(await trips(5000)).toBe(await trips(10))
  })
})

describe('more than a hundred posts at once', () => {
  it('are asked for between two times that are 44 days apart at most: six weeks, as days begin in any zone', () => {
    expect(asked({ ...range, limit: '5000' }).success).toBe(true)
    expect(asked({ from: '2026-10-04T22:00:00Z', to: '2026-11-15T23:00:00Z', limit: '101' }).success).toBe(
      true,
    )
    expect(asked({ from: '2026-10-04T00:00:00Z', to: '2026-11-17T00:00:00Z', limit: '101' }).success).toBe(
      true,
    )
    for (const query of [
      { limit: '101' },
      { limit: '101', from: '2026-10-04T00:00:00Z', to: '2026-11-17T00:00:01Z' },
      { limit: '101', from: range.from },
      { limit: '101', to: range.to },
      { limit: '101', from: range.from, to: '2041-04-17T00:00:00Z' },
      { ...range, limit: '5001' },
    ])
      expect(asked(query).success).toBe(false)
    expect(asked({ limit: '100' }).success).toBe(true)
  })
})
