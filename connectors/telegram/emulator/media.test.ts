import { afterEach, describe, expect, it } from 'vitest'
import { ANA, BOT_TOKEN, CHANNEL, type Kit, startKit, turningClock } from '#local/emulators/test-kit.ts'

let kit: Kit
afterEach(() => kit.stop())

const MB = 1024 * 1024
const refused = (description: string) => ({
  ok: false,
  error_code: 400,
  description: `Bad Request: ${description}`,
})

async function post(
  method: string,
  fields: Record<string, unknown>,
  files: Record<string, [content: string, type: string]> = {},
) {
  const form = new FormData()
  for (const [name, value] of Object.entries({ chat_id: CHANNEL, ...fields }))
    form.set(name, typeof value === 'string' ? value : JSON.stringify(value))
  for (const [name, [content, type]] of Object.entries(files))
    form.set(name, new Blob([content], { type }), `${name}.bin`)
  const answer = await fetch(`${kit.url}/telegram/bot${BOT_TOKEN}/${method}`, { method: 'POST', body: form })
  return (await answer.json()) as { ok: boolean; result: Record<string, unknown> & { message_id: number } }
}
const album = (types: string[], more: object = {}) =>
  post(
    'sendMediaGroup',
    { media: types.map((type, index) => ({ type, media: `attach://f${index}`, ...more })) },
    Object.fromEntries(types.map((_type, index) => [`f${index}`, ['x', 'image/jpeg'] as [string, string]])),
  )
const inbound = (more: Record<string, unknown>) =>
  kit.control('POST', '/inbound', { platform: 'telegram', account: CHANNEL, from: ANA, ...more })
const lastVideo = () =>
  (kit.received.at(-1)?.json as { message: { video: { file_id: string } } } | undefined)?.message.video
    .file_id
const fetchFile = (path: string) => fetch(`${kit.url}/telegram/file/bot${BOT_TOKEN}/${path}`)

describe('a bot sends media', () => {
  it.each([
    ['sendPhoto', 'photo', 'image/jpeg'],
    ['sendVideo', 'video', 'video/mp4'],
    ['sendAudio', 'audio', 'audio/mpeg'],
    ['sendVoice', 'voice', 'audio/ogg'],
    ['sendDocument', 'document', 'application/pdf'],
  ])('by %s, attached or by the id that it got before', async (method, field, type) => {
    kit = await startKit()
    const sent = await post(
      method,
      { [field]: 'attach://f', caption: '<b>Look</b>', parse_mode: 'HTML' },
      { f: ['bytes', type] },
    )
    expect(sent).toMatchObject({
      ok: true,
      result: { caption: 'Look', caption_entities: [{ type: 'bold' }] },
    })
    const media = sent.result[field]
    const { file_id: id } = (Array.isArray(media) ? media.at(-1) : media) as { file_id: string }
    expect(await post(method, { [field]: id })).toMatchObject({ ok: true })
    expect(await post(method, {}, { [field]: ['bytes', type] })).toMatchObject({ ok: true })
  })

  it('takes a caption of 1024 UTF-16 units, not 1025', async () => {
    kit = await startKit()
    const photo = { f: ['x', 'image/jpeg'] as [string, string] }
    const send = (caption: string) => post('sendPhoto', { photo: 'attach://f', caption }, photo)
    expect(await send('😀'.repeat(512))).toMatchObject({ ok: true })
    expect(await send(`${'😀'.repeat(512)}x`)).toEqual(refused('message caption is too long'))
  })

  it.each([
    ['what is not attached', 'attach://gone', 'there is no photo in the request'],
    ['an id of nobody', 'AgACnothing', 'wrong file identifier/HTTP URL specified'],
    ['an address: it goes nowhere', 'https://example.com/a.jpg', 'failed to get HTTP URL content'],
  ])('refuses %s', async (_what, photo, description) => {
    kit = await startKit()
    expect(await post('sendPhoto', { photo }, { f: ['x', 'image/jpeg'] })).toEqual(refused(description))
  })

  it('in albums of two to ten, which share a name; all or none', async () => {
    kit = await startKit()
    const { result } = await album(['photo', 'video'], { caption: 'Look' })
    const messages = result as unknown as { media_group_id: string }[]
    expect(messages).toHaveLength(2)
    expect(new Set(messages.map((one) => one.media_group_id)).size).toBe(1)
    expect(await album(['photo'])).toEqual(refused('there must be 2-10 media in an album, and not 1'))
    expect(await album(Array.from({ length: 11 }, () => 'photo'))).toMatchObject({ ok: false })
    expect(await album(['photo', 'document'])).toMatchObject({ ok: false })
    expect(await album(['photo', 'photo'], { caption: 'x'.repeat(1025) })).toMatchObject({ ok: false })
    expect(await post('sendMediaGroup', { media: [], reply_markup: {} })).toMatchObject({ ok: false })
    expect((await kit.control('GET', '/sent')).body).toHaveLength(2)
  })

  it('counts each of an album for the twenty a minute of a channel', async () => {
    const { now, turn } = turningClock()
    kit = await startKit({ now })
    for (let round = 0; round < 2; round++) {
      expect(await album(Array.from({ length: 10 }, () => 'photo'))).toMatchObject({ ok: true })
      turn(1000)
    }
    expect(await album(['photo', 'photo'])).toMatchObject({
      error_code: 429,
      parameters: { retry_after: 58 },
    })
  })
})

describe('a bot changes what it sent', () => {
  it('edits text and captions, each by its own method, and is told when nothing changes', async () => {
    kit = await startKit()
    const { result } = (await kit.bot('sendMessage', { chat_id: CHANNEL, text: 'Helo' })).body as {
      result: { message_id: number }
    }
    const where = { chat_id: CHANNEL, message_id: result.message_id }
    expect((await kit.bot('editMessageText', { ...where, text: 'Hello' })).body).toMatchObject({
      result: { text: 'Hello' },
    })
    expect((await kit.bot('editMessageText', { ...where, text: 'Hello' })).body).toMatchObject({
      description: expect.stringContaining('message is not modified'),
    })
    expect((await kit.bot('editMessageCaption', { ...where, caption: 'a' })).body).toMatchObject({
      ok: false,
    })
    expect((await kit.bot('editMessageText', { ...where, message_id: 1, text: 'a' })).body).toEqual(
      refused('message to edit not found'),
    )
    expect((await kit.control('GET', '/sent')).body).toMatchObject([{ text: 'Hello' }])
    const photo = await post(
      'sendPhoto',
      { photo: 'attach://f', caption: 'Befor' },
      { f: ['x', 'image/jpeg'] },
    )
    const edited = { chat_id: CHANNEL, message_id: photo.result.message_id, caption: 'Before' }
    expect((await kit.bot('editMessageCaption', edited)).body).toMatchObject({
      result: { caption: 'Before' },
    })
  })

  it('reacts with what the platform knows, to what is there', async () => {
    kit = await startKit()
    const { id } = (await inbound({ text: 'Hi' })).body as { id: string }
    const react = (emoji: string, message = Number(id)) =>
      kit.bot('setMessageReaction', {
        chat_id: ANA.id,
        message_id: message,
        reaction: [{ type: 'emoji', emoji }],
      })
    expect((await react('👍')).body).toEqual({ ok: true, result: true })
    expect((await kit.control('GET', '/state')).body).toMatchObject({
      chats: [{ messages: [{ reactions: { business: '👍' } }] }],
    })
    expect((await react('🦄')).body).toEqual(refused('REACTION_INVALID'))
    expect((await react('👍', 1)).body).toEqual(refused('message to react not found'))
  })

  it('refuses buttons whose data has more than 64 bytes', async () => {
    kit = await startKit()
    const ask = (data: string) =>
      kit.bot('sendMessage', {
        chat_id: CHANNEL,
        text: 'Which?',
        reply_markup: { inline_keyboard: [[{ text: 'A', callback_data: data }]] },
      })
    expect((await ask('é'.repeat(32))).status).toBe(200)
    expect((await ask(`${'é'.repeat(32)}x`)).body).toEqual(refused('BUTTON_DATA_INVALID'))
  })
})

describe('a person sends media', () => {
  it('which the bot fetches by id, then path, for an hour', async () => {
    const { now, turn } = turningClock()
    kit = await startKit({ now })
    await inbound({ text: 'Look', media: [{ kind: 'image', mimeType: 'image/jpeg', content: 'a picture' }] })
    const update = kit.received[0]?.json as { message: { photo: { file_id: string }[] } } | undefined
    expect(update).toMatchObject({ message: { caption: 'Look' } })
    const located = (await kit.bot('getFile', { file_id: update?.message.photo.at(-1)?.file_id })).body
    const { file_path: path } = (located as { result: { file_path: string } }).result
    expect(await (await fetchFile(path)).text()).toBe('a picture')
    turn(3_600_000)
    expect((await fetchFile(path)).status).toBe(404)
    expect((await fetchFile('../secret')).status).toBe(404)
  })

  it('over 20 MB cannot be fetched', async () => {
    kit = await startKit()
    const file = { kind: 'video', mimeType: 'video/mp4', content: 'x' }
    for (const [sizeBytes, ok] of [
      [20 * MB, true],
      [20 * MB + 1, false],
    ] as const) {
      await inbound({ media: [{ ...file, sizeBytes }] })
      const { body } = await kit.bot('getFile', { file_id: lastVideo() })
      expect(body).toMatchObject(ok ? { ok: true } : refused('file is too big'))
    }
  })

  it('as an album: one update each, with one name, numbered as sent', async () => {
    kit = await startKit()
    const media = ['1', '2', '3'].map((content) => ({ kind: 'image', mimeType: 'image/jpeg', content }))
    await inbound({ text: 'Three', media })
    const updates = kit.received.map(
      ({ json }) => json as { update_id: number; message: { media_group_id: string; caption?: string } },
    )
    expect(updates.map(({ message }) => message.caption)).toEqual(['Three', undefined, undefined])
    expect(new Set(updates.map(({ message }) => message.media_group_id)).size).toBe(1)
    expect(updates.map(({ update_id }) => update_id - (updates[0]?.update_id ?? 0))).toEqual([0, 1, 2])
  })

  it('and what is not asked for stays with the platform: reactions are not sent by default', async () => {
    kit = await startKit()
    const reaction = { messageId: '5', emoji: '👍' }
    expect((await inbound({ reaction })).body).toMatchObject({ deliveredStatus: null, retrying: false })
    const hook = { url: 'http://localhost:1/hook', secret_token: 'a', allowed_updates: ['message_reaction'] }
    await kit.bot('setWebhook', hook)
    expect((await inbound({ reaction })).body).toMatchObject({ retrying: true })
  })
})

describe('a group that has moved', () => {
  it('says where to, and is found there', async () => {
    kit = await startKit()
    const to = '-1009876543210'
    await kit.control('POST', '/migrate', { platform: 'telegram', account: CHANNEL, to })
    expect((await kit.bot('sendMessage', { chat_id: CHANNEL, text: 'Hi' })).body).toMatchObject({
      error_code: 400,
      parameters: { migrate_to_chat_id: Number(to) },
    })
    expect((await kit.bot('sendMessage', { chat_id: to, text: 'Hi' })).status).toBe(200)
  })
})
