import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ConnectedAccount } from '#core/accounts/schemas.ts'
import type { Conversation, Message } from '#core/inbox/schemas.ts'
import type { DeadLetter, WebhookEvent } from '#core/operations/schemas.ts'
import { ApiFailure } from '#local/client.ts'
import {
  connectTelegram,
  connectWhatsapp,
  enterHouse,
  eventually,
  type House,
  newWorkspace,
} from '#test/house.ts'
import { newOperator } from '#test/people.ts'

let house: House
beforeAll(async () => {
  house = await enterHouse()
})
afterAll(() => house?.close())

type List<T> = { items: T[] }
const events = async (owner: Owner) => (await owner.get<List<WebhookEvent>>('/v1/webhook-events')).items
const conversations = async (owner: Owner) => (await owner.get<List<Conversation>>('/v1/conversations')).items
type Owner = Awaited<ReturnType<typeof newWorkspace>>['owner']

const sign = (body: string) =>
  `sha256=${createHmac('sha256', house.secrets.META_APP_SECRET ?? '')
    .update(body)
    .digest('hex')}`
const deliver = (body: string, signature = sign(body)) =>
  fetch(`${house.url}/webhooks/meta`, { method: 'POST', headers: { 'x-hub-signature-256': signature }, body })

const change = (number: string, text: string, id: string) => ({
  field: 'messages',
  value: {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '1', phone_number_id: number },
    contacts: [{ profile: { name: 'Zoé' }, wa_id: '33600000001' }],
    messages: [
      {
        from: '33600000001',
        id,
        timestamp: String(Math.floor(Date.now() / 1000)),
        type: 'text',
        text: { body: text },
      },
    ],
  },
})
const delivery = (...changes: object[]) =>
  JSON.stringify({
    object: 'whatsapp_business_account',
    entry: changes.map((c, i) => ({ id: String(i), changes: [c] })),
  })

describe('the door of Meta', () => {
  it('answers the challenge of whoever knows the verify token, as plain text', async () => {
    const ask = (token: string) =>
      fetch(`${house.url}/webhooks/meta?hub.mode=subscribe&hub.verify_token=${token}&hub.challenge=11582`)
    const right = await ask(house.secrets.META_VERIFY_TOKEN ?? '')
    expect([right.status, await right.text()]).toEqual([200, '11582'])
    expect((await ask('guess')).status).toBe(403)
    // The verify token that is shown to people who connect a number: derived, so that the installation's own stays secret.
    const { owner } = await newWorkspace(house)
    const { webhook } = await owner.post<ConnectedAccount>('/v1/practice', { platform: 'whatsapp' })
    const { verifyToken = '' } = webhook?.byHand ?? {}
    expect(verifyToken).not.toBe(house.secrets.META_VERIFY_TOKEN)
    const shown = await ask(encodeURIComponent(verifyToken))
    expect([shown.status, await shown.text()]).toEqual([200, '11582'])
    expect((await ask(`${verifyToken.slice(0, -1)}_`)).status).toBe(403)
  })

  it('refuses an unsigned, a wrongly signed and an altered body, and stores nothing of it', async () => {
    const { owner } = await newWorkspace(house)
    const account = await connectWhatsapp(house, owner)
    const body = delivery(change(account.externalId, 'bonjour', 'wamid.forged'))
    const unsigned = await fetch(`${house.url}/webhooks/meta`, { method: 'POST', body })
    const wrong = await deliver(body, `sha256=${'0'.repeat(64)}`)
    const altered = await deliver(body.replace('bonjour', 'bonsoir'), sign(body))
    expect([unsigned.status, wrong.status, altered.status]).toEqual([401, 401, 401])
    // A genuine delivery that follows is stored: the door works, and the earlier one was not stored.
    expect((await deliver(delivery(change(account.externalId, 'vrai', 'wamid.genuine')))).status).toBe(200)
    const stored = await eventually(
      () => events(owner),
      (items) => items.length > 0,
    )
    expect(stored.map((event) => (event.payload as { platformMessageId: string }).platformMessageId)).toEqual(
      ['wamid.genuine'],
    )
  })

  it('takes a body of more than 64 KB by way of the blob store, and keeps its order', async () => {
    const { owner } = await newWorkspace(house)
    const account = await connectWhatsapp(house, owner)
    const changes = Array.from({ length: 300 }, (_, i) =>
      change(account.externalId, `Message ${i} ${'é'.repeat(100)}`, `wamid.big${i}`),
    )
    const body = delivery(...changes)
    expect(body.length).toBeGreaterThan(64 * 1024)
    expect((await deliver(body)).status).toBe(200)
    const [conversation] = await eventually(
      () => conversations(owner),
      (items) => items.length > 0,
    )
    const messages = await owner.get<List<Message> & { nextCursor: string | null }>(
      `/v1/conversations/${conversation?.id}/messages?limit=100`,
    )
    // All have the same second, and the latest comes first: they keep the order in which they were said.
    expect(messages.items.map(({ text }) => text?.split(' ')[1])).toEqual(
      Array.from({ length: 100 }, (_, i) => `${299 - i}`),
    )
    expect(messages.nextCursor).not.toBeNull()
  })

  it('keeps the updates of two workspaces in one delivery apart', async () => {
    const [a, b] = [await newWorkspace(house), await newWorkspace(house)]
    const [numberA, numberB] = [await connectWhatsapp(house, a.owner), await connectWhatsapp(house, b.owner)]
    await deliver(
      delivery(
        change(numberA.externalId, 'for A', 'wamid.a'),
        change(numberB.externalId, 'for B', 'wamid.b'),
      ),
    )
    const [inA] = await eventually(
      () => conversations(a.owner),
      (items) => items.length > 0,
    )
    const [inB] = await eventually(
      () => conversations(b.owner),
      (items) => items.length > 0,
    )
    expect(inA?.lastMessage?.text).toBe('for A')
    expect(inB?.lastMessage?.text).toBe('for B')
    expect(await events(a.owner)).toHaveLength(1)
    await expect(a.owner.get(`/v1/conversations/${inB?.id}`)).rejects.toMatchObject({ status: 404 })
  })

  it('refuses to connect a number twice, anywhere in the installation', async () => {
    const [a, b] = [await newWorkspace(house), await newWorkspace(house)]
    const { externalId } = await connectWhatsapp(house, a.owner)
    const again = b.owner.post('/v1/accounts', {
      platform: 'whatsapp',
      externalId,
      name: 'Mine now',
      credentials: { accessToken: await tokenOf(externalId) },
    })
    await expect(again).rejects.toMatchObject({ status: 409, body: { code: 'account_taken' } })
  })

  it('keeps the message of an unknown number for the operators, and applies it once the number is connected', async () => {
    const { owner } = await newWorkspace(house)
    const number = String(Date.now())
    await deliver(delivery(change(number, 'anybody there?', 'wamid.lonely')))
    const { as: operator } = await theOperator()
    const unassigned = () => operator.get<List<WebhookEvent>>('/v1/operations/webhook-events')
    const { items } = await eventually(unassigned, (list) =>
      list.items.some((event) => event.externalAccountId === number),
    )
    const event = items.find((item) => item.externalAccountId === number)
    expect(event).toMatchObject({ status: 'unassigned', type: 'message' })
    await expect(operator.post(`/v1/operations/webhook-events/${event?.id}/replay`)).rejects.toMatchObject({
      body: { code: 'still_unassigned' },
    })
    await expect(owner.get('/v1/operations/webhook-events')).rejects.toMatchObject({ status: 403 })

    await house.emulators.addAccount({
      platform: 'whatsapp',
      externalId: number,
      name: 'Late',
      token: 'EAAlate',
    })
    await owner.post('/v1/accounts', {
      platform: 'whatsapp',
      externalId: number,
      name: 'Late',
      credentials: { accessToken: 'EAAlate' },
    })
    const replayed = await operator.post<WebhookEvent>(`/v1/operations/webhook-events/${event?.id}/replay`)
    expect(replayed.status).toBe('processed')
    expect((await conversations(owner))[0]?.lastMessage?.text).toBe('anybody there?')
  })

  it('keeps and shows what is not what the platform documents, and answers 200', async () => {
    const { as: operator } = await theOperator()
    expect((await deliver('this is not JSON')).status).toBe(200)
    const { items } = await eventually(
      () => operator.get<List<WebhookEvent>>('/v1/operations/webhook-events'),
      (list) => list.items.some((event) => event.type === 'unreadable'),
    )
    expect(items.find((event) => event.type === 'unreadable')?.error).toContain('Not what meta documents')
  })
})

describe('the door of Telegram', () => {
  it('takes updates with the account’s own derived secret, and with no other', async () => {
    const { owner } = await newWorkspace(house)
    const [one, other] = [await connectTelegram(house, owner), await connectTelegram(house, owner)]
    const written = await house.emulators.inbound({
      platform: 'telegram',
      account: one.externalId,
      from: { id: '4711', name: 'Ana' },
      text: 'hello bot',
    })
    expect(written.deliveredStatus).toBe(200)
    const [conversation] = await eventually(
      () => conversations(owner),
      (items) => items.length > 0,
    )
    expect(conversation).toMatchObject({ platform: 'telegram', lastMessage: { text: 'hello bot' } })

    const post = (id: string, secret: string) =>
      fetch(`${house.url}/webhooks/telegram/${id}`, {
        method: 'POST',
        headers: { 'x-telegram-bot-api-secret-token': secret },
        body: '{"update_id":1}',
      })
    const { secret } = (one as unknown as { webhook: { secret: string } }).webhook
    expect((await post(one.id, secret)).status).toBe(200)
    expect((await post(other.id, secret)).status).toBe(401)
    expect((await post(one.id, secret.slice(0, -1) + (secret.endsWith('0') ? '1' : '0'))).status).toBe(401)
    expect((await post(one.id, '')).status).toBe(401)
  })
})

describe('dead letters', () => {
  it('are kept, and go back on their queue once when an operator replays them', async () => {
    const { owner } = await newWorkspace(house)
    const account = await connectWhatsapp(house, owner)
    const { as: operator } = await theOperator()
    const id = `dead-${Date.now()}`
    const bytes = new TextEncoder().encode(
      delivery(change(account.externalId, 'from the dead', `wamid.${id}`)),
    )
    const service = (await house.worker.getExport()) as unknown as {
      queue(name: string, messages: unknown[]): Promise<unknown>
    }
    await service.queue('dead-letters', [
      {
        id,
        timestamp: new Date(),
        attempts: 6,
        body: {
          queue: 'webhooks',
          source: 'meta',
          account: null,
          receivedAt: new Date().toISOString(),
          bytes,
          objectName: null,
        },
      },
    ])
    const { items } = await operator.get<List<DeadLetter>>('/v1/operations/dead-letters')
    const dead = items.find((letter) => letter.attempts === 6 && letter.replayedAt === null)
    expect(dead).toMatchObject({ queue: 'webhooks' })
    expect(await conversations(owner)).toEqual([])

    const replayed = await operator.post<DeadLetter>(`/v1/operations/dead-letters/${dead?.id}/replay`)
    expect(replayed.replayedAt).not.toBeNull()
    const [conversation] = await eventually(
      () => conversations(owner),
      (list) => list.length > 0,
    )
    expect(conversation?.lastMessage?.text).toBe('from the dead')
    await expect(operator.post(`/v1/operations/dead-letters/${dead?.id}/replay`)).rejects.toBeInstanceOf(
      ApiFailure,
    )
  })
})

let operators: ReturnType<typeof newOperator> | undefined
const theOperator = () => {
  operators ??= newOperator(house)
  return operators
}

const tokenOf = async (externalId: string) => {
  const token = `EAA${externalId}again`
  await house.emulators.addAccount({ platform: 'whatsapp', externalId, name: 'Again', token })
  return token
}
