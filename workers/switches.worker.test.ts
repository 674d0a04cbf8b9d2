import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Conversation, Message } from '#core/inbox/schemas.ts'
import type { KnowledgeDocument } from '#core/knowledge/schemas.ts'
import type { SystemLog, WebhookEvent, WorkerState } from '#core/operations/schemas.ts'
import type { ScheduledPost } from '#core/publishing/schemas.ts'
import type { Client } from '#local/client.ts'
import { confirmAddress } from '#local/mailbox.ts'
import { asOwner } from '#test/database.ts'
import {
  connectTelegram,
  connectWhatsapp,
  eventually,
  type House,
  newWorkspace,
  startHouse,
} from '#test/house.ts'
import { newPerson, type TestPerson } from '#test/people.ts'
import { workers as everyWorker } from './domains.ts'

/** An isolate keeps the switches that it has read for this long: `workers/flags.ts`. */
const FLAGS_FRESH_MS = 5_000
const QUESTION = 'At what time do you open on Saturdays?'
const contact = { id: '33611223344', name: 'Ana Ruiz' }

let house: House
let owner: Client
let workspaceId: string
let number: { externalId: string }
let channel: { id: string; externalId: string }
let operator: TestPerson
beforeAll(async () => {
  house = await startHouse()
  ;({ owner, workspaceId } = await newWorkspace(house))
  number = await connectWhatsapp(house, owner)
  channel = await connectTelegram(house, owner)
  operator = await newPerson(house, house.operatorEmail)
})
afterAll(async () => {
  await asOwner('delete from worker_flags')
  // Leave no work for the ticks of other suites.
  await asOwner('delete from workspaces where id = $1', [workspaceId])
  await house?.close()
})

const pass = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const workers = async () => (await operator.as.get<{ items: WorkerState[] }>('/v1/operations/workers')).items
const turn = async (names: readonly string[], enabled: boolean) => {
  for (const name of names)
    await operator.as.patch(`/v1/operations/workers/${name}`, { enabled, reason: 'A drill' })
}
const events = async () => (await owner.get<{ items: WebhookEvent[] }>('/v1/webhook-events')).items
const messages = async () => {
  const { items } = await owner.get<{ items: Conversation[] }>('/v1/conversations')
  if (items.length === 0) return []
  return (await owner.get<{ items: Message[] }>(`/v1/conversations/${items[0]?.id}/messages`)).items
}
const answers = async () => (await house.emulators.sent('whatsapp')).filter(({ to }) => to === contact.id)
const posts = async () =>
  (await house.emulators.sent('telegram')).filter(({ account }) => account === channel.externalId)

describe('the switches', () => {
  it('are for the operator whose address is confirmed, and for nobody else', async () => {
    const tries = async (as: Client) => [
      (await as.raw('GET', '/v1/operations/workers')).status,
      (await as.raw('PATCH', '/v1/operations/workers/webhooks', { enabled: false })).status,
      (await as.raw('PATCH', '/v1/operations/machines', { enabled: false })).status,
    ]
    // Anybody can sign up with any address: the configuration names it, but its owner is not verified yet.
    expect(await tries(operator.as)).toEqual([403, 403, 403])
    expect(await tries(owner)).toEqual([403, 403, 403])
    expect(await asOwner('select name from worker_flags where not enabled')).toEqual([])

    await confirmAddress(house.emulators, operator.as, operator.email)
    const all = await workers()
    expect(all.map(({ name, words }) => ({ name, words }))).toEqual(
      Object.entries(everyWorker).map(([name, words]) => ({ name, words })),
    )
    const unknown = await operator.as.raw('PATCH', '/v1/operations/workers/constructor', { enabled: false })
    expect(unknown.status).toBe(404)
    expect(all.every(({ enabled }) => enabled)).toBe(true)
  })

  it('that are turned stand in the system log, once, with the name of who turned them and why', async () => {
    const { user } = await operator.as.get<{ user: { name: string } }>('/v1/me')
    const lines = async () =>
      (
        await operator.as.get<{ items: SystemLog[] }>(
          '/v1/operations/system-logs?event=audit.worker.switch&limit=100',
        )
      ).items.filter(({ actor }) => actor === `user:${operator.id}`)
    await turn(['retention', 'retention'], false)
    expect(await workers()).toContainEqual(
      expect.objectContaining({
        name: 'retention',
        enabled: false,
        reason: 'A drill',
        changedBy: user.name,
        changedAt: expect.any(String),
      }),
    )
    await turn(['retention'], true)
    expect((await lines()).map(({ detail }) => detail)).toEqual([
      {
        by: user.name,
        before: { name: 'retention', enabled: false },
        after: { name: 'retention', enabled: true, reason: 'A drill' },
      },
      {
        by: user.name,
        before: { name: 'retention', enabled: true },
        after: { name: 'retention', enabled: false, reason: 'A drill' },
      },
    ])
  })
})

/** One story in three acts: each waits for the switches' cache, and goes on where the last one ended. */
describe('a worker that is switched off', () => {
  let document: KnowledgeDocument
  let post: ScheduledPost
  const readDocument = () => owner.get<KnowledgeDocument>(`/v1/knowledge/documents/${document.id}`)
  const readPost = () => owner.get<ScheduledPost>(`/v1/scheduled-posts/${post.id}`)

  it('leaves its work where it is: webhooks are taken and stored, documents and due posts wait', async () => {
    // This house has not asked for a switch yet, so none is cached.
    await turn(['webhooks', 'knowledge', 'publishing', 'answers'], false)

    const { deliveredStatus } = await house.emulators.inbound({
      platform: 'whatsapp',
      account: number.externalId,
      from: contact,
      text: QUESTION,
      times: 2,
    })
    expect(deliveredStatus).toBe(200)
    document = await owner.post<KnowledgeDocument>('/v1/knowledge/documents', {
      title: 'Hours',
      text: '# Opening hours\n\nOn Saturdays we open from 10:00 to 14:00. We are closed on Sundays.',
    })
    post = await owner.post<ScheduledPost>('/v1/scheduled-posts', {
      text: 'While you were off',
      accountIds: [channel.id],
      publishAt: new Date(Date.now() - 1_000).toISOString(),
    })
    expect(await eventually(events, (items) => items.length > 0)).toMatchObject([
      { status: 'pending', attempts: 0 },
    ])
    await age()
    await house.tick()
    await pass(1_000)

    expect(await events()).toMatchObject([{ status: 'pending', attempts: 0 }])
    expect(await messages()).toEqual([])
    expect(await readDocument()).toMatchObject({ status: 'processing', chunkCount: 0 })
    expect(await readPost()).toMatchObject({ status: 'queued', targets: [{ status: 'queued' }], runs: [] })
    expect(await posts()).toEqual([])
  })

  it('does what waited once it is on again: nothing is lost and nothing is done twice', async () => {
    await turn(['webhooks', 'knowledge', 'publishing'], true)
    const done = await eventually(
      async () => {
        await house.tick()
        return { events: await events(), document: await readDocument(), post: await readPost() }
      },
      (all) =>
        all.events[0]?.status === 'processed' &&
        all.document.status !== 'processing' &&
        all.post.status === 'published',
    )
    expect(done.document).toMatchObject({ status: 'indexed', chunkCount: 1 })
    expect(done.post.runs).toMatchObject([{ status: 'success', fence: 1 }])
    await house.tick()
    expect(await events()).toMatchObject([{ status: 'processed', attempts: 1 }])
    expect((await messages()).map(({ text }) => text)).toEqual([QUESTION])
    expect((await posts()).map(({ text }) => text)).toEqual(['While you were off'])
  })

  it('of answers leaves the question open, and answers it once when it is on again', async () => {
    // The burst of the message that has just come in ends without an answer.
    await pass(4_000)
    expect(await messages()).toMatchObject([{ direction: 'inbound', decision: null, triage: null }])
    expect(await answers()).toEqual([])

    await turn(['answers'], true)
    await pass(FLAGS_FRESH_MS + 100)
    await age()
    await house.tick()
    const [answer] = await eventually(answers, (sent) => sent.length > 0)
    expect(answer?.text).toContain('10:00 to 14:00')
    await eventually(messages, (items) =>
      items.some(({ author, status }) => author === 'machine' && status === 'sent'),
    )
    await house.tick()
    await pass(500)
    expect(await answers()).toHaveLength(1)
  })

  /** Makes the waiting work two minutes old: the sweep leaves alone work that a worker may still have in hand. */
  async function age() {
    for (const [table, column] of [
      ['webhook_events', 'received_at'],
      ['knowledge_documents', 'created_at'],
      ['conversation_messages', 'created_at'],
    ])
      await asOwner(
        `update ${table} set ${column} = ${column} - interval '2 minutes' where workspace_id = $1`,
        [workspaceId],
      )
  }
})
