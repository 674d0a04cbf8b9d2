import { expect, it } from 'vitest'
import { newId } from '#core/lib/kernel/ids.ts'
import { asOwner, startRooms } from '#test/database.ts'
import { due } from './store/targets.ts'

const rooms = startRooms()

/** Posts of a workspace that fall due one second after the other. */
async function scheduled(count: number, from: Date): Promise<string> {
  const { workspaceId, accountId } = await rooms.newWorkspace()
  for (let n = 0; n < count; n++) {
    const [postId, at] = [newId(), new Date(from.getTime() + n * 1_000)]
    await asOwner(
      `insert into scheduled_posts (id, workspace_id, text, publish_at, timezone) values ($1, $2, 'Post', $3, 'UTC')`,
      [postId, workspaceId, at],
    )
    await asOwner(
      'insert into scheduled_post_accounts (id, workspace_id, scheduled_post_id, account_id, due_at) values ($1, $2, $3, $4, $5)',
      [newId(), workspaceId, postId, accountId, at],
    )
  }
  return workspaceId
}

it('a backlog of one workspace leaves room for the first posts of all others', async () => {
  const now = new Date()
  const crowded = await scheduled(30, now)
  const quiet = await scheduled(2, new Date(now.getTime() + 60_000))
  const horizon = new Date(now.getTime() + 120_000)
  const [{ rows }] = await rooms.system.db.batch((db) => [due(db, { horizon, limit: 1_000 })])
  const ours = rows.filter(({ workspace_id }) => [crowded, quiet].includes(workspace_id))
  expect(ours.slice(0, 4).filter(({ workspace_id }) => workspace_id === quiet)).toHaveLength(2)
  const times = ours
    .filter(({ workspace_id }) => workspace_id === crowded)
    .map((row) => Number(new Date(row.due_at)))
  expect(times).toHaveLength(30)
  expect(times).toEqual(times.toSorted((a, b) => a - b))
})
