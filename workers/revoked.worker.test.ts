import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Account } from '#core/accounts/schemas.ts'
import type { Conversation, Message } from '#core/inbox/schemas.ts'
import { asOwner } from '#test/database.ts'
import {
  connectTelegram,
  connectWhatsapp,
  enterHouse,
  eventually,
  type House,
  newWorkspace,
} from '#test/house.ts'

let house: House
beforeAll(async () => {
  house = await enterHouse()
})
afterAll(() => house?.close())

interface Platform {
  platform: 'whatsapp' | 'telegram'
  connect: typeof connectWhatsapp | typeof connectTelegram
  publishes: boolean
}
const PLATFORMS: Platform[] = [
  { platform: 'whatsapp', connect: connectWhatsapp, publishes: false },
  { platform: 'telegram', connect: connectTelegram, publishes: true },
]

describe.each(PLATFORMS)('a token that $platform revokes', ({ platform, connect, publishes }) => {
  it('expires the account; its messages and posts wait, its owner is told, and the reconnected account sends each once', async () => {
    const email = `${randomUUID()}@chorus.test`
    const { owner } = await newWorkspace(house, email)
    const { id, externalId } = await connect(house, owner)
    const account = async () =>
      (await owner.get<{ items: Account[] }>('/v1/accounts')).items.find((one) => one.id === id)
    const from = { id: `336${Math.floor(Number(`0x${randomUUID().slice(0, 6)}`))}`, name: 'Ana Ruiz' }
    await house.emulators.inbound({ platform, account: externalId, from, text: 'Good morning' })
    const [conversation] = await eventually(
      async () => (await owner.get<{ items: Conversation[] }>('/v1/conversations')).items,
      (items) => items.length > 0,
    )
    const messages = async () =>
      (await owner.get<{ items: Message[] }>(`/v1/conversations/${conversation?.id}/messages`)).items

    // The platform accepts only another token from now on.
    const token = platform === 'telegram' ? `${Date.now()}:${randomUUID()}` : `EAA${randomUUID()}`
    await house.emulators.addAccount({ platform, externalId, name: 'Test', token })
    const texts = [`First ${randomUUID()}`, `Second ${randomUUID()}`]
    for (const text of texts) await owner.post(`/v1/conversations/${conversation?.id}/messages`, { text })
    await eventually(account, (one) => one?.status === 'expired')
    await eventually(messages, (all) =>
      all.some(({ text, status }) => text === texts[0] && status === 'waiting'),
    )
    const post = `Post ${randomUUID()}`
    const { id: postId } = publishes
      ? await owner.post<{ id: string }>('/v1/scheduled-posts', {
          text: post,
          accountIds: [id],
          publishAt: new Date(Date.now() - 1000).toISOString(),
        })
      : { id: null }
    const target = async () =>
      (await owner.get<{ targets: { status: string }[] }>(`/v1/scheduled-posts/${postId}`)).targets[0]
    if (publishes) await eventually(target, (one) => one?.status === 'waiting')

    const [mail] = await eventually(
      async () =>
        (await house.emulators.mails(email)).filter(({ subject }) => subject.includes('connected again')),
      (mails) => mails.length > 0,
    )
    expect(mail?.text).toContain('/accounts')
    const sentOf = async () =>
      (await house.emulators.sent(platform))
        .map(({ text }) => text)
        .filter((text) => [...texts, post].includes(text ?? ''))
    expect(await sentOf()).toEqual([])

    await owner.post(`/v1/accounts/${id}/reconnect`, { credentials: { accessToken: token } })
    expect(await account()).toMatchObject({ status: 'active', statusReason: null })
    const all = [...texts, ...(publishes ? [post] : [])]
    // A queue takes up the waiting work, and the next minute sends it.
    const sentAfterTick = async () => {
      await house.tick()
      return sentOf()
    }
    await eventually(sentAfterTick, (sent) => sent.length >= all.length)
    await eventually(messages, (some) =>
      texts.every((text) =>
        some.some(
          (one) =>
            one.text === text &&
            one.status !== 'waiting' &&
            one.status !== 'queued' &&
            one.status !== 'sending',
        ),
      ),
    )
    if (publishes) await eventually(target, (one) => one?.status === 'sent')
    expect((await sentOf()).sort()).toEqual([...all].sort())
    const mails = (await house.emulators.mails(email)).filter(({ subject }) =>
      subject.includes('connected again'),
    )
    expect(mails).toHaveLength(1)
    const audit = await asOwner<{ action: string }>(
      `select action from audit_log where object_id = $1 and action like 'account.%' order by id`,
      [id],
    )
    expect(audit.map(({ action }) => action)).toEqual([
      'account.connect',
      'account.expire',
      'account.reconnect',
    ])
  }, 180_000)
})

describe('what the platform allows an account', () => {
  it('is listed with what is used of it, counted by the gate itself, and of nobody else’s account', async () => {
    const { owner } = await newWorkspace(house)
    const { id, externalId } = await connectTelegram(house, owner)
    type Limits = {
      items: { scope: string; name: string; used: number; limit: number; resetsAt: string | null }[]
    }
    const limits = async () => (await owner.get<Limits>(`/v1/accounts/${id}/limits`)).items
    expect(await limits()).toContainEqual(
      expect.objectContaining({ scope: 'account', name: 'chat', used: 0, limit: 20, resetsAt: null }),
    )
    const { id: postId } = await owner.post<{ id: string }>('/v1/scheduled-posts', {
      text: `Counted ${externalId}`,
      accountIds: [id],
      publishAt: new Date(Date.now() - 1000).toISOString(),
    })
    await eventually(
      () => owner.get<{ targets: { status: string }[] }>(`/v1/scheduled-posts/${postId}`),
      (post) => post.targets[0]?.status === 'sent',
    )
    const counted = (await limits()).find(({ name }) => name === 'chat')
    expect(counted).toMatchObject({ used: 1, limit: 20, resetsAt: expect.any(String) })
    const other = (await newWorkspace(house)).owner
    expect((await other.raw('GET', `/v1/accounts/${id}/limits`)).status).toBe(404)
  }, 180_000)
})
