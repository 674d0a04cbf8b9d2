import { createHash, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Account } from '#core/accounts/schemas.ts'
import type { Message } from '#core/inbox/schemas.ts'
import { BEGINNINGS, bytesOf, png } from '#core/media/sample-files.ts'
import type { Medium } from '#core/media/schemas.ts'
import type { ScheduledPost } from '#core/publishing/schemas.ts'
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
import { newMember } from '#test/people.ts'

let house: House
let owner: Client
let workspaceId: string
beforeAll(async () => {
  house = await enterHouse()
  ;({ owner, workspaceId } = await newWorkspace(house))
})
afterAll(() => house?.close())

const formOf = (bytes: Uint8Array<ArrayBuffer>, name: string, type = '') => {
  const form = new FormData()
  form.append('note', 'before the file')
  form.append('file', new File([bytes], name, { type }))
  return form
}
const upload = (bytes: Uint8Array<ArrayBuffer>, name: string, type = '') =>
  owner.post<Medium>('/v1/media', formOf(bytes, name, type))
/** Makes the beginning of a file of this many bytes. Must be fast: a connection that idles meanwhile is closed at its other end. */
const padded = (beginning: Uint8Array, length: number) => {
  const bytes = new Uint8Array(length)
  bytes.set(beginning)
  return bytes
}
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
const bytesAt = async (url: string, headers: Record<string, string> = {}) => {
  const response = await owner.raw('GET', url, undefined, headers)
  return { response, bytes: new Uint8Array(await response.arrayBuffer()) }
}

/** Sets a stage: a contact on WhatsApp, and the thread with them. */
async function stage() {
  const account = await connectWhatsapp(house, owner)
  const from = { id: `336${Math.floor(Number(`0x${randomUUID().slice(0, 6)}`))}`, name: 'Ana' }
  const write = (message: object) =>
    house.emulators.inbound({ platform: 'whatsapp', account: account.externalId, from, ...message })
  const conversation = async () => {
    const { items } = await eventually(
      () => owner.get<{ items: { id: string }[] }>(`/v1/conversations?accountId=${account.id}`),
      (list) => list.items.length > 0,
    )
    return items[0]?.id ?? ''
  }
  const thread = async () =>
    (await owner.get<{ items: Message[] }>(`/v1/conversations/${await conversation()}/messages`)).items
  const shown = async () => (await house.emulators.sent('whatsapp')).filter((one) => one.to === from.id)
  return { account, from, write, conversation, thread, shown }
}

describe('a file that a contact sends', () => {
  it('is seen in the thread byte for byte, by its own workspace alone', async () => {
    const { write, thread } = await stage()
    await write({ text: 'Look', media: [{ kind: 'image', mimeType: 'image/png', base64: base64(png()) }] })
    const [message] = await eventually(thread, ([one]) => one?.media[0]?.status === 'stored')
    expect(message).toMatchObject({
      type: 'image',
      text: 'Look',
      media: [{ width: 64, height: 48, error: null }],
    })
    const url = message?.media[0]?.url ?? ''
    const { response, bytes } = await bytesAt(url)
    expect(bytes).toEqual(png())
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': `inline; filename="image.png"; filename*=UTF-8''image.png`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox'),
      'cache-control': 'private, no-cache',
    })
    const { owner: stranger } = await newWorkspace(house)
    expect((await stranger.raw('GET', url)).status).toBe(404)
    const viewer = await newMember(house, workspaceId, 'viewer')
    expect((await viewer.as.raw('GET', url)).status).toBe(200)
    expect((await fetch(house.url + url)).status).toBe(401)
    // Under another message it does not exist.
    expect((await owner.raw('GET', url.replace(message?.id ?? '', randomUUID()))).status).toBe(404)
  })

  it('that is a page by another name is a download without a type', async () => {
    const { write, thread } = await stage()
    const evil = '<html><script>parent.alert(1)</script>'
    await write({ media: [{ kind: 'image', mimeType: 'image/png', content: evil }] })
    const [message] = await eventually(thread, ([one]) => one?.media[0]?.status === 'stored')
    expect(message?.media[0]).toMatchObject({ kind: 'document' })
    const { response } = await bytesAt(message?.media[0]?.url ?? '')
    expect(response.headers.get('content-type')).toBe('application/octet-stream')
    expect(response.headers.get('content-disposition')).toMatch(/^attachment/)
  })

  it('that the platform does not give out says so, after it was tried again', async () => {
    const { write, thread, account } = await stage()
    await house.emulators.fault({
      platform: 'whatsapp',
      match: 'lookaside',
      times: 1,
      fault: { status: 400, body: { error: { message: 'Media is gone', code: 131052 } } },
    })
    await write({ media: [{ kind: 'image', mimeType: 'image/png', base64: base64(png()) }] })
    const [message] = await eventually(thread, ([one]) => one?.media[0]?.status === 'failed')
    expect(message?.media[0]?.error).toContain('ask them to send it again')
    await house.emulators.fault({
      platform: 'whatsapp',
      match: 'lookaside',
      times: 2,
      fault: { status: 400, body: { error: { message: 'Token expired', code: 190 } } },
    })
    await write({ media: [{ kind: 'image', mimeType: 'image/png', base64: base64(png()) }] })
    const status = async () =>
      (await owner.get<{ items: Account[] }>('/v1/accounts')).items.find(({ id }) => id === account.id)
        ?.status
    await eventually(status, (now) => now === 'expired')
    expect((await thread())[0]?.media[0]).toMatchObject({
      status: 'pending',
      error: expect.stringContaining('190'),
    })
  })

  it('on Telegram, as its edit and its reaction, comes to the same thread', async () => {
    const { id, externalId } = await connectTelegram(house, owner)
    const write = (message: object) =>
      house.emulators.inbound({
        platform: 'telegram',
        account: externalId,
        from: { id: '77001', name: 'Bo' },
        ...message,
      })
    await write({
      text: 'Helo',
      media: [{ kind: 'voice', mimeType: 'audio/ogg', base64: base64(BEGINNINGS['audio/ogg'] ?? png()) }],
    })
    const conversation = await eventually(
      () => owner.get<{ items: { id: string }[] }>(`/v1/conversations?accountId=${id}`),
      ({ items }) => items.length > 0,
    )
    const thread = async () =>
      (await owner.get<{ items: Message[] }>(`/v1/conversations/${conversation.items[0]?.id}/messages`)).items
    const [voice] = await eventually(thread, ([one]) => one?.media[0]?.status === 'stored')
    expect(voice).toMatchObject({ text: 'Helo', media: [{ kind: 'voice', mimeType: 'audio/ogg' }] })
    const [row] = await asOwner<{ platform_message_id: string }>(
      'select platform_message_id from conversation_messages where id = $1',
      [voice?.id],
    )
    const platformId = row?.platform_message_id ?? ''
    await write({ reaction: { messageId: platformId, emoji: '🔥' } })
    const items = await eventually(thread, (all) => all.some(({ type }) => type === 'reaction'))
    expect(items.find(({ type }) => type === 'reaction')).toMatchObject({
      replyTo: { id: voice?.id },
      details: { reaction: { emoji: '🔥' } },
    })
  })
})

describe('the library', () => {
  it('takes a file whole however large it is, and gives it out whole or in ranges', async () => {
    const bytes = new Uint8Array(20 * 1024 * 1024 + 7)
    bytes.set(BEGINNINGS['video/mp4'] ?? png())
    for (let at = 64; at < bytes.length; at += 997) bytes[at] = at % 251
    const medium = await upload(bytes, 'film №1 "best".mp4', 'video/mp4')
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    expect(medium).toMatchObject({ kind: 'video', mimeType: 'video/mp4', sizeBytes: bytes.length, sha256 })
    expect(medium.fileName).toBe('film №1 "best".mp4')
    const whole = await bytesAt(medium.url)
    expect(createHash('sha256').update(whole.bytes).digest('hex')).toBe(sha256)
    const part = await bytesAt(medium.url, { range: 'bytes=1000-1999' })
    expect([part.response.status, part.response.headers.get('content-range')]).toEqual([
      206,
      `bytes 1000-1999/${bytes.length}`,
    ])
    expect(part.bytes).toEqual(bytes.slice(1000, 2000))
    const end = await bytesAt(medium.url, { range: 'bytes=-5' })
    expect(end.bytes).toEqual(bytes.slice(-5))
    expect((await bytesAt(medium.url, { range: `bytes=${bytes.length}-` })).response.status).toBe(416)
    expect((await bytesAt(medium.url, { 'if-none-match': `"${sha256}"` })).response.status).toBe(304)
  })

  it('refuses what is wrong, empty or too large, with what to do, and keeps nothing of it', async () => {
    const before = (await owner.get<{ items: Medium[] }>('/v1/media?limit=100')).items.length
    const refused: [Uint8Array<ArrayBuffer>, string, number, RegExp][] = [
      [bytesOf('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'a.png', 422, /are taken/],
      [new Uint8Array(), 'a.png', 422, /empty/],
      [bytesOf('MZ\x90\x00'), 'a.jpg', 422, /are taken/],
      [padded(bytesOf('%PDF-'), 25 * 1024 * 1024 + 1), 'a.pdf', 413, /25 MB/],
    ]
    for (const [bytes, name, status, says] of refused) {
      const sent = upload(bytes, name, 'image/png')
      await expect(sent).rejects.toMatchObject({
        status,
        body: { errors: [{ path: 'file', message: expect.stringMatching(says) }] },
      })
    }
    await expect(upload(padded(png(), 101 * 1024 * 1024), 'a.png')).rejects.toMatchObject({ status: 413 })
    const noFile = new FormData()
    noFile.append('text', 'hello')
    await expect(owner.post('/v1/media', noFile)).rejects.toMatchObject({ status: 422 })
    const { items } = await owner.get<{ items: Medium[] }>('/v1/media?limit=100')
    expect(items).toHaveLength(before)
  })

  it('is written by who may answer, and read by who may see', async () => {
    for (const [role, status] of [
      ['editor', 201],
      ['agent', 201],
      ['analyst', 403],
      ['viewer', 403],
    ] as const) {
      const { as } = await newMember(house, workspaceId, role)
      const response = await as.raw('POST', '/v1/media', formOf(png(), 'a.png'))
      expect([role, response.status]).toEqual([role, status])
      expect((await as.raw('GET', '/v1/media')).status).toBe(200)
    }
  })

  it('does not fetch from an address that is not public', async () => {
    const added = owner.post('/v1/media', { url: 'http://169.254.169.254/latest/meta-data' })
    await expect(added).rejects.toMatchObject({ status: 422, body: { errors: [{ path: 'url' }] } })
  })
})

describe('an agent answers with a picture', () => {
  it('which is on the contact’s phone, with its caption', async () => {
    const { write, conversation, thread, shown } = await stage()
    await write({ text: 'Do you have a picture?' })
    const medium = await upload(png(), 'it.png')
    const path = `/v1/conversations/${await conversation()}/messages`
    await owner.post<Message>(path, { text: 'Here', mediaIds: [medium.id] })
    const sent = await eventually(shown, (all) => all.length > 0)
    expect(sent).toMatchObject([{ text: 'Here', media: [{ kind: 'image', sizeBytes: png().byteLength }] }])
    await eventually(thread, (all) => all.some((one) => one.author === 'person' && one.deliveredAt !== null))
  })

  it('and is told before anything is sent what the platform would refuse', async () => {
    const { write, conversation, thread } = await stage()
    await write({ text: 'hello' })
    const webp = await upload(BEGINNINGS['image/webp'] ?? png(), 'it.webp')
    const path = `/v1/conversations/${await conversation()}/messages`
    await expect(owner.post(path, { mediaIds: [webp.id] })).rejects.toMatchObject({
      status: 422,
      body: { errors: [{ path: 'mediaIds', message: expect.stringContaining('image/jpeg, image/png') }] },
    })
    expect((await thread()).filter(({ author }) => author === 'person')).toEqual([])
  })

  it('and what failed is sent again, once', async () => {
    const { write, conversation, thread, shown } = await stage()
    await write({ text: 'hello' })
    const path = `/v1/conversations/${await conversation()}/messages`
    await house.emulators.fault({
      platform: 'whatsapp',
      match: 'Once',
      times: 1,
      fault: { status: 400, body: { error: { message: 'Undeliverable', code: 131026 } } },
    })
    const { id } = await owner.post<Message>(path, { text: 'Once' })
    const mine = async () => (await thread()).find((one) => one.id === id)
    await eventually(mine, (one) => one?.status === 'failed')
    expect(await owner.post<Message>(`${path}/${id}/retry`)).toMatchObject({
      id,
      status: 'queued',
      error: null,
    })
    await eventually(mine, (one) => one?.status === 'sent')
    await expect(owner.post(`${path}/${id}/retry`)).rejects.toMatchObject({
      status: 409,
      body: { code: 'not_failed' },
    })
    expect(await shown()).toHaveLength(1)
  })
})

describe('templates', () => {
  it('are listed for an account that knows its business, and pass a closed window', async () => {
    const externalId = String(10 ** 14 + Math.floor(Math.random() * 10 ** 12))
    const token = `EAA${randomUUID()}`
    await house.emulators.addAccount({ platform: 'whatsapp', externalId, name: 'Number', token })
    const account = await owner.post<{ id: string }>('/v1/accounts', {
      platform: 'whatsapp',
      externalId,
      name: 'Line',
      credentials: { accessToken: token, businessId: BUSINESS },
    })
    const { items } = await owner.get<{ items: object[] }>(`/v1/accounts/${account.id}/templates`)
    expect(items).toContainEqual(
      expect.objectContaining({ name: 'hello_world', language: 'en_US', status: 'APPROVED', problem: null }),
    )
    expect(await owner.get(`/v1/accounts/${account.id}/capabilities`)).toMatchObject({
      messages: { templates: true, carousel: null },
      posts: null,
    })

    // A new token keeps the business.
    await owner.post(`/v1/accounts/${account.id}/reconnect`, { credentials: { accessToken: token } })
    expect((await owner.get<{ items: object[] }>(`/v1/accounts/${account.id}/templates`)).items).not.toEqual(
      [],
    )

    const contact = { id: '33655500011', name: 'Late' }
    const timestamp = String(Math.floor(Date.now() / 1000) - 25 * 3600)
    const message = {
      from: contact.id,
      id: `wamid.${randomUUID()}`,
      timestamp,
      type: 'text',
      text: { body: 'hello?' },
    }
    const value = { metadata: { phone_number_id: externalId }, messages: [message] }
    const raw = {
      object: 'whatsapp_business_account',
      entry: [{ id: '1', changes: [{ field: 'messages', value }] }],
    }
    await house.emulators.meet({
      platform: 'whatsapp',
      account: externalId,
      ...contact,
      lastInboundAt: new Date(Number(timestamp) * 1000).toISOString(),
    })
    await house.emulators.inbound({ platform: 'whatsapp', account: externalId, from: contact, raw })
    const list = await eventually(
      () => owner.get<{ items: { id: string }[] }>(`/v1/conversations?accountId=${account.id}`),
      (one) => one.items.length > 0,
    )
    const path = `/v1/conversations/${list.items[0]?.id}/messages`
    await expect(owner.post(path, { text: 'Too late' })).rejects.toMatchObject({
      body: { code: 'window_closed' },
    })
    const template = { name: 'hello_world', language: 'en_US' }
    expect(await owner.post<Message>(path, { template })).toMatchObject({
      type: 'template',
      text: expect.stringContaining('Welcome and congratulations'),
    })
    const sent = await eventually(
      async () => (await house.emulators.sent('whatsapp')).filter((one) => one.to === contact.id),
      (all) => all.length > 0,
    )
    expect(sent[0]?.text).toContain('Welcome')
    await expect(owner.post(path, { template: { ...template, language: 'fr' } })).rejects.toMatchObject({
      status: 422,
    })
  })

  it('cannot be listed without the business, and a business is nothing that Telegram has', async () => {
    const { account } = await stage()
    const listed = owner.get(`/v1/accounts/${account.id}/templates`)
    await expect(listed).rejects.toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('Business Account') },
    })
    const telegram = owner.post('/v1/accounts', {
      platform: 'telegram',
      externalId: '-1009999',
      name: 'x',
      credentials: { accessToken: '1:x', businessId: BUSINESS },
    })
    await expect(telegram).rejects.toMatchObject({
      status: 422,
      body: { errors: [{ path: 'credentials.businessId' }] },
    })
  })

  it('are stopped by the contact on the platform: that counts as STOP here', async () => {
    const { write, conversation, thread, shown } = await stage()
    await write({ text: 'hello' })
    const id = await conversation()
    await owner.post(`/v1/conversations/${id}/messages`, { text: 'Offer' })
    const [sent] = await eventually(shown, (all) => all.length > 0)
    await house.emulators.statuses({
      platform: 'whatsapp',
      id: sent?.id ?? '',
      statuses: ['failed'],
      errorCode: 131050,
    })
    const opted = () => owner.get<{ optedOutAt: string | null }>(`/v1/conversations/${id}`)
    await eventually(opted, ({ optedOutAt }) => optedOutAt !== null)
    expect((await thread())[0]?.error).toContain('131050')
  })
})
const BUSINESS = '102290129340398'

describe('a post with pictures', () => {
  it('is published as one picture or an album, and stands with them', async () => {
    const channel = await connectTelegram(house, owner)
    const media = [await upload(png(), 'a.png'), await upload(png(8, 8), 'b.png')]
    const schedule = (ids: string[], text: string) =>
      owner.post<ScheduledPost>('/v1/scheduled-posts', {
        text,
        media: ids.map((mediaId, index) => ({
          mediaId,
          ...(index === 0 ? { altText: 'A blue field' } : {}),
        })),
        accountIds: [channel.id],
        publishAt: new Date().toISOString(),
      })
    const [one, album] = [
      await schedule([media[0]?.id ?? ''], 'One'),
      await schedule(
        media.map(({ id }) => id),
        'Album',
      ),
    ]
    expect(album.media).toMatchObject([
      { mediaId: media[0]?.id, altText: 'A blue field', kind: 'image' },
      { mediaId: media[1]?.id, altText: null },
    ])
    for (const { id } of [one, album])
      await eventually(
        () => owner.get<ScheduledPost>(`/v1/scheduled-posts/${id}`),
        ({ status }) => status === 'published',
        30_000,
      )
    const posts = (await house.emulators.sent('telegram')).filter(
      ({ account }) => account === channel.externalId,
    )
    expect(posts.find(({ text }) => text === 'One')?.media).toHaveLength(1)
    const shown = posts.filter(({ media: files = [] }) => files.length > 0)
    expect(shown.flatMap(({ media: files = [] }) => files)).toHaveLength(3)
    // A medium that is taken out of the library stays with its posts.
    await owner.delete(`/v1/media/${media[0]?.id}`)
    expect((await owner.get<ScheduledPost>(`/v1/scheduled-posts/${one.id}`)).media).toHaveLength(1)
  }, 180_000)

  it('is refused per target, before anything is scheduled', async () => {
    const channel = await connectTelegram(house, owner)
    const gif = await upload(bytesOf('GIF89a\x01\x00\x01\x00'), 'a.gif')
    const publishAt = new Date(Date.now() + 3_600_000).toISOString()
    const post = { accountIds: [channel.id], publishAt, media: [{ mediaId: gif.id }] }
    await expect(owner.post('/v1/scheduled-posts', { ...post, text: 'x' })).rejects.toMatchObject({
      status: 422,
      body: {
        errors: [{ path: 'accountIds.0', message: expect.stringMatching(/News channel.*image\/gif/) }],
      },
    })
    const picture = await upload(png(), 'a.png')
    const long = { ...post, media: [{ mediaId: picture.id }], text: 'x'.repeat(1025) }
    await expect(owner.post('/v1/scheduled-posts', long)).rejects.toMatchObject({
      body: { errors: [{ message: expect.stringContaining('1024') }] },
    })
    const { id } = await owner.post<ScheduledPost>('/v1/scheduled-posts', { ...long, text: 'Short' })
    await expect(owner.patch(`/v1/scheduled-posts/${id}`, { text: long.text })).rejects.toMatchObject({
      status: 422,
    })
    expect((await owner.patch<ScheduledPost>(`/v1/scheduled-posts/${id}`, { media: [] })).media).toEqual([])
    const url = { ...post, text: 'x', media: [{ url: 'http://10.0.0.7/a.png' }] }
    await expect(owner.post('/v1/scheduled-posts', url)).rejects.toMatchObject({
      status: 422,
      body: { errors: [{ path: 'media.0.url' }] },
    })
  })
})
