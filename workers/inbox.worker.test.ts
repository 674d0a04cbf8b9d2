import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Conversation, Message } from '#core/inbox/schemas.ts'
import type { KnowledgeDocument, Passage } from '#core/knowledge/schemas.ts'
import { connectWhatsapp, eventually, type House, newWorkspace, startHouse } from '#test/house.ts'

let house: House
beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house?.close())

const FACTS = `# Opening hours

The shop is open Monday to Friday from 9:00 to 18:00. On Saturdays we open from 10:00 to 14:00. We are closed on Sundays.

# Returns

You can return any item within 30 days of delivery. Refunds are paid to the original payment method within five days.`

async function answeringWorkspace() {
  const { owner, workspaceId } = await newWorkspace(house)
  const account = await connectWhatsapp(house, owner)
  const document = await owner.post<KnowledgeDocument>('/v1/knowledge/documents', { title: 'Shop facts', text: FACTS })
  await eventually(
    () => owner.get<KnowledgeDocument>(`/v1/knowledge/documents/${document.id}`),
    (d) => d.status !== 'processing',
  )
  const contact = { id: `336${Math.floor(Number(`0x${randomUUID().slice(0, 6)}`))}`, name: 'Ana Ruiz' }
  const write = (text: string, extra = {}) =>
    house.emulators.inbound({ platform: 'whatsapp', account: account.externalId, from: contact, text, ...extra })
  const conversations = () => owner.get<{ items: Conversation[] }>('/v1/conversations')
  const messages = async () => {
    const [conversation] = (await conversations()).items
    if (!conversation) return []
    return (await owner.get<{ items: Message[] }>(`/v1/conversations/${conversation.id}/messages`)).items
  }
  const answers = async () => (await house.emulators.sent('whatsapp')).filter((sent) => sent.to === contact.id)
  return { owner, workspaceId, account, contact, write, conversations, messages, answers, document }
}

describe('a customer writes on WhatsApp', () => {
  it('is answered from the workspace’s own document, once, with the reason and the source', async () => {
    const { owner, write, messages, answers, document } = await answeringWorkspace()
    const found = await owner.post<{ items: Passage[] }>('/v1/knowledge/search', { query: 'return an item' })
    expect(found.items[0]).toMatchObject({ kind: 'chunk', documentId: document.id, title: 'Shop facts' })
    expect(FACTS.slice(found.items[0]?.start, found.items[0]?.end)).toBe(found.items[0]?.content)

    const { deliveredStatus } = await write('At what time do you open on Saturdays?')
    expect(deliveredStatus).toBe(200)
    const thread = await eventually(messages, (items) => items.some((m) => m.author === 'machine' && m.status === 'sent'))
    const answer = thread.find((m) => m.author === 'machine')
    const question = thread.find((m) => m.direction === 'inbound')
    expect(answer?.text).toContain('10:00 to 14:00')
    expect(question).toMatchObject({ triage: 'auto_reply', decision: { decision: 'respond', matchedRule: null } })
    expect(question?.decision?.confidence).toBeGreaterThanOrEqual(0.75)
    expect(question?.decision?.reason).not.toBe('')
    expect(answer?.decision?.sources[0]).toMatchObject({ documentId: document.id })
    expect(answer?.replyToId).toBe(question?.id)
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
})
