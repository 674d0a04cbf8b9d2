import { createHash } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import {
  ANA,
  changeOf,
  type Kit,
  NUMBER,
  NUMBER_TOKEN,
  startKit,
  turningClock,
  until,
} from '#local/emulators/test-kit.ts'
import { MediaStore } from './media.ts'

const DAY = 24 * 3_600_000
const KB = 1024
const BEARER = { authorization: `Bearer ${NUMBER_TOKEN}` }
let kit: Kit | undefined
afterEach(async () => {
  await kit?.stop()
  kit = undefined
})

async function upload(started: Kit, content: string, type: string, more: Record<string, string> = {}) {
  const form = new FormData()
  for (const [name, value] of Object.entries({ messaging_product: 'whatsapp', type, ...more }))
    form.set(name, value)
  form.set('file', new Blob([content], { type }), 'a.bin')
  const url = `${started.url}/graph/v23.0/${NUMBER}/media`
  const answer = await fetch(url, { method: 'POST', headers: BEARER, body: form })
  return (await answer.json()) as { id: string; error?: { code: number } }
}

const info = (started: Kit, id: string) => started.call('GET', `/graph/v23.0/${id}`, undefined, BEARER)
const inbound = (started: Kit, more: Record<string, unknown>) =>
  started.control('POST', '/inbound', { platform: 'whatsapp', account: NUMBER, from: ANA, ...more })
const send = (started: Kit, type: string, medium: Record<string, unknown>) =>
  started.graph({ messaging_product: 'whatsapp', to: ANA.id, type, [type]: medium })
const code = ({ body }: { body: unknown }) => (body as { error: { code: number } }).error.code

describe('media', () => {
  it('are uploaded, named by an id, fetched by an address with the token, and deleted', async () => {
    kit = await startKit()
    const { id } = await upload(kit, 'a picture', 'image/jpeg')
    const { body } = await info(kit, id)
    const sha256 = createHash('sha256').update('a picture').digest('hex')
    expect(body).toMatchObject({
      messaging_product: 'whatsapp',
      mime_type: 'image/jpeg',
      sha256,
      file_size: '9',
      id,
    })
    const { url } = body as { url: string }
    expect((await fetch(url)).status).toBe(401)
    expect(await (await fetch(url, { headers: BEARER })).text()).toBe('a picture')
    expect((await kit.call('DELETE', `/graph/v23.0/${id}`, undefined, BEARER)).body).toEqual({
      success: true,
    })
    expect(code(await info(kit, id))).toBe(100)
  })

  it('have an address for five minutes, then for the asking', async () => {
    const { now, turn } = turningClock()
    kit = await startKit({ now })
    const { id } = await upload(kit, 'a picture', 'image/png')
    const urlOf = async (started: Kit) => ((await info(started, id)).body as { url: string }).url
    const url = await urlOf(kit)
    turn(5 * 60_000)
    expect((await fetch(url, { headers: BEARER })).status).toBe(404)
    expect((await fetch(await urlOf(kit), { headers: BEARER })).status).toBe(200)
  })

  it('of a business are kept for 30 days, of a contact for 7', async () => {
    const { now, turn } = turningClock()
    kit = await startKit({ now })
    const { id: uploaded } = await upload(kit, 'a picture', 'image/png')
    await inbound(kit, { media: [{ kind: 'image', mimeType: 'image/jpeg', content: 'theirs' }] })
    const message = changeOf(kit.received[0]?.json)?.messages?.[0] as { image: { id: string } }
    turn(7 * DAY - 1)
    expect((await info(kit, message.image.id)).status).toBe(200)
    turn(1)
    expect(code(await info(kit, message.image.id))).toBe(100)
    turn(23 * DAY)
    expect(code(await info(kit, uploaded))).toBe(100)
    expect(code(await send(kit, 'image', { id: uploaded }))).toBe(131009)
  })

  it.each([
    ['of a format that is not taken', 'a', 'image/tiff', 131053],
    ['that are empty', '', 'image/png', 131053],
    ['that stand still and are stickers over 100 KB', 'x'.repeat(100 * KB + 1), 'image/webp', 131053],
    ['that move and are stickers over 500 KB', `ANIM${'x'.repeat(500 * KB)}`, 'image/webp', 131053],
  ])('%s are refused', async (_what, content, type, expected) => {
    kit = await startKit()
    expect((await upload(kit, content, type)).error?.code).toBe(expected)
  })

  it.each([
    ['image/jpeg', 5],
    ['video/mp4', 16],
    ['audio/ogg', 16],
    ['application/pdf', 100],
  ])('as %s take %i MB and no byte more', (type, megabytes) => {
    const store = new MediaStore({ now: () => new Date() })
    const account = { platform: 'whatsapp', externalId: NUMBER, name: 'N', token: 'T' }
    const of = (size: number) =>
      store.upload(account, {
        fields: { messaging_product: 'whatsapp' },
        parts: [],
        files: { file: { name: 'a', type, bytes: Buffer.alloc(size) } },
      }).status
    expect(of(megabytes * KB * KB)).toBe(200)
    expect(of(megabytes * KB * KB + 1)).toBe(400)
  })

  it('are sent by their id, with a caption where there is one, and shown to the contact', async () => {
    kit = await startKit()
    const { id } = await upload(kit, '%PDF', 'application/pdf')
    expect((await send(kit, 'document', { id, caption: 'The offer', filename: 'offer.pdf' })).status).toBe(
      200,
    )
    const { body } = await kit.control('GET', '/state')
    expect(body).toMatchObject({
      chats: [
        { messages: [{ text: 'The offer', media: [{ kind: 'document', mimeType: 'application/pdf' }] }] },
      ],
    })
  })

  it.each([
    ['an id that is unknown', 'image', { id: '1' }, 131009],
    ['neither id nor link', 'image', {}, 100],
    ['a caption of a voice', 'audio', { id: '1', caption: 'a' }, 100],
    ['a caption over 1024', 'video', { id: '1', caption: 'x'.repeat(1025) }, 100],
  ])('with %s are refused', async (_what, type, medium, expected) => {
    kit = await startKit()
    expect(code(await send(kit, type, medium))).toBe(expected)
  })

  it('of another kind than the message says are taken, and fail later with 131053', async () => {
    kit = await startKit()
    const { id } = await upload(kit, 'a picture', 'image/png')
    expect((await send(kit, 'video', { id })).status).toBe(200)
    const started = kit
    const failed = await until(() => started.statuses().at(0))
    expect(failed).toMatchObject({ status: 'failed', errors: [{ code: 131053 }] })
    expect((await kit.control('GET', '/sent')).body).toEqual([])
  })

  it('of another business’s token are as unknown as none', async () => {
    kit = await startKit()
    const { id } = await upload(kit, 'a picture', 'image/png')
    await kit.control('POST', '/accounts', {
      platform: 'whatsapp',
      externalId: '77777',
      name: 'Other',
      token: 'EAAother',
    })
    const other = await kit.call('GET', `/graph/v23.0/${id}`, undefined, { authorization: 'Bearer EAAother' })
    expect(code(other)).toBe(100)
  })
})

describe('a contact sends', () => {
  const messages = (started: Kit, at = -1) => changeOf(started.received.at(at)?.json)?.messages

  it('media with their hash as base64, a voice as such, and a caption where WhatsApp has one', async () => {
    kit = await startKit()
    const sha256 = createHash('sha256').update('hm').digest('base64')
    await inbound(kit, { text: 'Look', media: [{ kind: 'image', mimeType: 'image/jpeg', content: 'hm' }] })
    expect(messages(kit)).toMatchObject([
      {
        type: 'image',
        image: { id: expect.stringMatching(/^\d+$/), mime_type: 'image/jpeg', sha256, caption: 'Look' },
      },
    ])
    await inbound(kit, { media: [{ kind: 'voice', mimeType: 'audio/ogg', base64: 'aG0=' }] })
    expect(messages(kit)).toMatchObject([{ type: 'audio', audio: { voice: true, sha256 } }])
    await inbound(kit, {
      media: [{ kind: 'document', mimeType: 'application/pdf', content: '', fileName: 'a.pdf' }],
    })
    expect(messages(kit)).toMatchObject([{ type: 'document', document: { filename: 'a.pdf' } }])
  })

  it('a file over 100 MB, of which the business learns only that it is not supported', async () => {
    kit = await startKit()
    const file = { kind: 'video', mimeType: 'video/mp4', content: 'x', sizeBytes: 100 * KB * KB + 1 }
    await inbound(kit, { media: [file] })
    expect(messages(kit)).toMatchObject([{ type: 'unsupported', errors: [{ code: 131051 }] }])
  })

  it('several things in one delivery, in any order', async () => {
    kit = await startKit()
    const media = ['1', '2'].map((content) => ({ kind: 'image', mimeType: 'image/jpeg', content }))
    await inbound(kit, { text: 'first', media, also: [{ text: 'last' }] })
    await inbound(kit, { text: 'first', media, also: [{ text: 'last' }], reversed: true })
    expect(kit.received).toHaveLength(2)
    expect(messages(kit, 0)?.map(({ type }) => type)).toEqual(['image', 'image', 'text'])
    expect(messages(kit, 1)?.map(({ type }) => type)).toEqual(['text', 'image', 'image'])
  })

  it.each([
    [
      { place: { latitude: 1, longitude: 2, name: 'Home' } },
      { type: 'location', location: { name: 'Home' } },
    ],
    [
      { person: { name: 'Bo Lind', phone: '1' } },
      { type: 'contacts', contacts: [{ phones: [{ phone: '1' }] }] },
    ],
    [{ reaction: { messageId: 'wamid.1', emoji: '👍' } }, { type: 'reaction', reaction: { emoji: '👍' } }],
    [
      { text: 'Look', forwarded: true },
      { type: 'text', context: { forwarded: true } },
    ],
    [
      { choice: { id: 'a', title: 'A' }, replyTo: 'wamid.1' },
      {
        interactive: { type: 'button_reply', button_reply: { id: 'a', title: 'A' } },
        context: { id: 'wamid.1' },
      },
    ],
  ])('%j', async (content, expected) => {
    kit = await startKit()
    await inbound(kit, content)
    expect(messages(kit)).toMatchObject([expected])
  })

  it('takes a reaction back by sending one without an emoji', async () => {
    kit = await startKit()
    await inbound(kit, { reaction: { messageId: 'wamid.1', emoji: null } })
    const reaction = messages(kit)?.[0]?.reaction
    expect(reaction).toEqual({ message_id: 'wamid.1' })
  })
})
