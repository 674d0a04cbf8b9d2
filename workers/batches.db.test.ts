import { describe, expect, it } from 'vitest'
import { createProfile } from '#core/bank/actions/profiles.ts'
import {
  cancelBatch,
  createBatch,
  estimateBatch,
  getBatch,
  listBatches,
  retryDraft,
} from '#core/drafts/actions/batches.ts'
import { getDraft } from '#core/drafts/actions/view.ts'
import { sweepBatches, writeDraft } from '#core/drafts/actions/write-batch.ts'
import { openingOf } from '#core/drafts/rules/opening.ts'
import { type BatchDetail, createBatchSchema } from '#core/drafts/schemas.ts'
import { AppError } from '#core/lib/kernel/errors.ts'
import { asOwner, type Room, startRooms } from '#test/database.ts'

const rooms = startRooms()
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: AppError) => error.code,
  )
const later = (minutes: number) => {
  rooms.outside.now = new Date(rooms.outside.now.getTime() + minutes * 60_000)
}

const SOURCE = `We lost ten deals in March. We had talked for forty minutes in every call.
Then we began to ask before we explained. The next quarter we closed 23 deals with the same list.
Asking takes patience. It also takes a notebook, because people notice when you forget.`

/** Begins a batch in a workspace of its own: of two authors, with so many topics and so many drafts of each. */
async function batchOf(topics = 0, count = 1) {
  const room = await rooms.newWorkspace()
  const { ctx, workspaceId } = room
  const authorIds: string[] = []
  for (const handle of ['ada', 'grace'])
    authorIds.push(
      (await createProfile(ctx, { name: handle, type: 'internal', platform: 'linkedin', handle })).id,
    )
  const made = await asOwner<{ id: string }>(
    `insert into topics (id, workspace_id, name)
     select gen_random_uuid(), $1, 'Topic ' || n from generate_series(1, $2::int) n returning id`,
    [workspaceId, topics],
  )
  const source = { type: 'text' as const, text: SOURCE }
  const topicIds = made.map(({ id }) => id)
  return { room, ctx, batch: await createBatch(ctx, { name: 'Spring', source, authorIds, topicIds, count }) }
}
const first = ({ drafts }: BatchDetail) => drafts[0]?.id ?? ''
const jobs = ({ workspaceId }: Room) =>
  rooms.outside.delivered.filter((row) => row.workspaceId === workspaceId && row.job.type === 'drafts.write')
/** Counts how often something was done to drafts of a workspace. */
const done = async ({ workspaceId }: Room, action: string) =>
  (await asOwner('select 1 from audit_log where workspace_id = $1 and action = $2', [workspaceId, action]))
    .length

/** Lets something happen before each call of a model. */
const atModel = (ctx: Room['ctx'], work: (task: string) => unknown): Room['ctx'] => ({
  ...ctx,
  ai: {
    ...ctx.ai,
    generate: async (task, input, wish) => {
      await work(task.name)
      return ctx.ai.generate(task, input, wish)
    },
  },
})
const modelFails = () => {
  throw new AppError('unavailable', 'model_failed', 'The language model could not do it: ERR-7K2M9Q.')
}

describe('a batch', () => {
  it('has a draft for each author, topic and count, and writes each with an opening of its own', async () => {
    const { room, ctx, batch } = await batchOf(2, 1)
    expect(batch).toMatchObject({ status: 'running', total: 4, completed: 0, failed: 0 })
    expect(new Set(batch.drafts.map(({ author, topic }) => `${author?.name} ${topic?.name}`)).size).toBe(4)
    expect(jobs(room)).toHaveLength(4)
    for (const { id } of batch.drafts) expect(await writeDraft(ctx, id)).toBe(true)
    const ended = await getBatch(ctx, batch.id)
    expect(ended).toMatchObject({ status: 'completed', completed: 4, failed: 0 })
    expect(new Set(ended.drafts.map(({ text }) => openingOf(text))).size).toBe(4)
    expect((await listBatches(ctx, { limit: 10 })).items).toMatchObject([{ id: batch.id, completed: 4 }])
  })

  it('has at most a hundred drafts, and none for authors that do not exist', async () => {
    const { ctx, batch } = await batchOf()
    const source = { type: 'text' as const, text: SOURCE }
    const authorIds = Array.from({ length: 21 }, () => crypto.randomUUID())
    const asked = { name: 'Large', source, authorIds, topicIds: [], count: 5 }
    expect(createBatchSchema.safeParse(asked).success).toBe(false)
    expect(createBatchSchema.safeParse({ ...asked, count: 4 }).success).toBe(true)
    expect(await refusal(createBatch(ctx, { ...asked, count: 1 }))).toBe('invalid_input')
    expect((await listBatches(ctx, { limit: 10 })).items.map(({ id }) => id)).toEqual([batch.id])
  })

  it('goes on where a worker died, and asks no model for the same twice', async () => {
    const { room, ctx, batch } = await batchOf()
    const id = first(batch)
    const dies = atModel(ctx, (task) => {
      if (task === 'drafts.body') throw Object.assign(new Error('terminated'), { code: '57P01' })
    })
    await expect(writeDraft(dies, id)).rejects.toThrow('terminated')
    expect((await getDraft(ctx, id)).status).toBe('hook_selected')
    // Nobody takes it while the one that died may still be at it.
    expect(await writeDraft(ctx, id)).toBe(false)
    later(12)
    const asked = jobs(room).length
    await sweepBatches(rooms.system)
    expect(jobs(room).length).toBeGreaterThan(asked)
    expect(await writeDraft(ctx, id)).toBe(true)
    expect(await done(room, 'draft.hooks')).toBe(1)
    expect(await done(room, 'draft.body')).toBe(1)
  })

  it('writes a draft once, though two workers take it at the same time', async () => {
    const { room, ctx, batch } = await batchOf()
    const took = await Promise.all([writeDraft(ctx, first(batch)), writeDraft(ctx, first(batch))])
    expect(took.toSorted()).toEqual([false, true])
    expect(await writeDraft(ctx, first(batch))).toBe(false)
    expect(await done(room, 'draft.body')).toBe(1)
    expect((await getBatch(ctx, batch.id)).completed).toBe(1)
  })

  it('counts right though its drafts end at the same moment', async () => {
    const { ctx, batch } = await batchOf(1, 2)
    await Promise.all(
      batch.drafts.map(({ id }) =>
        asOwner(`update production_posts set batch_status = 'written' where id = $1`, [id]),
      ),
    )
    expect(await getBatch(ctx, batch.id)).toMatchObject({ status: 'completed', completed: 4, failed: 0 })
  })
})

describe('a draft of a batch that fails', () => {
  it('is tried three times, then says why, and is written when somebody asks again; the others go on', async () => {
    const { ctx, batch } = await batchOf()
    const [failing = '', other = ''] = batch.drafts.map(({ id }) => id)
    for (const status of ['waiting', 'waiting', 'failed']) {
      expect(await writeDraft(atModel(ctx, modelFails), failing)).toBe(false)
      const { drafts } = await getBatch(ctx, batch.id)
      expect(drafts.find(({ id }) => id === failing)?.status).toBe(status)
      later(5)
    }
    expect(await writeDraft(ctx, other)).toBe(true)
    const ended = await getBatch(ctx, batch.id)
    expect(ended).toMatchObject({ status: 'completed', completed: 1, failed: 1 })
    expect(ended.drafts.find(({ id }) => id === failing)?.error).toContain('ERR-7K2M9Q')

    expect(await refusal(retryDraft(ctx, batch.id, other))).toBe('not_failed')
    expect(await retryDraft(ctx, batch.id, failing)).toMatchObject({ status: 'running', failed: 0 })
    expect(await writeDraft(ctx, failing)).toBe(true)
    expect(await getBatch(ctx, batch.id)).toMatchObject({ status: 'completed', completed: 2, failed: 0 })
  })

  it('is not tried again where that would change nothing', async () => {
    const { ctx, batch } = await batchOf()
    const unpaid = atModel(ctx, () => {
      throw new AppError('unpaid', 'credits_used_up', 'The credits of this month are used up.')
    })
    await writeDraft(unpaid, first(batch))
    const { drafts } = await getBatch(ctx, batch.id)
    expect(drafts.find(({ id }) => id === first(batch))).toMatchObject({ status: 'failed', attempts: 1 })
  })
})

describe('a batch that is cancelled', () => {
  it('writes nothing any more, keeps what was written, and is cancelled once', async () => {
    const { ctx, batch } = await batchOf(1, 2)
    const [one = '', ...rest] = batch.drafts.map(({ id }) => id)
    await writeDraft(ctx, one)
    expect(await cancelBatch(ctx, batch.id)).toMatchObject({ status: 'cancelled', completed: 1 })
    for (const id of rest) expect(await writeDraft(ctx, id)).toBe(false)
    expect((await getDraft(ctx, one)).body).not.toBe('')
    expect((await getDraft(ctx, rest[0] ?? '')).hooks).toEqual([])
    expect(await refusal(cancelBatch(ctx, batch.id))).toBe('batch_ended')
  })

  it('stays cancelled though a worker was at one of its drafts', async () => {
    const { ctx, batch } = await batchOf()
    const busy = atModel(ctx, (task) => task === 'drafts.body' && cancelBatch(ctx, batch.id))
    await writeDraft(busy, first(batch))
    expect(await getBatch(ctx, batch.id)).toMatchObject({ status: 'cancelled', completed: 0 })
  })
})

describe('what a batch costs', () => {
  it('is known before by the price and by what such calls cost lately', async () => {
    const { ctx, batch, room } = await batchOf()
    const size = { authorIds: [first(batch)], topicIds: [], count: 10 }
    expect(await estimateBatch(ctx, size)).toMatchObject({ drafts: 10, credits: 0, costMicros: 0 })
    const model = 'openai/big'
    const offers = [{ model, offline: false, takesTemperature: true, price: { input: 1, output: 2 } }]
    const priced = { ...ctx, ai: { ...ctx.ai, generationModel: model, offers } }
    expect(await estimateBatch(priced, size)).toMatchObject({ credits: 50, costMicros: null })
    await asOwner(
      `insert into ai_usage_logs (id, workspace_id, function_name, provider, model, input_tokens, output_tokens, cost_micros, latency_ms, success, called_at, request_id)
       select gen_random_uuid(), $1, task, 'openai', 'big', 1, 1, cost, 1, true, $2, 'r'
       from (values ('drafts.hooks', 100), ('drafts.hooks', 300), ('drafts.body', 1000)) as calls (task, cost)`,
      [room.workspaceId, rooms.outside.now.toISOString()],
    )
    expect(await estimateBatch(priced, size)).toMatchObject({ credits: 50, costMicros: 12_000 })
  })

  it('is known afterwards by its own calls', async () => {
    const { ctx, batch } = await batchOf()
    const noting: NonNullable<Room['ctx']['ai']['noting']> = (calls) => ({
      ...ctx.ai,
      generate: async (task, input, wish) => {
        const usage = { inputTokens: 1, outputTokens: 1, costMicros: 700 }
        const call = { functionName: task.name, model: 'openai/big', prompt: null, usage }
        calls.push({ ...call, calledAt: ctx.now(), latencyMs: 1, failure: null })
        return ctx.ai.generate(task, input, wish)
      },
    })
    await writeDraft({ ...ctx, ai: { ...ctx.ai, noting } }, first(batch))
    expect((await getBatch(ctx, batch.id)).costMicros).toBe(1400)
  })
})

it('a workspace is deleted with its batches', async () => {
  const { room, ctx, batch } = await batchOf()
  await writeDraft(ctx, first(batch))
  await asOwner('delete from workspaces where id = $1', [room.workspaceId])
  expect(await asOwner('select 1 from post_batches where id = $1', [batch.id])).toEqual([])
})
