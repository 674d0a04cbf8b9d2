import { describe, expect, it } from 'vitest'
import type { AppError } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { asOwner, startRooms } from '#test/database.ts'
import {
  createEntry,
  deleteEntry,
  getEntry,
  listEntries,
  mergeTopic,
  sweepEntries,
  updateEntry,
} from './actions/entries.ts'
import { addStarter } from './actions/starter.ts'
import { AUDIENCE, HOOK_TYPE, type Kind, POST_STRUCTURE, TOPIC, TOPIC_GROUP } from './kinds.ts'
import { topicText } from './rules/described.ts'

const rooms = startRooms()
const page = { limit: 100 }
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: AppError) => error.code,
  )

/** Captures a post with a topic, past the API. */
async function postAbout(workspaceId: string, topicId: string) {
  const id = newId()
  await asOwner(
    `insert into posts (id, workspace_id, external_key, platform, external_id, content, source, posted_at, scraped_at, topic_id)
     values ($1::uuid, $2, 'web_' || $1::text, 'web', $1::text, 'Words', 'import', now(), now(), $3)`,
    [id, workspaceId, topicId],
  )
  const read = async () =>
    (
      await asOwner<{ topic_id: string | null; needs: boolean }>(
        'select topic_id, needs_topic_classification as needs from posts where id = $1',
        [id],
      )
    )[0]
  return { id, read }
}

const vectorOf = async (table: string, id: string) =>
  (
    await asOwner<{ embedding: string | null; model: string | null }>(
      `select embedding::text, embedding_model as model from ${table} where id = $1`,
      [id],
    )
  )[0]

describe('entries', () => {
  it('are added, listed latest first, changed and deleted', async () => {
    const { ctx } = await rooms.newWorkspace()
    const group = await createEntry(ctx, TOPIC_GROUP, { name: 'Business', color: '#1c7ed6' })
    const topic = await createEntry(ctx, TOPIC, { name: 'Sales', groupId: group.id })
    expect(topic).toMatchObject({ name: 'Sales', description: '', groupId: group.id })
    rooms.outside.now = new Date(rooms.outside.now.getTime() + 1)
    const other = await createEntry(ctx, TOPIC, { name: 'Money' })
    expect((await listEntries(ctx, TOPIC, page)).items.map(({ name }) => name)).toEqual(['Money', 'Sales'])
    expect((await listEntries(ctx, TOPIC, { ...page, groupId: group.id })).items).toEqual([topic])
    expect(await updateEntry(ctx, TOPIC, other.id, { name: 'Finance' })).toMatchObject({ name: 'Finance' })
    await deleteEntry(ctx, TOPIC, other.id)
    expect(await refusal(getEntry(ctx, TOPIC, other.id))).toBe('not_found')
  })

  it('keep every field of their kind', async () => {
    const { ctx } = await rooms.newWorkspace()
    const audience = {
      name: 'Founders',
      description: 'They decide alone.',
      jobTitles: ['founder'],
      painPoints: ['cash'],
      goals: ['grow'],
      vocabularyToUse: ['runway'],
      vocabularyToAvoid: ['synergy'],
      tonePreferences: 'Direct.',
    }
    const hook = { name: 'Question', description: 'It asks.', promptInstruction: 'Ask once.' }
    const structure = { name: 'List', description: 'Five points.' }
    expect(await createEntry(ctx, AUDIENCE, audience)).toMatchObject(audience)
    expect(await createEntry(ctx, HOOK_TYPE, hook)).toMatchObject(hook)
    expect(await createEntry(ctx, POST_STRUCTURE, structure)).toMatchObject(structure)
  })

  it('have a name once in a workspace, and a group that is there', async () => {
    const [one, other] = [await rooms.newWorkspace(), await rooms.newWorkspace()]
    const taken = await createEntry(one.ctx, TOPIC, { name: 'Sales' })
    const free = await createEntry(one.ctx, TOPIC, { name: 'Money' })
    expect(await refusal(createEntry(one.ctx, TOPIC, { name: 'Sales' }))).toBe('name_taken')
    expect(await refusal(updateEntry(one.ctx, TOPIC, free.id, { name: taken.name }))).toBe('name_taken')
    const group = await createEntry(other.ctx, TOPIC_GROUP, { name: 'Business', color: '#1c7ed6' })
    expect(await refusal(createEntry(one.ctx, TOPIC, { name: 'New', groupId: group.id }))).toBe(
      'invalid_input',
    )
    expect(await refusal(updateEntry(one.ctx, TOPIC, free.id, { groupId: group.id }))).toBe('invalid_input')
    expect(await createEntry(other.ctx, TOPIC, { name: 'Sales', groupId: group.id })).toBeTruthy()
  })

  it('are embedded by the text that says what they are about, anew when it changes', async () => {
    const { ctx } = await rooms.newWorkspace()
    const { id } = await createEntry(ctx, TOPIC, { name: 'Sales', embeddingDescription: 'prospects closing' })
    const before = await vectorOf('topics', id)
    expect(before?.model).toBe('offline/lexical-1')
    const { vectors } = await ctx.ai.embed(['prospects closing'])
    expect(JSON.parse(before?.embedding ?? '')[0]).toBeCloseTo(vectors[0]?.[0] ?? Number.NaN, 5)
    await updateEntry(ctx, TOPIC, id, { description: 'Not embedded while there are other words.' })
    expect(await vectorOf('topics', id)).toEqual(before)
    await updateEntry(ctx, TOPIC, id, { embeddingDescription: 'cash and funding' })
    expect((await vectorOf('topics', id))?.embedding).not.toBe(before?.embedding)
    expect(topicText({ name: 'Sales', description: 'Selling.', embeddingDescription: '' })).toBe(
      'Sales\nSelling.',
    )
  })

  it('are written while no model answers, and embedded by the sweep', async () => {
    const { ctx } = await rooms.newWorkspace()
    const away = { ...ctx.ai, embed: () => Promise.reject(new Error('The model is away.')) }
    const { id } = await createEntry({ ...ctx, ai: away }, AUDIENCE, { name: 'Founders' })
    expect((await vectorOf('audiences', id))?.embedding).toBeNull()
    await sweepEntries(rooms.system)
    expect((await vectorOf('audiences', id))?.embedding).not.toBeNull()
  })

  it('leave their posts when they are deleted, which are then classified anew', async () => {
    const { ctx, workspaceId } = await rooms.newWorkspace()
    const group = await createEntry(ctx, TOPIC_GROUP, { name: 'Business', color: '#1c7ed6' })
    const topic = await createEntry(ctx, TOPIC, { name: 'Sales', groupId: group.id })
    const post = await postAbout(workspaceId, topic.id)
    expect(await post.read()).toEqual({ topic_id: topic.id, needs: false })
    await deleteEntry(ctx, TOPIC_GROUP, group.id)
    expect(await getEntry(ctx, TOPIC, topic.id)).toMatchObject({ groupId: null })
    await deleteEntry(ctx, TOPIC, topic.id)
    expect(await post.read()).toEqual({ topic_id: null, needs: true })
  })
})

describe('two topics', () => {
  it('are merged: posts of the first get the second, and the first is gone', async () => {
    const { ctx, workspaceId } = await rooms.newWorkspace()
    const [from, into] = [
      await createEntry(ctx, TOPIC, { name: 'Selling' }),
      await createEntry(ctx, TOPIC, { name: 'Sales' }),
    ]
    const posts = [await postAbout(workspaceId, from.id), await postAbout(workspaceId, from.id)]
    expect(await mergeTopic(ctx, from.id, into.id)).toMatchObject({ topic: { id: into.id }, posts: 2 })
    for (const post of posts) expect(await post.read()).toEqual({ topic_id: into.id, needs: false })
    expect(await refusal(getEntry(ctx, TOPIC, from.id))).toBe('not_found')
  })

  it('are not merged with themselves, nor across workspaces', async () => {
    const [one, other] = [await rooms.newWorkspace(), await rooms.newWorkspace()]
    const mine = await createEntry(one.ctx, TOPIC, { name: 'Sales' })
    const theirs = await createEntry(other.ctx, TOPIC, { name: 'Sales' })
    expect(await refusal(mergeTopic(one.ctx, mine.id, mine.id))).toBe('invalid_input')
    expect(await refusal(mergeTopic(one.ctx, mine.id, theirs.id))).toBe('not_found')
    expect(await getEntry(one.ctx, TOPIC, mine.id)).toBeTruthy()
  })
})

describe('the starter set', () => {
  it.each(['en', 'fr'] as const)('in %s has every kind, each with its vector', async (language) => {
    const { ctx, workspaceId } = await rooms.newWorkspace()
    const { added } = await addStarter(ctx, language)
    const kinds: Kind[] = [TOPIC_GROUP, TOPIC, AUDIENCE, HOOK_TYPE, POST_STRUCTURE]
    const counts: number[] = []
    for (const kind of kinds) counts.push((await listEntries(ctx, kind, page)).items.length)
    expect(counts).toEqual([3, 10, 6, 8, 8])
    expect(added).toBe(35)
    const [{ missing } = { missing: -1 }] = await asOwner<{ missing: number }>(
      `select (select count(*) from topics where workspace_id = $1 and (embedding is null or group_id is null))
         + (select count(*) from audiences where workspace_id = $1 and embedding is null)
         + (select count(*) from hook_types where workspace_id = $1 and embedding is null) as missing`,
      [workspaceId],
    )
    expect(Number(missing)).toBe(0)
  })

  it('adds nothing twice, and changes nothing that is there', async () => {
    const { ctx } = await rooms.newWorkspace()
    const own = await createEntry(ctx, TOPIC, { name: 'Sales and customers', description: 'Ours.' })
    expect(await addStarter(ctx, 'en')).toEqual({ added: 34 })
    expect(await addStarter(ctx, 'en')).toEqual({ added: 0 })
    expect(await getEntry(ctx, TOPIC, own.id)).toMatchObject({ description: 'Ours.', groupId: null })
  })
})
