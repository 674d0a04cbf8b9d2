import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Conversation, Message } from '#core/inbox/schemas.ts'
import type { KnowledgeDocument, Passage } from '#core/knowledge/schemas.ts'
import { connectWhatsapp, enterHouse, eventually, type House, newWorkspace } from '#test/house.ts'

let house: House
beforeAll(async () => {
  house = await enterHouse()
})
afterAll(() => house?.close())

const FACTS = `# Opening hours

The shop is open Monday to Friday from 9:00 to 18:00. On Saturdays we open from 10:00 to 14:00. We are closed on Sundays.

# Returns

You can return any item within 30 days of delivery. Refunds are paid to the original payment method within five days.`

async function answeringWorkspace() {
  const { owner, workspaceId } = await newWorkspace(house)
  const account = await connectWhatsapp(house, owner)
  const document = await owner.post<KnowledgeDocument>('/v1/knowledge/documents', {
    title: 'Shop facts',
    text: FACTS,
  })
  await eventually(
    () => owner.get<KnowledgeDocument>(`/v1/knowledge/documents/${document.id}`),
    (d) => d.status !== 'processing',
  )
  const contact = { id: `336${Math.floor(Number(`0x${randomUUID().slice(0, 6)}`))}`, name: 'Ana Ruiz' }
  const write = (text: string, extra = {}) =>
    house.emulators.inbound({
      platform: 'whatsapp',
      account: account.externalId,
      from: contact,
      text,
      ...extra,
    })
  const conversations = () => owner.get<{ items: Conversation[] }>('/v1/conversations')
  const messages = async () => {
    const [conversation] = (await conversations()).items
    if (!conversation) return []
    return (await owner.get<{ items: Message[] }>(`/v1/conversations/${conversation.id}/messages`)).items
  }
  const answers = async () =>
    (await house.emulators.sent('whatsapp')).filter((sent) => sent.to === contact.id)
  return { owner, workspaceId, account, contact, write, conversations, messages, answers, document }
}

describe('a customer writes on WhatsApp', () => {
  it('is answered from the workspace’s own document, once, with the reason and the source', async () => {
    const { owner, write, messages, answers, document } = await answeringWorkspace()
    const found = await owner.post<{ items: Passage[] }>('/v1/knowledge/search', { query: 'return an item' })
    expect(found.items[0]).toMatchObject({ kind: 'chunk', documentId: document.id, title: 'Shop facts' })
    const { text } = await owner.get<{ text: string }>(`/v1/knowledge/documents/${document.id}/text`)
    expect(text.slice(found.items[0]?.start, found.items[0]?.end)).toBe(found.items[0]?.content)

    const { deliveredStatus } = await write('At what time do you open on Saturdays?')
    expect(deliveredStatus).toBe(200)
    const thread = await eventually(messages, (items) =>
      items.some((m) => m.author === 'machine' && m.status === 'sent'),
    )
    const answer = thread.find((m) => m.author === 'machine')
    const question = thread.find((m) => m.direction === 'inbound')
    expect(answer?.text).toContain('10:00 to 14:00')
    expect(question).toMatchObject({
      triage: 'auto_reply',
      decision: { decision: 'respond', matchedRule: null },
    })
    expect(question?.decision?.confidence).toBeGreaterThanOrEqual(0.75)
    expect(question?.decision?.reason).not.toBe('')
    expect(answer?.decision?.sources[0]).toMatchObject({ documentId: document.id })
    expect(answer?.replyToId).toBe(question?.id)
    expect((await answers()).map((sent) => sent.text)).toEqual([answer?.text])
  })

  it('gets the words of the FAQ where one answers, and the decision names it as its source', async () => {
    const { owner, write, messages, answers } = await answeringWorkspace()
    const said =
      'Yes. Up to two dogs stay with us for 9 euros each. Tell us before you come. Cats stay at home.'
    const faq = await owner.post<{ id: string }>('/v1/knowledge/faqs', {
      question: 'May I bring my dog?',
      answer: said,
    })
    await write('can I bring my dog?')
    const thread = await eventually(messages, (items) =>
      items.some((m) => m.author === 'machine' && m.status === 'sent'),
    )
    const answer = thread.find((m) => m.author === 'machine')
    expect(answer?.text).toContain(said)
    expect(answer?.decision).toMatchObject({
      reason: expect.stringContaining('“May I bring my dog?”'),
      sources: [{ kind: 'faq', faqId: faq.id, title: 'May I bring my dog?', content: said }],
    })
    expect((await answers()).map((sent) => sent.text)).toEqual([answer?.text])
  })

  it('gets one answer when the same webhook comes three times', async () => {
    const { write, messages, answers } = await answeringWorkspace()
    await write('Can I return an item after delivery?', { times: 3 })
    await eventually(answers, (sent) => sent.length > 0)
    await new Promise((resolve) => setTimeout(resolve, 4_000))
    expect(await answers()).toHaveLength(1)
    expect((await messages()).filter((m) => m.direction === 'inbound')).toHaveLength(1)
  })

  it('gets one reply for a burst of messages, however often the object is evicted', async () => {
    const { write, messages, answers, workspaceId, conversations } = await answeringWorkspace()
    await write('Hi')
    await write('At what time do you open')
    const [conversation] = await eventually(conversations, ({ items }) => items.length > 0).then(
      ({ items }) => items,
    )
    // Evict between two steps of its work: a busy object cannot be evicted.
    const evict = async () => {
      await new Promise((resolve) => setTimeout(resolve, 500))
      await house.worker.evictDurableObject('Conversation', { name: `${workspaceId}/${conversation?.id}` })
    }
    await evict()
    await write('on Saturdays?')
    await eventually(messages, (items) => items.length >= 3)
    await evict()
    const sent = await eventually(answers, (list) => list.length > 0)
    await eventually(messages, (items) => items.some((m) => m.author === 'machine' && m.status === 'sent'))
    await evict()
    await new Promise((resolve) => setTimeout(resolve, 4_000))
    expect((await answers()).map((answer) => answer.text)).toEqual(sent.map((answer) => answer.text))
    expect(sent[0]?.text).toContain('10:00 to 14:00')
    const inbound = (await messages()).filter((m) => m.direction === 'inbound')
    expect(new Set(inbound.map((m) => m.decision?.id)).size).toBe(1)
  })

  it('is left to the person who takes over, and answered by the machine again when they hand back', async () => {
    const { owner, write, messages, answers, conversations } = await answeringWorkspace()
    await write('At what time do you open on Saturdays?')
    await eventually(answers, (sent) => sent.length === 1)
    const [conversation] = (await conversations()).items
    const path = `/v1/conversations/${conversation?.id}`
    expect((await owner.post<Conversation>(`${path}/hold`)).heldBy).toMatchObject({ name: 'Ada Owner' })

    await write('Can I return an item within 30 days?')
    await new Promise((resolve) => setTimeout(resolve, 4_500))
    expect(await answers()).toHaveLength(1)
    const reply = await owner.post<Message>(`${path}/messages`, { text: 'Ada here: of course you can.' })
    expect(reply).toMatchObject({ author: 'person', authorName: 'Ada Owner', status: 'queued' })
    await eventually(answers, (sent) => sent.length === 2)
    await eventually(messages, (items) => items.some((m) => m.id === reply.id && m.deliveredAt !== null))

    expect((await owner.delete<Conversation>(`${path}/hold`)).heldBy).toBeNull()
    await write('Are you closed on Sundays?')
    const sent = await eventually(answers, (list) => list.length >= 3)
    expect(sent.at(-1)?.text).toContain('closed on Sundays')
  })

  it('goes to a person when no document answers, and the machine says why', async () => {
    const { write, conversations, messages, answers } = await answeringWorkspace()
    await write('Do you sell electric bicycles with a lifetime warranty?')
    const thread = await eventually(messages, (items) => items.some((m) => m.decision !== null))
    expect(thread[0]).toMatchObject({ triage: 'escalate', decision: { decision: 'escalate' } })
    expect((await conversations()).items[0]?.status).toBe('escalated')
    expect(await answers()).toEqual([])
  })

  it('has a send of unknown outcome shown as such, resolved by the platform’s receipt, and never repeated', async () => {
    const { write, messages, answers } = await answeringWorkspace()
    await house.emulators.fault({
      platform: 'whatsapp',
      match: '/messages',
      times: 1,
      fault: 'timeout-after',
    })
    await write('At what time do you open on Saturdays?')
    const thread = await eventually(
      messages,
      (items) => items.some((m) => m.author === 'machine' && m.deliveredAt !== null),
      45_000,
    )
    expect(thread.find((m) => m.author === 'machine')).toMatchObject({ status: 'sent' })
    await house.tick()
    await new Promise((resolve) => setTimeout(resolve, 2_000))
    expect(await answers()).toHaveLength(1)
  })

  it('is not sent free text once the platform’s window has closed', async () => {
    const { owner, account, contact, conversations } = await answeringWorkspace()
    const longAgo = String(Math.floor(Date.now() / 1000) - 25 * 3600)
    await house.emulators.inbound({
      platform: 'whatsapp',
      account: account.externalId,
      from: contact,
      raw: {
        object: 'whatsapp_business_account',
        entry: [
          {
            id: '1',
            changes: [
              {
                field: 'messages',
                value: {
                  metadata: { phone_number_id: account.externalId },
                  messages: [
                    {
                      from: contact.id,
                      id: `wamid.${longAgo}.${contact.id}`,
                      timestamp: longAgo,
                      type: 'text',
                      text: { body: 'hello?' },
                    },
                  ],
                },
              },
            ],
          },
        ],
      },
    })
    const { items } = await eventually(conversations, (list) => list.items.length > 0)
    const attempt = owner.post(`/v1/conversations/${items[0]?.id}/messages`, { text: 'Too late' })
    await expect(attempt).rejects.toMatchObject({ status: 409, body: { code: 'window_closed' } })
  })
})
