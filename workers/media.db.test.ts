import { beforeEach, describe, expect, it } from 'vitest'
import { fetchMedium, sweepMedia } from '#core/inbox/actions/media.ts'
import { respond } from '#core/inbox/actions/respond.ts'
import { sendQueued } from '#core/inbox/actions/send.ts'
import { sendAsPerson } from '#core/inbox/actions/threads.ts'
import type { Downloaded, Template } from '#core/lib/platform/connector.ts'
import { type Reservation, rulesOf } from '#core/lib/platform/quota.ts'
import { addMedium, deleteMedium, getMedium } from '#core/media/actions.ts'
import { bytesOf, png } from '#core/media/sample-files.ts'
import { publishHinted } from '#core/publishing/actions/publish.ts'
import { schedule } from '#core/publishing/actions/scheduled-posts.ts'
import { asOwner, type Room, startRooms } from '#test/database.ts'
import { stageInbox } from '#test/inbox.ts'

const rooms = startRooms()
const { outside, system } = rooms
let room: Room
beforeEach(async () => {
  Object.assign(outside, {
    now: new Date(),
    outcomes: [],
    calls: [],
    contents: [],
    downloads: [],
    delivered: [],
    deliveryError: null,
  })
  room = await rooms.newWorkspace()
})
const { message, receipt, receive, conversations, conversationId, messages, outbound } = stageInbox(
  rooms,
  () => room,
)

const photo = (id = 'file-1') => ({ kind: 'image' as const, id, mimeType: 'image/png', sizeBytes: 99 })
const downloaded = (bytes = png(4, 3)): Downloaded => ({
  kind: 'downloaded',
  bytes,
  mimeType: 'image/png',
  sha256: 'aa',
})
const later = (ms: number) => {
  outside.now = new Date(outside.now.getTime() + ms)
}
const jobs = (type: string) => outside.delivered.filter(({ job }) => job.type === type)
/** Fetches every medium that has a job, as the consumer would. */
async function fetchAll() {
  for (const { job } of outside.delivered.splice(0))
    if (job.type === 'media.fetch') await fetchMedium(room.ctx, job.mediaId)
}
const files = async () => (await messages()).flatMap(({ media }) => media)

describe('a file that comes with a message', () => {
  it('is recorded with its message, fetched, and then has an address', async () => {
    await receive(message(null, { type: 'image', media: photo() }))
    expect(await files()).toMatchObject([{ kind: 'image', status: 'pending', url: null, sizeBytes: 99 }])
    outside.downloads = [downloaded()]
    await fetchAll()
    const [message1] = await messages()
    expect(message1?.media).toMatchObject([
      {
        status: 'stored',
        mimeType: 'image/png',
        sizeBytes: png(4, 3).byteLength,
        width: 4,
        height: 3,
        error: null,
      },
    ])
    expect(message1?.media[0]?.url).toBe(
      `/v1/conversations/${message1?.conversationId}/messages/${message1?.id}/media/${message1?.media[0]?.id}`,
    )
  })

  it('is fetched once, however often its job comes and however many fetch at once', async () => {
    const update = message(null, { type: 'image', media: photo() })
    await receive(update)
    await receive(update)
    expect(jobs('media.fetch')).toHaveLength(1)
    const [file] = await files()
    outside.downloads = [downloaded(), downloaded(bytesOf('%PDF-second'))]
    await Promise.all([fetchMedium(room.ctx, file?.id ?? ''), fetchMedium(room.ctx, file?.id ?? '')])
    await fetchMedium(room.ctx, file?.id ?? '')
    expect(outside.downloads).toHaveLength(1)
    expect(await files()).toMatchObject([{ status: 'stored', kind: 'image' }])
  })

  it('whose fetching was lost is found by the sweep, also when its worker died over it', async () => {
    await receive(message(null, { type: 'image', media: photo() }))
    outside.delivered = []
    await sweepMedia(system)
    expect(jobs('media.fetch')).toHaveLength(0)
    await asOwner(
      `update message_media set lease_until = now() + interval '2 minutes' where workspace_id = $1`,
      [room.workspaceId],
    )
    later(61_000)
    const [file] = await files()
    await sweepMedia(system)
    expect(jobs('media.fetch').map(({ job }) => 'mediaId' in job && job.mediaId)).not.toContain(file?.id)
    later(120_000)
    await sweepMedia(system)
    outside.downloads = [downloaded()]
    await fetchMedium(room.ctx, file?.id ?? '')
    expect(jobs('media.fetch').map(({ job }) => 'mediaId' in job && job.mediaId)).toContain(file?.id)
    expect(await files()).toMatchObject([{ status: 'stored' }])
  })

  it('that is away is tried again when its time has come, five times, and then fails in plain words', async () => {
    await receive(message(null, { type: 'image', media: photo() }))
    const [file] = await files()
    for (let tries = 1; tries <= 5; tries++) {
      expect(await files()).toMatchObject([{ status: 'pending' }])
      await fetchMedium(room.ctx, file?.id ?? '')
      // Too soon: nothing is asked.
      await fetchMedium(room.ctx, file?.id ?? '')
      later(20 * 60_000)
    }
    expect(await files()).toMatchObject([
      { status: 'failed', error: 'The file is away. Tried 5 times.', url: null },
    ])
  })

  it('that the platform refuses fails at once, with what to do', async () => {
    await receive(message(null, { type: 'image', media: photo() }))
    outside.downloads = [
      {
        kind: 'rejected',
        code: 'media_size',
        reason: 'The file is larger than 48 MB.',
        advice: 'Ask for a smaller one.',
      },
    ]
    await fetchAll()
    expect(await files()).toMatchObject([
      { status: 'failed', error: 'The file is larger than 48 MB. Ask for a smaller one.' },
    ])
  })

  it('behind a dead token waits for a person to reconnect the account, which is told', async () => {
    await receive(message(null, { type: 'image', media: photo() }))
    const [file] = await files()
    outside.downloads = [{ kind: 'reauth', reason: 'The token is dead.' }]
    await fetchAll()
    expect(await files()).toMatchObject([{ status: 'pending', error: 'The token is dead.' }])
    expect(jobs('account.expired')).toMatchObject([{ job: { accountId: room.accountId } }])
    await asOwner(`update social_accounts set status = 'expired', status_reason = 'Dead.' where id = $1`, [
      room.accountId,
    ])
    for (let tries = 0; tries < 8; tries++) {
      later(16 * 60_000)
      await fetchMedium(room.ctx, file?.id ?? '')
    }
    expect(await files()).toMatchObject([{ status: 'pending' }])
    await asOwner(`update social_accounts set status = 'active' where id = $1`, [room.accountId])
    later(16 * 60_000)
    outside.downloads = [downloaded()]
    await fetchMedium(room.ctx, file?.id ?? '')
    expect(await files()).toMatchObject([{ status: 'stored' }])
  })

  it('that says it is a picture and is a page is kept as a file', async () => {
    await receive(message(null, { type: 'image', media: photo() }))
    outside.downloads = [downloaded(bytesOf('<html><script>alert(1)</script>'))]
    await fetchAll()
    expect(await files()).toMatchObject([
      { kind: 'document', mimeType: 'application/octet-stream', status: 'stored' },
    ])
  })
})

describe('a message that refers to another', () => {
  it('names it, also when both come together and in the wrong order', async () => {
    const first = message('Which one?')
    const id = first.payload.kind === 'message' ? first.payload.platformMessageId : ''
    await receive(message('That one', { replyTo: id }), first)
    const thread = await messages()
    const answer = thread.find(({ text }) => text === 'That one')
    expect(answer?.replyTo).toMatchObject({ text: 'Which one?', author: 'contact', type: 'text' })
  })

  it('may be a reaction to one of an album of ours', async () => {
    await receive(message('hello'))
    await sendAsPerson(room.ctx, await conversationId(), { text: 'Three' })
    outside.outcomes = [{ kind: 'sent', id: 'a', ids: ['a', 'b', 'c'] }]
    await sendQueued(room.ctx, await conversationId())
    const details = { reaction: { messageId: 'c', emoji: '❤️' } }
    await receive(message('❤️', { type: 'reaction', replyTo: 'c', details }))
    const reaction = (await messages()).find(({ type }) => type === 'reaction')
    expect(reaction).toMatchObject({ replyTo: { text: 'Three' }, details })
  })
})

describe('what a contact changes', () => {
  const edit = (text: string, id: string, n: number) =>
    message(text, { id, key: `edit:${id}:${n}`, details: { edited: true } })

  it('is what stands there; what stood there is kept', async () => {
    await receive(message('Helo', { id: 'm1' }))
    await receive(edit('Hello', 'm1', 1))
    await receive(edit('Hello!', 'm1', 2))
    expect(await messages()).toMatchObject([{ text: 'Hello!', details: { edited: true } }])
    const [row] = await asOwner<{ metadata: unknown }>(
      `select metadata from conversation_messages where workspace_id = $1`,
      [room.workspaceId],
    )
    expect(row?.metadata).toEqual({ formerTexts: ['Helo', 'Hello'] })
  })

  it('is not undone by the original that comes late', async () => {
    await receive(edit('Hello', 'm1', 1))
    await receive(message('Helo', { id: 'm1', key: 'late' }))
    expect(await messages()).toMatchObject([{ text: 'Hello' }])
  })

  it('into STOP stops the machine', async () => {
    await receive(message('Hello', { id: 'm1' }))
    await receive(edit('STOP', 'm1', 1))
    expect((await conversations())[0]?.optedOutAt).not.toBeNull()
  })

  it('shows at last what could not be shown, with its file', async () => {
    await receive(message(null, { id: 'm1', type: 'unsupported' }))
    await receive(message('Look', { id: 'm1', key: 'now', type: 'image', media: photo() }))
    expect(await messages()).toMatchObject([{ type: 'image', text: 'Look', media: [{ status: 'pending' }] }])
  })
})

describe('a contact who changes the number', () => {
  const ben = { phone: '33600000009' }

  it('is the same contact under the new one, is written to there, and has said nothing that asks for an answer', async () => {
    const hello = new Date(outside.now.getTime() - 3_600_000)
    await receive(message('hello', { from: ben, at: hello }))
    await respond(room.ctx, await conversationId())
    const closes = (await conversations())[0]?.windowClosesAt
    const moved = { ...ben, phone: '33600000009' }
    await receive(
      message('Ben has a new number', { from: moved, type: 'system', details: { movedTo: '33611111111' } }),
    )
    // A notice of the platform in the contact's name opens no window.
    expect((await conversations())[0]?.windowClosesAt).toBe(closes)
    await respond(room.ctx, await conversationId())
    const [said] = await messages()
    expect(said).toMatchObject({ type: 'system', decision: null, triage: null })
    await receive(message('from my new phone', { from: { phone: '33611111111' } }))
    const all = await conversations()
    expect(all).toHaveLength(1)
    expect(all[0]?.customer.handle).toBe('33611111111')
  })
})

describe('what the platform tells of what we sent', () => {
  it('that the contact has stopped our messages counts as STOP, and takes back what the machine had not sent', async () => {
    await receive(message('hello'))
    await sendAsPerson(room.ctx, await conversationId(), { text: 'Offer' })
    outside.outcomes = [{ kind: 'accepted', id: 'wamid.1', note: 'It is held back.' }]
    await sendQueued(room.ctx, await conversationId())
    expect(await outbound()).toMatchObject([{ status: 'sent', note: 'It is held back.' }])
    await asOwner(
      `insert into conversation_messages (id, workspace_id, conversation_id, direction, author, message_type, text, status, sent_at)
       values (gen_random_uuid(), $1, $2, 'outbound', 'machine', 'text', 'More', 'queued', now())`,
      [room.workspaceId, await conversationId()],
    )
    await receive(receipt('wamid.1', 'failed', null, { errorCode: '131050', optedOut: true }))
    expect((await conversations())[0]?.optedOutAt).not.toBeNull()
    expect((await outbound()).find(({ author }) => author === 'machine')).toMatchObject({
      status: 'cancelled',
    })
    const [row] = await asOwner<{ opted_out_by: string }>(
      `select opted_out_by from conversations where workspace_id = $1`,
      [room.workspaceId],
    )
    expect(row?.opted_out_by).toBe('platform')
  })

  it('of another address is where the next message goes', async () => {
    await receive(message('hello'))
    for (const text of ['one', 'two']) {
      await sendAsPerson(room.ctx, await conversationId(), { text })
      outside.outcomes = [{ kind: 'accepted', id: text, recipient: '5511987654321' }]
      await sendQueued(room.ctx, await conversationId())
    }
    expect(outside.calls.map(({ to }) => to)).toEqual(['33600000001', '5511987654321'])
  })
})

async function upload(bytes = png(), fileName = 'a.png', claimed: string | null = null) {
  async function* chunks() {
    yield bytes
  }
  return addMedium(room.ctx, { fileName, claimed, chunks: chunks() })
}

describe('a person answers with media', () => {
  it('which go as one message with its caption, and stay in the thread when the library lets go of them', async () => {
    await receive(message('hello'))
    const [one, two] = [await upload(), await upload(png(2, 2), 'b.png')]
    const sent = await sendAsPerson(room.ctx, await conversationId(), {
      text: 'Look',
      mediaIds: [one.id, two.id],
    })
    expect(sent).toMatchObject({
      type: 'image',
      text: 'Look',
      media: [{ fileName: 'a.png' }, { fileName: 'b.png' }],
    })
    await deleteMedium(room.ctx, one.id)
    await expect(getMedium(room.ctx, one.id)).rejects.toMatchObject({ kind: 'not_found' })
    const reserved: number[] = []
    const gate = {
      ...room.ctx.gate,
      reserve: async (_: unknown, requests: readonly Reservation[]) => {
        reserved.push(...requests.map(({ quotas }) => rulesOf(quotas)[0]?.cost ?? 0))
        return requests.map(() => ({ ok: true as const }))
      },
    }
    await sendQueued({ ...room.ctx, gate }, await conversationId())
    expect(outside.contents).toMatchObject([
      { kind: 'media', text: 'Look', media: [{ kind: 'image', fileName: 'a.png' }, { fileName: 'b.png' }] },
    ])
    expect(reserved).toEqual([2])
    expect(await outbound()).toMatchObject([
      { status: 'sent', media: [{ status: 'stored' }, { status: 'stored' }] },
    ])
  })

  it('is refused before anything is queued, with the field and what to do', async () => {
    await receive(message('hello'))
    const id = await conversationId()
    const [picture, sound, page] = [
      await upload(),
      await upload(bytesOf('OggS\x00\x02'), 'a.ogg'),
      await upload(bytesOf('GIF89a\x01\x00\x01\x00'), 'a.gif'),
    ]
    const refusals: [object, RegExp][] = [
      [{ mediaIds: [sound.id], text: 'Listen' }, /has no caption.*message of its own/],
      [{ mediaIds: [picture.id], text: 'x'.repeat(21) }, /takes 20 characters.*Shorten/],
      [{ mediaIds: [page.id] }, /takes image\/png; this is image\/gif.*document/],
      [{ mediaIds: [picture.id, picture.id, picture.id, picture.id] }, /At most 3.*several/],
    ]
    for (const [input, says] of refusals)
      await expect(sendAsPerson(room.ctx, id, input)).rejects.toMatchObject({
        kind: 'invalid',
        fields: [{ path: 'mediaIds', message: expect.stringMatching(says) }],
      })
    await expect(sendAsPerson(room.ctx, id, { mediaIds: [room.accountId] })).rejects.toMatchObject({
      fields: [{ path: 'mediaIds.0' }],
    })
    expect(await outbound()).toEqual([])
    expect(await sendAsPerson(room.ctx, id, { mediaIds: [sound.id] })).toMatchObject({
      media: [{ kind: 'voice' }],
    })
    expect(await sendAsPerson(room.ctx, id, { mediaIds: [page.id], asDocument: true })).toMatchObject({
      media: [{ kind: 'document' }],
    })
  })

  it('of another workspace’s library is refused', async () => {
    await receive(message('hello'))
    const medium = await upload()
    const id = await conversationId()
    const other = await rooms.newWorkspace()
    const theirs = { ...room.ctx, workspaceId: other.workspaceId, db: other.ctx.db }
    await expect(getMedium(theirs, medium.id)).rejects.toMatchObject({ kind: 'not_found' })
    await expect(sendAsPerson(theirs, id, { mediaIds: [medium.id] })).rejects.toMatchObject({
      kind: 'not_found',
    })
  })
})

describe('a closed window', () => {
  const template: Template = {
    id: '1',
    name: 'order_update',
    language: 'en',
    status: 'APPROVED',
    category: 'UTILITY',
    rejectedReason: null,
    components: [],
    parts: {
      header: null,
      headerMedia: null,
      body: { text: 'Hello {{1}}.', placeholders: ['1'] },
      footer: null,
      buttons: [],
      named: false,
      problem: null,
    },
  }
  const long = () => new Date(outside.now.getTime() - 25 * 3_600_000)

  it('lets an approved template pass, and neither text nor media', async () => {
    outside.templates = { kind: 'page', items: [template], nextCursor: null }
    await receive(message('hello', { at: long() }))
    const id = await conversationId()
    const medium = await upload()
    await expect(sendAsPerson(room.ctx, id, { text: 'Hi' })).rejects.toMatchObject({ code: 'window_closed' })
    await expect(sendAsPerson(room.ctx, id, { mediaIds: [medium.id] })).rejects.toMatchObject({
      code: 'window_closed',
    })
    const filled = { name: 'order_update', language: 'en', body: [{ text: 'Ana' }] }
    expect(await sendAsPerson(room.ctx, id, { template: filled })).toMatchObject({
      type: 'template',
      text: 'Hello Ana.',
      details: { template: filled },
    })
    await sendQueued(room.ctx, id)
    expect(outside.contents).toEqual([
      {
        kind: 'template',
        text: 'Hello Ana.',
        ...filled,
        filled: [{ part: 'body', text: 'Hello Ana.' }],
      },
    ])
    expect(await outbound()).toMatchObject([{ status: 'sent', text: 'Hello Ana.' }])
  })

  it('refuses a template that there is not, and one that is filled in wrongly, before anything is queued', async () => {
    outside.templates = { kind: 'page', items: [template], nextCursor: null }
    await receive(message('hello', { at: long() }))
    const id = await conversationId()
    for (const [wrong, path] of [
      [{ name: 'other', language: 'en' }, 'template.name'],
      [{ name: 'order_update', language: 'fr' }, 'template.name'],
      [{ name: 'order_update', language: 'en' }, 'template.body'],
    ] as const)
      await expect(sendAsPerson(room.ctx, id, { template: wrong })).rejects.toMatchObject({
        kind: 'invalid',
        fields: [{ path }],
      })
    outside.templates = { kind: 'retry', reason: 'Away.' }
    const filled = { name: 'order_update', language: 'en', body: [{ text: 'Ana' }] }
    await expect(sendAsPerson(room.ctx, id, { template: filled })).rejects.toMatchObject({
      kind: 'unavailable',
    })
    expect(await outbound()).toEqual([])
  })

  it('lets a template pass with the picture that it begins with, and with nothing else in its place', async () => {
    const parts = { ...template.parts, headerMedia: 'image' as const }
    outside.templates = { kind: 'page', items: [{ ...template, parts }], nextCursor: null }
    await receive(message('hello', { at: long() }))
    const id = await conversationId()
    const filled = { name: 'order_update', language: 'en', body: [{ text: 'Ana' }] }
    const medium = await upload()
    const clip = await upload(bytesOf('\x00\x00\x00\x20ftypisom'), 'clip.mp4')
    for (const mediaIds of [[], [clip.id], [room.userId]])
      await expect(sendAsPerson(room.ctx, id, { template: filled, mediaIds })).rejects.toMatchObject({
        kind: 'invalid',
        fields: [{ path: expect.stringContaining('mediaIds') }],
      })
    expect(await outbound()).toEqual([])
    expect(await sendAsPerson(room.ctx, id, { template: filled, mediaIds: [medium.id] })).toMatchObject({
      type: 'template',
      text: 'Hello Ana.',
      media: [{ kind: 'image', status: 'stored' }],
    })
    await sendQueued(room.ctx, id)
    expect(outside.contents).toMatchObject([
      { kind: 'template', text: 'Hello Ana.', ...filled, media: { kind: 'image', mimeType: 'image/png' } },
    ])
  })
})

describe('a post with pictures', () => {
  it('says what they show: in the post’s own words, else in the library’s', async () => {
    const [told, again, untold] = [await upload(), await upload(png(2, 2)), await upload(png(3, 3))]
    await asOwner(`update media set alt_text = 'A cup' where id = any($1)`, [[told.id, again.id]])
    const post = await schedule(room.ctx, {
      text: 'Open',
      accountIds: [room.accountId],
      publishAt: outside.now.toISOString(),
      timezone: 'UTC',
      media: [
        { mediaId: told.id, altText: null },
        { mediaId: again.id, altText: 'Our cup' },
        { mediaId: untold.id, altText: null },
      ],
    })
    outside.contents.length = 0
    await publishHinted(
      system,
      post.targets.map(({ id: targetId }) => ({
        type: 'publishing.hint' as const,
        targetId,
        version: 1,
        dueAt: post.publishAt,
      })),
    )
    const media = outside.contents.flatMap((content) => (content.kind === 'media' ? content.media : []))
    expect(media.map(({ altText }) => altText)).toEqual(['A cup', 'Our cup', undefined])
  })
})
