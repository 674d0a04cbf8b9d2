import { randomUUID } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { describe, expect, it } from 'vitest'
import { migrationsFolder } from './migrate.ts'
import { migratePglite, migrateTables, openPglite } from './pglite.ts'

interface Journal {
  entries: { idx: number; tag: string }[]
}

/** The migrations as they were before a certain one, or before the last. */
function upTo(tag?: string): { path: string; next: string } {
  const path = mkdtempSync(join(tmpdir(), 'chorus-migrations-'))
  cpSync(migrationsFolder, path, { recursive: true })
  const file = join(path, 'meta/_journal.json')
  const journal = JSON.parse(readFileSync(file, 'utf8')) as Journal
  const at =
    tag === undefined ? journal.entries.length - 1 : journal.entries.findIndex((one) => one.tag === tag)
  const [next] = journal.entries.splice(at)
  writeFileSync(file, JSON.stringify(journal))
  return { path, next: next?.tag ?? '' }
}

const tables = async (db: PGlite) =>
  (await db.query<{ n: number }>(`select count(*)::int as n from pg_tables where schemaname = 'public'`))
    .rows[0]?.n

describe('the migrations', () => {
  it('run forward on an empty database, and a second time do nothing', async () => {
    const db = await openPglite()
    await migratePglite(db)
    const made = await tables(db)
    expect(made).toBeGreaterThan(20)
    await migratePglite(db)
    expect(await tables(db)).toBe(made)
    await db.close()
  })

  it('run forward on a database with data, and keep it', async () => {
    const db = await openPglite()
    const { path, next } = upTo()
    await migrateTables(db, path)
    const [workspaceId, userId] = [randomUUID(), randomUUID()]
    await db.query('insert into users (id, name, email) values ($1, $2, $3)', [
      userId,
      'Ada',
      'ada@chorus.test',
    ])
    await db.query('insert into workspaces (id, name) values ($1, $2)', [workspaceId, 'Kept'])
    await db.query('insert into members (id, workspace_id, user_id, role) values ($1, $2, $3, $4)', [
      randomUUID(),
      workspaceId,
      userId,
      'owner',
    ])
    await migratePglite(db)
    rmSync(path, { recursive: true })
    const { rows } = await db.query(
      'select w.name, m.role from workspaces w join members m on m.workspace_id = w.id',
    )
    expect([next, rows]).toEqual([expect.any(String), [{ name: 'Kept', role: 'owner' }]])
    await db.close()
  })

  it('carry over what is open of posts: it is queued, what is being sent says since when, and only what has ended is a run', async () => {
    const db = await openPglite()
    const { path } = upTo('0022_what_is_open')
    await migrateTables(db, path)
    rmSync(path, { recursive: true })
    const [workspace, account] = [randomUUID(), randomUUID()]
    await db.query('insert into workspaces (id, name) values ($1, $2)', [workspace, 'Kept'])
    await db.query(
      `insert into social_accounts (id, workspace_id, platform, external_id, name, credentials) values ($1, $2, 'telegram', 'x', 'Channel', '')`,
      [account, workspace],
    )
    const [at, claimedAt, lookAt] = ['2027-01-01T09:00:00Z', '2027-01-01T08:59:58Z', '2027-01-01T09:02:00Z']
    const states = [
      'queued',
      'sending',
      'waiting limited',
      'waiting paused',
      'waiting late',
      'unknown',
      'sent',
    ]
    for (const state of states) {
      const [status, reason = null] = state.split(' ')
      const [post, target, tried] = [
        randomUUID(),
        randomUUID(),
        ['sending', 'unknown', 'sent'].includes(state),
      ]
      await db.query(
        `insert into scheduled_posts (id, workspace_id, text, publish_at, timezone) values ($1, $2, $3, $4, 'UTC')`,
        [post, workspace, state, at],
      )
      await db.query(
        `insert into scheduled_post_accounts (id, workspace_id, scheduled_post_id, account_id, status, waiting_reason, due_at, fence, look_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          target,
          workspace,
          post,
          account,
          status,
          reason,
          at,
          tried ? 1 : 0,
          state === 'unknown' ? lookAt : null,
        ],
      )
      const run = state === 'sending' ? 'started' : state === 'sent' ? 'success' : state
      if (tried)
        await db.query(
          `insert into post_runs (id, workspace_id, scheduled_post_id, target_id, fence, status, started_at) values ($1, $2, $3, $4, 1, $5, $6)`,
          [randomUUID(), workspace, post, target, run, claimedAt],
        )
    }
    await migratePglite(db)
    const { rows: queued } = await db.query(
      `select p.text, q.task, q.at = coalesce(t.look_at, t.due_at) as due, q.publish_at = p.publish_at as same
       from publishing_queue q join scheduled_post_accounts t on t.id = q.target_id join scheduled_posts p on p.id = q.scheduled_post_id`,
    )
    const open = (text: string, task: string) => ({ text, task, due: true, same: true })
    expect(queued).toHaveLength(5)
    expect(queued).toEqual(
      expect.arrayContaining([
        open('queued', 'send'),
        open('sending', 'send'),
        open('waiting limited', 'send'),
        open('waiting paused', 'resume'),
        open('unknown', 'look'),
      ]),
    )
    const { rows: attempts } = await db.query(
      `select p.text, a.status, a.started_at from post_attempts a join scheduled_posts p on p.id = a.scheduled_post_id order by p.text`,
    )
    const attempt = (text: string, status: string) => ({ text, status, started_at: new Date(claimedAt) })
    expect(attempts).toEqual([
      attempt('sending', 'started'),
      attempt('sent', 'success'),
      attempt('unknown', 'unknown'),
    ])
    const { rows: stored } = await db.query('select count(*)::int as n from post_runs')
    expect(stored).toEqual([{ n: 2 }])
    await db.close()
  })
})
