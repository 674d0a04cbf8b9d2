import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import {
  answerByFaq,
  answerByPost,
  changeCluster,
  getCluster,
  listClusters,
  listItems,
} from '#core/clusters/actions/groups.ts'
import { continueRun, getRun, startNightly, startRun, sweepRuns } from '#core/clusters/actions/run.ts'
import type { ClusterRun } from '#core/clusters/schemas.ts'
import { respond } from '#core/inbox/actions/respond.ts'
import { createFaq, listFaqs } from '#core/knowledge/actions/faqs.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { getPost } from '#core/publishing/actions/post-view.ts'
import { schedulePost } from '#core/publishing/actions/posts.ts'
import { stageComments } from '#test/comments.ts'
import { asOwner, type Room, startRooms } from '#test/database.ts'
import { stageInbox } from '#test/inbox.ts'

const rooms = startRooms()
const { outside, system } = rooms
let room: Room
const { message, receive, know, conversations } = stageInbox(rooms, () => room)
const { publish, read, comment } = stageComments(rooms)

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
  mine.push(room.workspaceId)
})
const mine: string[] = []
afterAll(async () => {
  // Sweeps of other suites would find them.
  await asOwner(
    `update cluster_runs set status = 'done' where status = 'running' and workspace_id = any($1)`,
    [mine],
  )
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

  it('is one text where it was decided on together, and unanswered where the knowledge has no answer', async () => {
    await know('# Cakes\n\nTwo of our cakes are vegan, each day.')
    await say(...PARKING, ...GIFTS)
    await receive(message('Hello'), message('Do you have vegan cakes?'))
    wait(HOUR)
    for (const { id } of await conversations()) await respond(room.ctx, id)
    expect(await group()).toMatchObject({ texts: 8 })
    const [gift, park] = await clusters({ unanswered: true })
    expect([gift?.unanswered, park?.unanswered]).toEqual([3, 4])
    expect(await listItems(room.ctx, park?.id ?? '', { limit: 50, unanswered: true })).toMatchObject({
      items: PARKING.map(() => ({ unanswered: true, conversationId: expect.any(String), commentId: null })),
    })
  })

  it('under a post is grouped with the rest and among itself, and leads to its comment', async () => {
    const postId = await publish(room)
    await read(room, postId, ...[...VEGAN, ...PARKING].map((text, n) => comment(text, { by: `P${n}` })))
    await say(...GIFTS)
    expect(await group()).toMatchObject({ texts: 11, clusters: 3 })
    const under = await clusters({ scope: 'post' })
    expect(under.map(({ size, post }) => [size, post])).toEqual([
      [4, { id: postId, caption: 'Fresh bread today.' }],
      [4, { id: postId, caption: 'Fresh bread today.' }],
    ])
    expect(await clusters({ postId })).toEqual(under)
    const { items } = await listItems(room.ctx, under[0]?.id ?? '', { limit: 2 })
    expect(items).toMatchObject([
      { postId, conversationId: null, author: expect.stringMatching(/^P\d$/) },
      {},
    ])
  })

  it('of another workspace is never seen, nor are its groups', async () => {
    await say(...VEGAN, ...PARKING)
    await group()
    const [theirs] = await clusters()
    const other = await rooms.newWorkspace()
    mine.push(other.workspaceId)
    expect(await clusters({}, other.ctx)).toEqual([])
    for (const reach of [
      () => getCluster(other.ctx, theirs?.id ?? ''),
      () => listItems(other.ctx, theirs?.id ?? '', { limit: 5 }),
      () => changeCluster(other.ctx, theirs?.id ?? '', { status: 'dismissed' }),
      () => answerByFaq(other.ctx, theirs?.id ?? '', FAQ, { createFaq }),
    ])
      await expect(reach()).rejects.toMatchObject({ code: 'not_found' })
    expect(await group(other)).toMatchObject({ texts: 0, clusters: 0 })
    expect(await clusters()).toHaveLength(2)
    expect((await listFaqs(other.ctx, { limit: 5 })).items).toEqual([])
  })

  it('beyond the sample joins the nearest group within its reach, and none from far away', async () => {
    await say(...VEGAN, ...PARKING)
    await group()
    // 2,100 texts with vectors of our own: every fiftieth is like no other, the others are of two kinds.
    await asOwner('delete from cluster_texts where workspace_id = $1', [room.workspaceId])
    const { id } = (await conversations())[0] ?? { id: '' }
    await asOwner(
      `with said as (
         insert into conversation_messages (id, workspace_id, conversation_id, direction, author, message_type, text, status, sent_at)
         select gen_random_uuid(), $1, $2, 'inbound', 'contact', 'text', 'Text ' || n, 'received', now() - n * interval '1 second'
         from generate_series(1, 2100) n returning id, text, sent_at, substr(text, 6)::int as n
       )
       insert into cluster_texts (id, workspace_id, source_id, message_id, text, said_at, unanswered, embedding_model, embedding)
       select gen_random_uuid(), $1, id, id, text, sent_at, false, $3,
         (select array_agg(case
             when n % 50 = 0 then case when k = 50 + n / 50 then 1 else 0 end
             when k = 1 + n % 2 then 1
             when k between 3 and 22 then 0.1 * sin(n * k * k)
             else 0 end order by k) from generate_series(1, 1536) k)::real[]::vector
       from said`,
      [room.workspaceId, id, room.ctx.ai.embeddingModel],
    )
    await asOwner('update conversations set last_inbound_at = now() where id = $1', [id])
    const run = await group()
    expect(run).toMatchObject({ status: 'done', texts: 2_108, clusters: 2 })
    // Of 2,058 that are like others; the farthest of those beyond the sample may be farther than all in it.
    expect(run.grouped).toBeGreaterThan(2_040)
    expect(run.grouped).toBeLessThanOrEqual(2_058)
    const strays = await asOwner(
      `select from cluster_items i join cluster_texts t on t.id = i.text_id
       where i.workspace_id = $1 and t.text ~ '^Text' and substr(t.text, 6)::int % 50 = 0`,
      [room.workspaceId],
    )
    expect(strays).toEqual([])
  }, 120_000)
})

const FAQ = { question: 'Is it vegan?', answer: 'Two cakes are.', keywords: [], enabled: true }

describe('a group', () => {
  it('keeps its id, and what was said of it, while texts come and go; one that nothing is left of goes', async () => {
    await say(...VEGAN, ...PARKING, ...GIFTS)
    await group()
    const [gift, park, vegan] = await clusters()
    await changeCluster(room.ctx, park?.id ?? '', { status: 'dismissed' })
    wait(HOUR)
    await say('Any vegan cake today?', 'Which cakes are vegan?', 'Can we park nearby?')
    await asOwner(`delete from conversation_messages where workspace_id = $1 and text = any($2)`, [
      room.workspaceId,
      GIFTS,
    ])
    expect(await group()).toMatchObject({ texts: 11, clusters: 2 })
    const [parkNow, veganNow] = await clusters()
    expect([parkNow?.id, veganNow?.id]).toEqual([park?.id, vegan?.id])
    expect([parkNow?.size, veganNow?.size, parkNow?.status]).toEqual([5, 6, 'dismissed'])
    await expect(getCluster(room.ctx, gift?.id ?? '')).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is the same after another run over the same texts', async () => {
    await say(...VEGAN, ...PARKING, ...GIFTS, ...OTHERS)
    await group()
    const before = await clusters()
    await group()
    expect(await clusters()).toEqual(before)
  })

  it('answered by a FAQ is answered, says by what, and opens again once it is asked three times more', async () => {
    await say(...VEGAN, ...PARKING)
    await answerAll()
    await group()
    const [park] = await clusters()
    wait(HOUR)
    const faq = await answerByFaq(room.ctx, park?.id ?? '', FAQ, { createFaq })
    expect(await getCluster(room.ctx, park?.id ?? '')).toMatchObject({
      status: 'answered',
      acts: [{ kind: 'faq', id: faq.id }],
    })
    wait(HOUR)
    await say('Is there parking close by?', 'Is parking free?')
    await answerAll()
    await group()
    expect(await getCluster(room.ctx, park?.id ?? '')).toMatchObject({ size: 6, status: 'answered' })
    wait(HOUR)
    await say('Can I park my car nearby?')
    await answerAll()
    await group()
    expect(await getCluster(room.ctx, park?.id ?? '')).toMatchObject({
      size: 7,
      status: 'open',
      acts: [{ id: faq.id }],
    })
  })

  it('answered by a post has a draft that goes nowhere by itself; a post that is refused leaves it open', async () => {
    await say(...VEGAN, ...PARKING)
    await group()
    const [park] = await clusters()
    const input = {
      text: 'You can park behind the house.',
      accountIds: [room.accountId],
      publishAt: new Date(outside.now.getTime() + HOUR).toISOString(),
      timezone: 'Europe/Paris',
    }
    const refused = answerByPost(
      room.ctx,
      park?.id ?? '',
      { ...input, accountIds: [crypto.randomUUID()] },
      { schedulePost },
    )
    await expect(refused).rejects.toMatchObject({ kind: 'invalid' })
    expect(await getCluster(room.ctx, park?.id ?? '')).toMatchObject({ status: 'open', acts: [] })
    const { id } = await answerByPost(room.ctx, park?.id ?? '', input, { schedulePost })
    expect(await getPost(room.ctx, id)).toMatchObject({ status: 'draft', text: input.text })
    expect(await getCluster(room.ctx, park?.id ?? '')).toMatchObject({
      status: 'answered',
      acts: [{ kind: 'post', id }],
    })
  })
})

describe('a run', () => {
  it('is one at a time', async () => {
    await startRun(room.ctx)
    await expect(startRun(room.ctx)).rejects.toMatchObject({ code: 'already_grouping' })
  })

  it('that was killed anywhere goes on where it was, and ends like one that was not', async () => {
    await say(...VEGAN, ...PARKING, ...GIFTS, ...OTHERS)
    const whole = await group()
    const wanted = (await clusters()).map(({ id, size }) => [id, size])
    // The first use takes the run: nothing has begun before.
    for (let step = 2; ; step++) {
      await asOwner('update cluster_texts set embedding = null where workspace_id = $1', [room.workspaceId])
      const { id } = await startRun(room.ctx)
      outside.delivered = []
      const killed = await killedAt(step, (ctx) => continueRun(ctx, id))
      if (!killed) {
        expect(step).toBeGreaterThan(5)
        break
      }
      // Its lease stands: another worker leaves it alone until then, and the sweep finds it after.
      expect(await continueRun(room.ctx, id)).toBe(false)
      wait(HOUR)
      expect(await sweepRuns(system)).toBeGreaterThan(0)
      await carryOn(room)
      expect(await getRun(room.ctx, id)).toMatchObject({ ...pick(whole), status: 'done', error: null })
      expect((await clusters()).map(({ id, size }) => [id, size])).toEqual(wanted)
    }
  })

  it('that never ends well is given up with a reason', async () => {
    await say(...VEGAN)
    const { id } = await startRun(room.ctx)
    const ai = { ...room.ctx.ai, embed: () => Promise.reject(new Error('away')) }
    for (let tries = 0; tries < 6; tries++) {
      await continueRun({ ...room.ctx, ai }, id)
      wait(HOUR)
    }
    expect(await getRun(room.ctx, id)).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('could not be finished'),
    })
    expect(await group()).toMatchObject({ status: 'done', texts: 4 })
  })

  it('whose worker was too slow changes nothing after another has taken it', async () => {
    await say(...VEGAN, ...PARKING)
    const { id } = await startRun(room.ctx)
    const slow = {
      ...room.ctx,
      ai: {
        ...room.ctx.ai,
        embed: async (texts: readonly string[]) => {
          const made = await room.ctx.ai.embed(texts)
          wait(HOUR)
          await continueRun(room.ctx, id)
          return made
        },
      },
    }
    expect(await continueRun(slow, id)).toBe(false)
    expect(await getRun(room.ctx, id)).toMatchObject({ status: 'done', clusters: 2, error: null })
  })

  it('begins each night where somebody wrote since the last, and nowhere else', async () => {
    await say(...VEGAN)
    const quiet = await rooms.newWorkspace()
    mine.push(quiet.workspaceId)
    await startNightly(system)
    const begun = () =>
      outside.delivered
        .splice(0)
        .flatMap(({ job, workspaceId }) => (job.type === 'clusters.run' ? [workspaceId] : []))
    const first = begun()
    expect([first.includes(room.workspaceId), first.includes(quiet.workspaceId)]).toEqual([true, false])
    await asOwner(`update cluster_runs set status = 'done' where workspace_id = $1`, [room.workspaceId])
    wait(HOUR)
    await startNightly(system)
    expect(begun()).not.toContain(room.workspaceId)
  })
})

const pick = ({ texts, grouped, clusters }: ClusterRun) => ({ texts, grouped, clusters })
const answerAll = async () => {
  for (const { id } of await conversations()) await respond(room.ctx, id)
}

/** Ends a worker at its `step`-th use of the database, as if its process was killed: nothing of it runs afterwards. Returns false if it ended by itself. */
async function killedAt(step: number, run: (ctx: Ctx) => Promise<unknown>): Promise<boolean> {
  let used = 0
  const killed = Promise.withResolvers<true>()
  const counted = <Use extends (...args: never[]) => Promise<unknown>>(use: Use) =>
    ((...args: never[]) => {
      if (++used < step) return use(...args)
      killed.resolve(true)
      return new Promise(() => undefined)
    }) as Use
  const db = {
    batch: counted(room.ctx.db.batch.bind(room.ctx.db)),
    tx: counted(room.ctx.db.tx.bind(room.ctx.db)),
  }
  return Promise.race([killed.promise, run({ ...room.ctx, db }).then(() => false)])
}
