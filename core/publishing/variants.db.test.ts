import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#core/lib/kernel/ids.ts'
import type { JobOf } from '#core/lib/kernel/jobs.ts'
import { asOwner, type Room, startRooms } from '#test/database.ts'
import { stopPublishing } from '#test/publishing.ts'
import { checkPost } from './actions/check.ts'
import { publishHinted } from './actions/publish.ts'
import { listPublished } from './actions/published.ts'
import { change, read, schedule, take } from './actions/scheduled-posts.ts'
import { listCalendar } from './actions/series-view.ts'
import type { CreateScheduledPost, ScheduledPost } from './schemas.ts'

const rooms = startRooms()
const { outside, system } = rooms
let room: Room
/** Accounts of the workspace, and pictures of its library. */
let [a, b, c] = ['', '', '']
let [common, own] = ['', '']

afterAll(stopPublishing)
beforeEach(async () => {
  Object.assign(outside, { now: new Date(), outcomes: [], calls: [], contents: [], delivered: [] })
  await stopPublishing()
  room = await rooms.newWorkspace()
  a = room.accountId
  b = (await rooms.addAccount(room.workspaceId)).accountId
  c = (await rooms.addAccount(room.workspaceId)).accountId
  common = await picture('common.png')
  own = await picture('own.png')
})

async function picture(name: string): Promise<string> {
  const id = newId()
  const bytes = new Uint8Array(64).fill(7)
  await room.ctx.blobs.put(`media/${id}`, bytes)
  await asOwner(
    `insert into media (id, workspace_id, kind, mime_type, file_name, size_bytes, sha256, object_name)
     values ($1, $2, 'image', 'image/png', $3, 64, $4, $5)`,
    [id, room.workspaceId, name, id, `media/${id}`],
  )
  return id
}

const chosen = (mediaId: string) => ({ mediaId, altText: null })
const post = (input: Partial<CreateScheduledPost> = {}) =>
  schedule(room.ctx, {
    text: 'For all',
    accountIds: [a, b, c],
    publishAt: outside.now.toISOString(),
    timezone: 'UTC',
    ...input,
  })
const adapted = () => ({
  media: [chosen(common)],
  variants: { [b]: { text: 'For b' }, [c]: { media: [chosen(own)] } },
})

/** Publishes everything that was hinted. Returns what was sent, by the account's name on its platform. */
async function sent(): Promise<Record<string, { text: string; files: string[] }>> {
  const hints = outside.delivered
    .splice(0)
    .flatMap(({ job }) => (job.type === 'publishing.hint' ? [job as JobOf<'publishing.hint'>] : []))
  await publishHinted(system, hints)
  const accounts = await asOwner<{ id: string; external: string }>(
    'select id, external_id as external from social_accounts where workspace_id = $1',
    [room.workspaceId],
  )
  const idOf = new Map(accounts.map(({ id, external }) => [external, id]))
  return Object.fromEntries(
    outside.calls.map(({ to, text }, index) => {
      const content = outside.contents[index]
      const files = content?.kind === 'media' ? [content.media].flat().map((one) => one.fileName ?? '') : []
      return [idOf.get(to) ?? to, { text, files }]
    }),
  )
}
const shows = ({ media, variants }: ScheduledPost) => ({
  all: media.map(({ fileName }) => fileName),
  ...Object.fromEntries(
    Object.entries(variants).map(([id, { text, media: files }]) => [
      id,
      {
        ...(text === undefined ? {} : { text }),
        ...(files ? { files: files.map((one) => one.fileName) } : {}),
      },
    ]),
  ),
})

describe('a post with something of its own on an account', () => {
  it('says and shows that there, and what all say and show elsewhere', async () => {
    const made = await post(adapted())
    expect(shows(made)).toEqual({ all: ['common.png'], [b]: { text: 'For b' }, [c]: { files: ['own.png'] } })
    expect(await sent()).toEqual({
      [a]: { text: 'For all', files: ['common.png'] },
      [b]: { text: 'For b', files: ['common.png'] },
      [c]: { text: 'For all', files: ['own.png'] },
    })
    const { items } = await listPublished(room.ctx, { limit: 10 })
    expect(Object.fromEntries(items.map(({ accountId, text }) => [accountId, text]))).toEqual({
      [a]: 'For all',
      [b]: 'For b',
      [c]: 'For all',
    })
  })

  it('may show nothing where the others show something', async () => {
    await post({ media: [chosen(common)], variants: { [b]: { media: [] } } })
    expect(await sent()).toMatchObject({ [a]: { files: ['common.png'] }, [b]: { files: [] } })
  })

  it('keeps it through a change of the rest, and loses it with its account or by a list without it', async () => {
    const { id } = await post({
      ...adapted(),
      publishAt: new Date(outside.now.getTime() + 60_000).toISOString(),
    })
    const reworded = await change(room.ctx, id, { text: 'New for all', media: [] })
    expect(shows(reworded)).toEqual({ all: [], [b]: { text: 'For b' }, [c]: { files: ['own.png'] } })
    const without = await change(room.ctx, id, { accountIds: [a, b] })
    expect(shows(without)).toEqual({ all: [], [b]: { text: 'For b' } })
    expect(shows(await change(room.ctx, id, { variants: {} }))).toEqual({ all: [] })
    const [rows] = await asOwner<{ n: number }>(
      'select count(*)::int as n from scheduled_post_media where scheduled_post_id = $1',
      [id],
    )
    expect(rows?.n).toBe(0)
  })

  it('is judged on each account by what it says and shows there', async () => {
    const long = 'x'.repeat(5_000)
    const input = { text: long, accountIds: [a, b], publishAt: outside.now.toISOString(), timezone: 'UTC' }
    const { accounts } = await checkPost(room.ctx, { ...input, variants: { [b]: { text: 'Short' } } })
    expect(accounts.map(({ accountId, length, errors }) => [accountId, length, errors.length])).toEqual([
      [a, 5_000, 1],
      [b, 5, 0],
    ])
    await expect(post({ variants: { [b]: { text: long } } })).rejects.toMatchObject({
      kind: 'invalid',
      fields: [{ path: `variants.${b}` }],
    })
    await expect(post({ variants: { [b]: { media: [chosen(newId())] } } })).rejects.toMatchObject({
      fields: [{ path: `variants.${b}.media.0.mediaId` }],
    })
  })

  it('of an account that it does not go to is refused by its name', async () => {
    await expect(post({ accountIds: [a], variants: { [b]: { text: 'For b' } } })).rejects.toMatchObject({
      fields: [{ path: `variants.${b}`, message: expect.stringContaining('does not go to this account') }],
    })
    const { id } = await post({ publishAt: new Date(outside.now.getTime() + 60_000).toISOString() })
    await expect(
      change(room.ctx, id, { accountIds: [a], variants: { [b]: { text: 'For b' } } }),
    ).rejects.toMatchObject({ kind: 'invalid' })
  })

  it('warns of the same words where they are the same', async () => {
    await post({ variants: { [b]: { text: 'For b' } } })
    const input = { text: 'For b', accountIds: [a, b], publishAt: outside.now.toISOString(), timezone: 'UTC' }
    const sameText = async (more: Partial<CreateScheduledPost> = {}) =>
      (await checkPost(room.ctx, { ...input, ...more })).warnings
        .filter(({ code }) => code === 'same_text')
        .map(({ accountId }) => accountId)
    expect(await sameText()).toEqual([b])
    expect(await sameText({ variants: { [a]: { text: 'For all' }, [b]: { text: 'Else' } } })).toEqual([a])
  })

  it('that recurs has it in every occurrence, made or computed, and after “this and following”', async () => {
    const start = new Date(outside.now.getTime() + 3_600_000).toISOString()
    const series = await post({ ...adapted(), publishAt: start, rrule: 'FREQ=WEEKLY;COUNT=60' })
    expect(shows(series)).toMatchObject({ [b]: { text: 'For b' }, [c]: { files: ['own.png'] } })
    const all = async () => {
      const to = new Date(outside.now.getTime() + 60 * 7 * 86_400_000).toISOString()
      const { items } = await listCalendar(room.ctx, { from: outside.now.toISOString(), to, limit: 100 })
      return items
    }
    const before = await all()
    expect(new Set(before.map(({ computed }) => computed))).toEqual(new Set([true, false]))
    for (const one of before) expect(shows(one)).toEqual(shows(series))
    const second = before[1]
    if (!second) throw new Error('A second occurrence is missing.')
    await change(room.ctx, second.id, { scope: 'following', variants: { [b]: { text: 'Anew for b' } } })
    const after = await all()
    expect(after).toHaveLength(before.length)
    expect(shows(after[0] as ScheduledPost)).toEqual(shows(series))
    for (const one of after.slice(1))
      expect(shows(one)).toEqual({ all: ['common.png'], [b]: { text: 'Anew for b' } })
  })

  it('is judged by it when it is approved', async () => {
    const { id } = await post({
      ...adapted(),
      status: 'draft',
      publishAt: new Date(outside.now.getTime() + 60_000).toISOString(),
    })
    await asOwner(
      `update scheduled_posts set variants = jsonb_build_object($2::text, jsonb_build_object('text', repeat('x', 5000))) where id = $1`,
      [id, b],
    )
    await expect(take(room.ctx, id, 'queued')).rejects.toMatchObject({
      fields: [{ path: `variants.${b}` }, { path: `variants.${b}` }],
    })
    expect((await read(room.ctx, id)).status).toBe('draft')
  })
})
