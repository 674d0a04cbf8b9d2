import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { invalid } from '#core/lib/kernel/errors.ts'
import type { PostMedium } from '#core/media/schemas.ts'
import { asOwner, type Room, startRooms } from '#test/database.ts'
import { stopPublishing } from '#test/publishing.ts'
import { importPostFile, importPosts } from './actions/import.ts'
import { listPosts } from './actions/post-view.ts'
import { cancelPost, removePosts } from './actions/posts.ts'
import { read } from './actions/scheduled-posts.ts'

const rooms = startRooms()
/** No row of these tests names a file. */
const fetching = { check: () => undefined, take: async () => [] }
const { outside } = rooms
let room: Room
afterAll(stopPublishing)
beforeEach(async () => {
  Object.assign(outside, { now: new Date('2026-10-20T08:00:00Z'), delivered: [] })
  await stopPublishing()
  room = await rooms.newWorkspace()
  await asOwner(`update workspaces set timezone = 'Europe/Paris' where id = $1`, [room.workspaceId])
})

const bring = (csv: string, dryRun = false) =>
  importPostFile(room.ctx, new Uint8Array(Buffer.from(csv)), { dryRun, fetching })
const all = async () => (await listPosts(room.ctx, { limit: 100 })).items
const header = 'text,accounts,publishAt,timezone,status'

describe('importing posts', () => {
  it('schedules each row at its local time, in its own zone or the workspace’s, through daylight saving', async () => {
    const report = await bring(
      [
        header,
        `Winter,${room.accountId},2026-12-15 09:00,,`,
        `Summer,${room.accountId},2026-10-24 09:00,,draft`,
        `Tokyo,${room.accountId},2026-12-15 09:00,Asia/Tokyo,awaiting_approval`,
        `Exact,${room.accountId},2026-12-15T09:00:00Z,,`,
      ].join('\r\n'),
    )
    expect(report).toMatchObject({ created: 4, ignored: [] })
    expect(report.rows.map(({ line, status }) => [line, status])).toEqual(
      [2, 3, 4, 5].map((line) => [line, 'ok']),
    )
    const posts = await Promise.all(report.rows.map(({ id }) => read(room.ctx, id ?? '')))
    expect(posts.map(({ publishAt, timezone, status }) => [publishAt, timezone, status])).toEqual([
      ['2026-12-15T08:00:00.000Z', 'Europe/Paris', 'queued'],
      ['2026-10-24T07:00:00.000Z', 'Europe/Paris', 'draft'],
      ['2026-12-15T00:00:00.000Z', 'Asia/Tokyo', 'awaiting_approval'],
      ['2026-12-15T09:00:00.000Z', 'Europe/Paris', 'queued'],
    ])
  })

  it('puts on each row’s post its labels and its campaign, which must be there', async () => {
    const [label, campaign] = await asOwner<{ id: string }>(
      `with l as (insert into labels (id, workspace_id, name, color) values (gen_random_uuid(), $1, 'News', '#0b7285') returning id),
        c as (insert into campaigns (id, workspace_id, name, color) values (gen_random_uuid(), $1, 'Spring', '#0b7285') returning id)
       select id from l union all select id from c`,
      [room.workspaceId],
    )
    const report = await bring(
      [
        `${header},labels,campaign`,
        `Sorted,${room.accountId},2026-12-15 09:00,,,news,SPRING`,
        `Plain,${room.accountId},2026-12-16 09:00,,,,`,
        `Wrong,${room.accountId},2026-12-17 09:00,,,Old;News,Autumn`,
      ].join('\n'),
    )
    expect(report.rows.map(({ errors }) => errors)).toEqual([
      [],
      [],
      [expect.stringContaining('“Old”'), expect.stringContaining('“Autumn”')],
    ])
    const [sorted, plain] = await all()
    expect(sorted).toMatchObject({ text: 'Sorted', labels: [{ id: label?.id }], campaignId: campaign?.id })
    expect(plain).toMatchObject({ text: 'Plain', labels: [], campaignId: null })
  })

  it('says of each row what is wrong with it, and schedules the others', async () => {
    const long = 'x'.repeat(5_000)
    const csv = [
      header,
      `Good,${room.accountId},2026-12-15 09:00,,`,
      `Past,${room.accountId},2026-01-15 09:00,,`,
      `Nowhere,Nobody,2026-12-15 09:00,,`,
      `When,${room.accountId},15/12/2026 09:00,,`,
      `${long},${room.accountId},2026-12-15 09:00,,`,
      `Zone,${room.accountId},2026-12-15 09:00,Mars/Base,`,
      `Good,${room.accountId},2026-12-15 09:00,,`,
    ].join('\n')
    const would = await bring(csv, true)
    expect(await all()).toEqual([])
    const report = await bring(csv)
    expect(report.rows.map(({ line, status, errors }) => ({ line, status, errors }))).toEqual(would.rows)
    expect(report.rows.map(({ status }) => status)).toEqual(['ok', ...Array(6).fill('error')])
    expect(report.rows.slice(1).map(({ errors }) => errors[0])).toEqual([
      expect.stringContaining('at most 5 minutes past'),
      'No account is called “Nobody”. Use its name, or its id.',
      '“15/12/2026 09:00” is no time that means one thing: write it as 2026-12-15 09:00.',
      expect.stringContaining('takes 4096 characters'),
      expect.any(String),
      'The same post at the same time stands on line 2 already.',
    ])
    expect(await all()).toHaveLength(1)
  })

  it('of the same file again schedules nothing twice', async () => {
    const csv = `${header}\nOnce,${room.accountId},2026-12-15 09:00,,`
    await bring(csv)
    expect(await bring(csv)).toMatchObject({
      created: 0,
      rows: [{ status: 'error', errors: ['The same post is scheduled for this time already.'] }],
    })
    expect(await all()).toHaveLength(1)
  })

  it('tells posts apart by account: a row for each, and one where another account has it, are no doubles', async () => {
    const other = (await rooms.addAccount(room.workspaceId)).accountId
    const third = (await rooms.addAccount(room.workspaceId)).accountId
    const row = (accounts: string) => `Same,${accounts},2026-12-15 09:00,,`
    const first = await bring([header, row(room.accountId), row(other), row(room.accountId)].join('\n'))
    expect(first.rows.map(({ status }) => status)).toEqual(['ok', 'ok', 'error'])
    const second = await bring([header, row(third), row(`${third};${other}`)].join('\n'))
    expect(second.rows.map(({ errors }) => errors)).toEqual([
      [],
      ['The same post at the same time stands on line 2 already.'],
    ])
    expect(await all()).toHaveLength(3)
  })

  it('takes in again what was cancelled', async () => {
    const csv = `${header}\nOnce,${room.accountId},2026-12-15 09:00,,`
    const { rows: made } = await bring(csv)
    await cancelPost(room.ctx, made[0]?.id ?? '')
    expect(await bring(csv)).toMatchObject({ created: 1 })
  })

  it('sent twice at once schedules each post once', async () => {
    const csv = [
      header,
      ...['One', 'Two'].map((text) => `${text},${room.accountId},2026-12-15 09:00,,`),
    ].join('\n')
    const reports = await Promise.all([bring(csv), bring(csv), bring(csv)])
    expect(reports.map(({ created }) => created).sort()).toEqual([0, 0, 2])
    expect((await all()).map(({ text }) => text).sort()).toEqual(['One', 'Two'])
  })

  it('is refused whole where the plan has no room for it, by the dry run already', async () => {
    const ctx = { ...room.ctx, limits: { most: async () => 1 } }
    const items = ['One', 'Two'].map((text) => ({
      ...{ text, accounts: [room.accountId], publishAt: '2027-01-01 09:00' },
    }))
    for (const dryRun of [true, false])
      await expect(importPosts(ctx, { items }, { dryRun, fetching })).rejects.toMatchObject({
        code: 'limit_reached',
      })
    expect(await all()).toEqual([])
  })

  it('fetches files of rows that are scheduled alone, and judges them', async () => {
    const taken: string[] = []
    const library = {
      check: () => undefined,
      take: async (_ctx: unknown, found: readonly PostMedium[]) => {
        taken.push(...found.map((one) => ('url' in one ? one.url : '')))
        throw invalid('The file cannot be fetched.')
      },
    }
    const item = {
      accounts: [room.accountId],
      publishAt: '2027-01-01 09:00',
      media: ['https://files.example/a.png'],
    }
    const items = [
      { ...item, text: 'With a file' },
      { ...item, text: 'With a file' },
      { ...item, text: 'Nowhere', accounts: ['Nobody'] },
      { ...item, text: 'Without', media: undefined },
    ]
    const would = await importPosts(room.ctx, { items }, { dryRun: true, fetching: library })
    expect([would.created, taken]).toEqual([2, []])
    const { rows: became } = await importPosts(room.ctx, { items }, { dryRun: false, fetching: library })
    expect(became.map(({ status }) => status)).toEqual(['error', 'error', 'error', 'ok'])
    expect(became[0]?.errors).toEqual(['The file cannot be fetched.'])
    expect(taken).toEqual(['https://files.example/a.png'])
  })

  it('judges fifty rows in one trip to the database', async () => {
    let trips = 0
    const db = {
      ...room.ctx.db,
      batch(build: never): never {
        trips += 1
        return room.ctx.db.batch(build) as never
      },
    }
    const items = Array.from({ length: 200 }, (_, n) => ({
      ...{ text: `Post ${n}`, accounts: [room.accountId], publishAt: '2027-01-01 09:00' },
    }))
    await importPosts({ ...room.ctx, db }, { items }, { dryRun: true, fetching })
    // The accounts, four times fifty rows, and what is there already.
    expect(trips).toBe(6)
  })

  it('of 400 rows is one act, which is taken back as one; what has begun stays', async () => {
    const items = Array.from({ length: 400 }, (_, n) => ({
      text: `Post ${n}`,
      accounts: [room.accountId],
      publishAt: `2027-01-01 ${String(Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}`,
    }))
    const { created, rows } = await importPosts(room.ctx, { items }, { dryRun: false, fetching })
    expect(created).toBe(400)
    const ids = rows.flatMap(({ id }) => id ?? [])
    await asOwner(
      `update scheduled_post_accounts set status = 'sending', fence = 1, started_at = now() where scheduled_post_id = $1`,
      [ids[7]],
    )
    const other = await rooms.newWorkspace()
    expect(await removePosts(other.ctx, { ids })).toEqual({ removed: [], kept: ids })
    const { removed, kept } = await removePosts(room.ctx, { ids })
    expect([removed.length, kept]).toEqual([399, [ids[7]]])
    const acts = await asOwner<{ action: string }>(
      `select action from audit_log where workspace_id = $1 and action like 'post.%' order by created_at, id`,
      [room.workspaceId],
    )
    expect(acts.map(({ action }) => action)).toEqual(['post.import', 'post.delete_many'])
  })
})
