import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Conversation, Message } from '#core/inbox/schemas.ts'
import type { KnowledgeDocument } from '#core/knowledge/schemas.ts'
import type { Machines } from '#core/operations/schemas.ts'
import type { ScheduledPost } from '#core/publishing/schemas.ts'
import type { CurrentWorkspace } from '#core/workspaces/schemas.ts'
import type { Client } from '#local/client.ts'
import { asOwner } from '#test/database.ts'
import {
  connectTelegram,
  connectWhatsapp,
  enterHouse,
  eventually,
  type House,
  newWorkspace,
} from '#test/house.ts'
import { newMember, newOperator } from '#test/people.ts'

/** The silence after which a contact is answered, plus time to decide and send. */
const BURST_OVER_MS = 3_000 + 1_500
const QUESTION = 'At what time do you open on Saturdays?'
const ANSWER = '10:00 to 14:00'
const current = '/v1/workspaces/current'

let house: House
let operator: Client
const made: string[] = []
beforeAll(async () => {
  house = await enterHouse()
  operator = (await newOperator(house)).as
})
afterAll(async () => {
  await asOwner('delete from worker_flags')
  await asOwner('delete from workspaces where id = any($1)', [made])
  await house?.close()
})

const pass = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString()
let contacts = 0

/** Makes a workspace that answers on WhatsApp and publishes on Telegram. */
async function busyWorkspace() {
  const { owner, workspaceId } = await newWorkspace(house)
  made.push(workspaceId)
  const number = await connectWhatsapp(house, owner)
  const channel = await connectTelegram(house, owner)
  const { id } = await owner.post<KnowledgeDocument>('/v1/knowledge/documents', {
    title: 'Hours',
    text: `# Opening hours\n\nOn Saturdays we open from ${ANSWER}. We are closed on Sundays.`,
  })
  await eventually(
    () => owner.get<KnowledgeDocument>(`/v1/knowledge/documents/${id}`),
    ({ status }) => status === 'indexed',
  )
  const contact = { id: `3361234${String(++contacts).padStart(4, '0')}`, name: 'Ana Ruiz' }
  const conversation = async () =>
    (await owner.get<{ items: Conversation[] }>('/v1/conversations')).items[0] ?? null
  const messages = async () => {
    const found = await conversation()
    if (!found) return []
    return (await owner.get<{ items: Message[] }>(`/v1/conversations/${found.id}/messages`)).items
  }
  return {
    owner,
    workspaceId,
    channel,
    conversation,
    messages,
    write: (text: string) =>
      house.emulators.inbound({ platform: 'whatsapp', account: number.externalId, from: contact, text }),
    answers: async () => (await house.emulators.sent('whatsapp')).filter(({ to }) => to === contact.id),
    posts: async () =>
      (await house.emulators.sent('telegram')).filter(({ account }) => account === channel.externalId),
    schedule: (text: string, publishAt: string) =>
      owner.post<ScheduledPost>('/v1/scheduled-posts', { text, accountIds: [channel.id], publishAt }),
    post: (id: string) => owner.get<ScheduledPost>(`/v1/scheduled-posts/${id}`),
    /** Makes the contact's message two minutes old: a sweep leaves alone messages that may still be decided on. */
    age: () =>
      asOwner(
        `update conversation_messages set created_at = created_at - interval '2 minutes' where workspace_id = $1`,
        [workspaceId],
      ),
  }
}
type Busy = Awaited<ReturnType<typeof busyWorkspace>>

/** Leaves work for the pause: a question that came in, and a post that fell due. */
async function leaveWork(busy: Busy, text: string): Promise<ScheduledPost> {
  expect((await busy.write(QUESTION)).deliveredStatus).toBe(200)
  const post = await busy.schedule(text, inSeconds(1))
  await eventually(busy.messages, (items) => items.length > 0)
  return post
}

async function expectNothingDone(busy: Busy, post: ScheduledPost) {
  expect(await busy.messages()).toMatchObject([{ direction: 'inbound', decision: null, triage: null }])
  expect(await busy.answers()).toEqual([])
  expect(await busy.posts()).toEqual([])
  const waiting = await busy.post(post.id)
  expect(waiting).toMatchObject({
    status: 'queued',
    targets: [{ status: 'waiting', waitingReason: 'paused' }],
    runs: [],
  })
  expect(waiting.targets[0]?.error).toContain('Automatic work is paused')
}

async function expectAllDoneOnce(busy: Busy, post: ScheduledPost) {
  const published = await eventually(
    () => busy.post(post.id),
    ({ status }) => status === 'published',
  )
  expect(published.targets).toMatchObject([{ status: 'sent', waitingReason: null, error: null }])
  await eventually(busy.messages, (items) =>
    items.some(({ author, status }) => author === 'machine' && status === 'sent'),
  )
  await house.tick()
  expect((await busy.answers()).map((sent) => sent.text.includes(ANSWER))).toEqual([true])
  expect((await busy.posts()).map(({ text }) => text)).toEqual([post.text])
}

// The tests run at once, each in workspaces of its own: most of their time is the contact's silence.
describe.concurrent('a paused workspace', { timeout: 300_000 }, () => {
  it('takes in what contacts write, decides nothing and holds its posts, and does it all once when it is resumed', async () => {
    const busy = await busyWorkspace()
    const paused = await busy.owner.post<CurrentWorkspace>(`${current}/pause`, { reason: 'Stock-taking' })
    expect(paused).toMatchObject({
      paused: { by: 'Ada Owner', reason: 'Stock-taking', at: expect.any(String) },
      installationPaused: false,
    })
    const post = await leaveWork(busy, 'After the pause')
    const late = await busy.schedule('Hours too late', inSeconds(1))
    await pass(BURST_OVER_MS)
    await busy.age()
    await house.tick()
    await pass(500)
    await expectNothingDone(busy, post)

    // One of the posts has become late meanwhile: a person decides whether it is still sent.
    await asOwner(
      `update scheduled_post_accounts set due_at = now() - interval '16 minutes' where scheduled_post_id = $1`,
      [late.id],
    )
    expect(await busy.owner.post<CurrentWorkspace>(`${current}/resume`)).toMatchObject({ paused: null })
    await house.tick()
    await expectAllDoneOnce(busy, post)
    const asked = await busy.post(late.id)
    expect(asked).toMatchObject({
      status: 'needs_person',
      targets: [{ status: 'waiting', waitingReason: 'late' }],
      runs: [],
    })
    expect(asked.targets[0]?.error).toContain('Send it now, or cancel it')
  })

  it('sends what a person writes', async () => {
    const { owner, write, conversation, answers, messages } = await busyWorkspace()
    await owner.post(`${current}/pause`, {})
    await write('Is anybody there?')
    const open = await eventually(conversation, (found) => found !== null)
    const reply = await owner.post<Message>(`/v1/conversations/${open?.id}/messages`, { text: 'Ada here.' })
    await eventually(answers, (sent) => sent.length > 0)
    await eventually(messages, (items) =>
      items.some(({ id, status }) => id === reply.id && status === 'sent'),
    )
    expect((await answers()).map(({ text }) => text)).toEqual(['Ada here.'])
  })

  it('is paused and resumed by managers alone, and neighbours go on', async () => {
    const [paused, neighbour] = [await busyWorkspace(), await busyWorkspace()]
    for (const role of ['editor', 'agent', 'viewer'] as const) {
      const { as } = await newMember(house, paused.workspaceId, role)
      await expect(as.post(`${current}/pause`, {})).rejects.toMatchObject({ status: 403 })
    }
    const { as: admin } = await newMember(house, paused.workspaceId, 'admin')
    expect(await admin.post<CurrentWorkspace>(`${current}/pause`, {})).toMatchObject({
      paused: { reason: null },
    })
    expect(await neighbour.owner.get<CurrentWorkspace>(current)).toMatchObject({ paused: null })
    const post = await leaveWork(neighbour, 'Business as usual')
    await expectAllDoneOnce(neighbour, post)
  })
})

// Runs alone: between the contact's message and the pause no more than the burst may pass.
describe('a workspace that is paused within a burst', () => {
  it('says nothing of what was being thought about when it was paused', async () => {
    const { owner, write, messages, answers } = await busyWorkspace()
    await write(QUESTION)
    await eventually(messages, (items) => items.length > 0)
    // The contact may be typing on: the burst is open, and nothing has been decided.
    await owner.post(`${current}/pause`, {})
    await pass(BURST_OVER_MS)
    expect(await messages()).toMatchObject([{ direction: 'inbound', decision: null }])
    expect(await answers()).toEqual([])
  })
})

describe('an installation that an operator has paused', { timeout: 300_000 }, () => {
  const machines = (enabled: boolean) =>
    operator.patch<Machines>('/v1/operations/machines', { enabled, reason: 'A bad release' })

  it('holds the machines of every workspace, shows it in each, and when resumed does what waited, each once', async () => {
    const both = [await busyWorkspace(), await busyWorkspace()]
    expect(await machines(false)).toMatchObject({ enabled: false, reason: 'A bad release' })
    for (const { owner } of both)
      expect(await owner.get<CurrentWorkspace>(current)).toMatchObject({
        paused: null,
        installationPaused: true,
      })
    const left = await Promise.all(both.map(async (busy) => ({ busy, post: await leaveWork(busy, 'Later') })))
    await pass(BURST_OVER_MS)
    for (const { busy } of left) await busy.age()
    await house.tick()
    await pass(500)
    for (const { busy, post } of left) await expectNothingDone(busy, post)
    // A workspace cannot lift what an operator has ordered.
    await both[0]?.owner.post(`${current}/resume`)
    await house.tick()
    expect(await both[0]?.posts()).toEqual([])

    expect(await machines(true)).toMatchObject({ enabled: true })
    for (const { owner } of both)
      expect(await owner.get<CurrentWorkspace>(current)).toMatchObject({ installationPaused: false })
    await house.tick()
    for (const { busy, post } of left) await expectAllDoneOnce(busy, post)
  })
})
