import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { createLabel, deleteLabel } from '#core/inbox/actions/labels.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { asOwner, startRooms } from '#test/database.ts'

const rooms = startRooms()

// The embedded database has one session, so nothing waits for another.
if (process.env.CHORUS_TEST_DATABASE_URL) {
  it('a label that waits to be deleted keeps nobody waiting who refers to it, and leaves the series', async () => {
    const { ctx, workspaceId } = await rooms.newWorkspace()
    const { id } = await createLabel(ctx, { name: 'News', color: '#0b7285' })
    const series = newId()
    await asOwner(
      `insert into post_series (id, workspace_id, text, start_local, timezone, rrule, label_ids)
       values ($1, $2, 'Words', '2031-03-01T09:00:00', 'UTC', 'FREQ=DAILY', array[$3]::uuid[])`,
      [series, workspaceId, id],
    )
    let deleted: Promise<void> | undefined
    await ctx.db.tx(async (tx) => {
      await tx.execute(sql`select 1 from post_series where id = ${series} for update`)
      const { rows } = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`)
      deleted = deleteLabel(ctx, id)
      const waiting = () =>
        asOwner('select 1 from pg_locks where not granted and $1::int = any(pg_blocking_pids(pid))', [
          rows[0]?.pid,
        ])
      while ((await waiting()).length === 0);
      // A reference to the label takes this lock.
      await tx.execute(sql`select 1 from labels where id = ${id} for key share nowait`)
    })
    await deleted
    expect(await asOwner('select label_ids from post_series where id = $1', [series])).toEqual([
      { label_ids: [] },
    ])
  })
}
