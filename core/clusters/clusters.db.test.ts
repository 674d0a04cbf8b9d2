import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { createFaq, listFaqs } from '#core/knowledge/actions/faqs.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { getPost } from '#core/publishing/actions/post-view.ts'
import { schedulePost } from '#core/publishing/actions/posts.ts'
import { stageComments } from '#test/comments.ts'
import { asOwner, type Room, startRooms } from '#test/database.ts'
import { stageInbox } from '#test/inbox.ts'
import {
  answerByFaq,
  answerByPost,
  changeCluster,
  getCluster,
  listClusters,
  listItems,
} from './actions/groups.ts'
import { continueRun, getRun, startNightly, startRun, sweepRuns } from './actions/run.ts'

const rooms = startRooms()
const { outside, system } = rooms
let room: Room
const { message, receive, answer, know } = stageInbox(rooms, () => room)
const { publish, read, comment, work } = stageComments(rooms)

const VEGAN = [
  'Do you have vegan cakes?',
  'Any vegan options?',
  'Is the brownie vegan?',
  'Are there vegan sandwiches?',
]
const PARKING = [
  'Is there parking nearby?',
  'Where can I park?',
  'Can I park my car in front?',
  'Parking available?',
]
const GIFTS = [
  'Do you sell gift cards?',
  'Can I buy a gift card online?',
  'Is there a gift card I can print?',
]
const OTHERS = [
  'My order 443 never arrived',
  'Who is your supplier of lemons?',
  'I lost my umbrella at your place',
]
const HOUR = 3_600_000

beforeEach(async () => {
  outside.now = new Date()
  outside.delivered = []
  room = await rooms.newWorkspace()
})
afterAll(async () => {
  await asOwner(`update cluster_runs set status = 'done' where status = 'running'`)
})

const wait = (ms: number) => {
  outside.now = new Date(outside.now.getTime() + ms)
}
/** Has each of these said by another contact. */
const say = (...texts: string[]) =>
  receive(
    ...texts.map((text) =>
      message(text, { from: { userId: `US.${text}`, phone: text, name: text.slice(0, 9) } }),
    ),
  )
/** Groups what was said, as the queue does it. */
async function group(of = room) {
  const run = await startRun(of.ctx)
  await carryOn(of)
  return getRun(of.ctx, run.id)
}
async function carryOn({ ctx, workspaceId }: Room) {
  for (;;) {
    const jobs = outside.delivered
      .splice(0)
      .flatMap(({ job, workspaceId: of }) =>
        job.type === 'clusters.run' && of === workspaceId ? [job.runId] : [],
      )
    if (jobs.length === 0) return
    for (const runId of jobs) await continueRun(ctx, runId)
  }
}
const clusters = async (filter = {}, ctx: Ctx = room.ctx) =>
  (await listClusters(ctx, { limit: 50, ...filter })).items.toSorted((a, b) => a.label.localeCompare(b.label))
const textsIn = async (id: string) =>
  (await listItems(room.ctx, id, { limit: 50 })).items.map(({ text }) => text).sort()

describe('what people write', () => {
  it('is grouped by what it is about, named by its words, and what is like nothing else is in no group', async () => {
    await say(...VEGAN, ...PARKING, ...GIFTS, ...OTHERS)
    expect(await group()).toMatchObject({ status: 'done', texts: 14, grouped: 11, clusters: 3, error: null })
    const found = await clusters()
    expect(found.map(({ label }) => label)).toEqual([
      expect.stringContaining('gift'),
      expect.stringContaining('park'),
      expect.stringContaining('vegan'),
    ])
    expect(await Promise.all(found.map(({ id }) => textsIn(id)))).toEqual(
      [GIFTS, PARKING, VEGAN].map((texts) => texts.toSorted()),
    )
    expect(found.map(({ size, trend, examples }) => [size, trend.at(-1), examples.length])).toEqual([
      [3, 3, 3],
      [4, 4, 3],
      [4, 4, 3],
    ])
  })
})
