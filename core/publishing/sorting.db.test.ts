import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#core/lib/kernel/ids.ts'
import { asOwner, type Room, startRooms } from '#test/database.ts'
import { stopPublishing } from '#test/publishing.ts'
import { changeCampaign, createCampaign, deleteCampaign, getCampaign } from './actions/campaigns.ts'
import { makeDueOccurrences } from './actions/make.ts'
import { cancel, change, read, schedule } from './actions/scheduled-posts.ts'
import { listCalendar } from './actions/series-view.ts'
import { sortPosts } from './actions/sorting.ts'
import { createCampaignSchema, type Period } from './schemas/campaigns.ts'
import type { CreateScheduledPost, ScheduledPost } from './schemas.ts'

const rooms = startRooms()
const { outside, system } = rooms
const DAY = 24 * 3_600_000
let room: Room
let [spring, autumn] = ['', '']
let [news, offer] = ['', '']

afterAll(stopPublishing)
beforeEach(async () => {
  Object.assign(outside, { now: new Date('2031-03-01T08:00:00Z'), outcomes: [], calls: [], delivered: [] })
  await stopPublishing()
  room = await rooms.newWorkspace()
  spring = (await campaign('Spring')).id
  autumn = (await campaign('Autumn')).id
  news = await label('News')
  offer = await label('Offer')
})

async function label(name: string, { workspaceId } = room): Promise<string> {
  const id = newId()
  await asOwner(`insert into labels (id, workspace_id, name, color) values ($1, $2, $3, '#0b7285')`, [
    id,
    workspaceId,
    name,
  ])
  return id
}
const campaign = (name: string, period: Period = {}) =>
  createCampaign(room.ctx, createCampaignSchema.parse({ name, ...period }))
const inDays = (days: number) => new Date(outside.now.getTime() + days * DAY).toISOString()
const post = (input: Partial<CreateScheduledPost> = {}) =>
  schedule(room.ctx, {
    text: 'Words',
    accountIds: [room.accountId],
    publishAt: inDays(1),
    timezone: 'UTC',
    ...input,
  })
const sorted = ({ labels, campaignId }: ScheduledPost) => ({
  labels: labels.map(({ name }) => name),
  campaignId,
})
const calendar = async (query: { labelId?: string; campaignId?: string; status?: 'queued'; q?: string }) =>
  (await listCalendar(room.ctx, { from: inDays(0), to: inDays(60), limit: 100, ...query })).items

describe('a post', () => {
  it('is scheduled with labels and a campaign, and found by them', async () => {
    const one = await post({ labels: [offer, news, offer], campaignId: spring })
    expect(sorted(one)).toEqual({ labels: ['News', 'Offer'], campaignId: spring })
    const other = await post({ labels: [news], publishAt: inDays(2) })
    const ids = async (query: Parameters<typeof calendar>[0]) => (await calendar(query)).map(({ id }) => id)
    expect(await ids({ labelId: news })).toEqual([one.id, other.id])
    expect(await ids({ labelId: offer })).toEqual([one.id])
    expect(await ids({ campaignId: spring })).toEqual([one.id])
    expect(await ids({ campaignId: spring, labelId: news, status: 'queued' })).toEqual([one.id])
    expect(await ids({ campaignId: autumn, labelId: news })).toEqual([])
    expect(await ids({ labelId: news, q: 'words' })).toEqual([other.id, one.id])
  })

  it('is sorted anew without a new version, also once nothing of it goes out', async () => {
    const { id } = await post({ labels: [news] })
    await cancel(room.ctx, id, undefined)
    const version = () => asOwner('select version from scheduled_posts where id = $1', [id])
    const before = await version()
    const changed = await change(room.ctx, id, { labels: [offer], campaignId: autumn })
    expect(sorted(changed)).toEqual({ labels: ['Offer'], campaignId: autumn })
    expect(changed.status).toBe('cancelled')
    expect(await version()).toEqual(before)
    expect(sorted(await change(room.ctx, id, { labels: [], campaignId: null }))).toEqual({
      labels: [],
      campaignId: null,
    })
  })

  it('keeps its labels and its place among them when it is edited and moved', async () => {
    const { id } = await post({ labels: [news], campaignId: spring })
    const later = await post({ labels: [news], publishAt: inDays(2) })
    const moved = await change(room.ctx, id, { text: 'Other words', publishAt: inDays(3) })
    expect(sorted(moved)).toEqual({ labels: ['News'], campaignId: spring })
    expect((await calendar({ labelId: news })).map((one) => one.id)).toEqual([later.id, id])
  })

  it('takes text and labels in one change, or nothing of it', async () => {
    const { id } = await post()
    const both = await change(room.ctx, id, { text: 'New', labels: [news] })
    expect([both.text, sorted(both).labels]).toEqual(['New', ['News']])
    await expect(change(room.ctx, id, { text: 'Newer', labels: [newId()] })).rejects.toMatchObject({
      kind: 'invalid',
      fields: [{ path: 'labels' }],
    })
    expect((await read(room.ctx, id)).text).toBe('New')
  })

  it('is refused a label or a campaign of another workspace, and nothing is written', async () => {
    const elsewhere = await rooms.newWorkspace()
    const theirs = await label('Theirs', elsewhere)
    const foreign = await createCampaign(elsewhere.ctx, createCampaignSchema.parse({ name: 'Theirs' }))
    await expect(post({ labels: [theirs] })).rejects.toMatchObject({ fields: [{ path: 'labels' }] })
    await expect(post({ campaignId: foreign.id })).rejects.toMatchObject({ fields: [{ path: 'campaignId' }] })
    expect(await calendar({})).toEqual([])
  })
})

describe('a series', () => {
  const daily = (input: Partial<CreateScheduledPost> = {}) =>
    post({ rrule: 'FREQ=DAILY;COUNT=50', labels: [news], campaignId: spring, ...input })

  it('gives its labels and campaign to every occurrence, made now, made later, or computed', async () => {
    const series = await daily()
    expect(sorted(series)).toEqual({ labels: ['News'], campaignId: spring })
    const all = await calendar({ labelId: news, campaignId: spring })
    expect(all).toHaveLength(50)
    const ahead = all.find(({ computed }) => computed)
    expect(ahead && sorted(ahead)).toEqual({ labels: ['News'], campaignId: spring })
    outside.now = new Date(outside.now.getTime() + 45 * DAY)
    await makeDueOccurrences(system)
    const made = await read(room.ctx, ahead?.id ?? '')
    expect(made.computed).toBe(false)
    expect(sorted(made)).toEqual({ labels: ['News'], campaignId: spring })
  })

  it('is sorted anew with what has not begun, and leaves alone what was edited on its own', async () => {
    const series = await daily()
    const [first, second] = await calendar({})
    await change(room.ctx, first?.id ?? '', { text: 'On its own' })
    await change(room.ctx, series.id, { labels: [offer], campaignId: null, scope: 'all' })
    expect(sorted(await read(room.ctx, series.id))).toEqual({ labels: ['Offer'], campaignId: null })
    expect(sorted(await read(room.ctx, first?.id ?? ''))).toEqual({ labels: ['News'], campaignId: spring })
    expect(sorted(await read(room.ctx, second?.id ?? ''))).toEqual({ labels: ['Offer'], campaignId: null })
    expect((await read(room.ctx, second?.id ?? '')).detached).toBe(false)
  })

  it('takes them along when it goes on as another one, and may get others there', async () => {
    await daily()
    const [, second] = await calendar({})
    const goesOn = await change(room.ctx, second?.id ?? '', { text: 'From here', scope: 'following' })
    expect(sorted(goesOn)).toEqual({ labels: ['News'], campaignId: spring })
    const [, , , fourth] = await calendar({})
    const further = await change(room.ctx, fourth?.id ?? '', { labels: [offer], scope: 'following' })
    expect(sorted(further)).toEqual({ labels: ['Offer'], campaignId: spring })
    const [one, two, , four] = await calendar({})
    expect([one, two, four].map((day) => day && sorted(day).labels)).toEqual([['News'], ['News'], ['Offer']])
  })

  it('makes occurrences without a label that was deleted, and out of a campaign that was', async () => {
    await daily({ labels: [news, offer] })
    await asOwner('delete from labels where id = $1', [news])
    await deleteCampaign(room.ctx, spring)
    const all = await calendar({})
    expect(all).toHaveLength(50)
    expect(new Set(all.map((one) => JSON.stringify(sorted(one))))).toEqual(
      new Set([JSON.stringify({ labels: ['Offer'], campaignId: null })]),
    )
    outside.now = new Date(outside.now.getTime() + 45 * DAY)
    await makeDueOccurrences(system)
    expect(sorted((await calendar({}))[0] ?? expect.fail('No occurrence.')).labels).toEqual(['Offer'])
  })
})

describe('several posts', () => {
  it('are sorted at once, in any state; what is not there is named', async () => {
    const one = await post({ labels: [news] })
    const two = await post()
    await cancel(room.ctx, two.id, undefined)
    const nowhere = newId()
    const ids = [one.id, two.id, nowhere]
    expect(
      await sortPosts(room.ctx, { ids, addLabels: [offer], removeLabels: [news], campaignId: autumn }),
    ).toEqual({ sorted: [one.id, two.id], kept: [nowhere] })
    for (const id of [one.id, two.id])
      expect(sorted(await read(room.ctx, id))).toEqual({ labels: ['Offer'], campaignId: autumn })
  })

  it('of another workspace stay as they are', async () => {
    const { id } = await post({ labels: [news] })
    const elsewhere = await rooms.newWorkspace()
    expect(await sortPosts(elsewhere.ctx, { ids: [id], campaignId: null })).toEqual({
      sorted: [],
      kept: [id],
    })
    expect(sorted(await read(room.ctx, id)).labels).toEqual(['News'])
  })
})

describe('a campaign', () => {
  it('counts what of it is out', async () => {
    const { id } = await post({ campaignId: spring })
    await post({ campaignId: spring })
    await asOwner(`update scheduled_post_accounts set status = 'sent' where scheduled_post_id = $1`, [id])
    expect(await getCampaign(room.ctx, spring)).toMatchObject({ name: 'Spring', posts: 2, published: 1 })
  })

  it('keeps its name to itself, and a period that goes forwards', async () => {
    await expect(campaign('SPRING')).rejects.toMatchObject({ code: 'name_taken' })
    await changeCampaign(room.ctx, spring, { startsOn: '2031-03-01', endsOn: '2031-03-31' })
    await expect(changeCampaign(room.ctx, spring, { endsOn: '2031-02-01' })).rejects.toMatchObject({
      fields: [{ path: 'endsOn' }],
    })
    expect(await getCampaign(room.ctx, spring)).toMatchObject({
      startsOn: '2031-03-01',
      endsOn: '2031-03-31',
    })
    expect(createCampaignSchema.safeParse({ name: 'X', startsOn: '2031-02-30' }).success).toBe(false)
  })
})
