import { describe, expect, it } from 'vitest'
import { mapperContract } from '../mapper-contract.ts'
import { toUpdates } from './mapper.ts'

const ANA = { userId: '1111111', username: 'ana', name: 'Ana Ruiz' }

const message = (messageType: string, text: string | null, more: object = {}) => [
  {
    type: 'message',
    platform: 'telegram',
    // The webhook address identifies the account.
    externalAccountId: null,
    occurredAt: new Date(1441645532000),
    payload: {
      kind: 'message',
      platformMessageId: '1111111:1365',
      from: ANA,
      recipient: '1111111',
      messageType,
      text,
      ...more,
    },
  },
]
const other = (type: string, seconds: number | null) => [
  {
    type,
    platform: 'telegram',
    occurredAt: seconds === null ? null : new Date(seconds * 1000),
    payload: { kind: 'other', raw: { [type]: {} } },
  },
]

const reaction = (emoji: string | null, seconds: number, update: number) => [
  {
    type: 'message',
    occurredAt: new Date(seconds * 1000),
    payload: {
      platformMessageId: `1111111:1365:reaction:${update}`,
      from: ANA,
      recipient: '1111111',
      messageType: 'reaction',
      text: emoji,
      replyTo: '1111111:1365',
      details: { reaction: { messageId: '1111111:1365', emoji } },
    },
  },
]
/** The update of a pressed button, which has no time of its own. */
const press = (id: string, data: string, title: string | undefined) => [
  {
    type: 'message',
    occurredAt: null,
    payload: {
      platformMessageId: `callback:${id}`,
      from: ANA,
      recipient: '1111111',
      messageType: 'button',
      text: title ?? data,
      replyTo: '1111111:42',
      details: { choice: title === undefined ? { id: data } : { id: data, title } },
    },
  },
]

mapperContract('Telegram', {
  updates: toUpdates,
  accountId: 'ours',
  types: [
    'text',
    'image',
    'video',
    'audio',
    'document',
    'sticker',
    'location',
    'contact',
    'poll',
    'dice',
    'system',
    'reaction',
    'button',
    'unsupported',
  ],
  fixtures: new URL('./fixtures', import.meta.url),
  expected: {
    'plain-text': message('text', 'Hello'),
    // A link that carries a parameter opens the chat: the contact has said nothing.
    text: message('system', '/start abc', {
      details: { notice: 'started' },
      metadata: { entities: [{ type: 'bot_command' }] },
    }),
    'start-bot-named': message('system', '/start@chorus_bot', { details: { notice: 'started' } }),
    'start-and-words': message('text', '/start when are you open?'),
    pinned: message('system', null, { replyTo: '1111111:42', details: { notice: 'pinned' } }),
    timer: message('system', null, { details: { notice: 'timer' } }),
    'write-access': message('system', null, { details: { notice: 'write_access' } }),
    reply: message('text', 'The blue one', { replyTo: '1111111:42' }),
    forwarded: message('text', 'Look at this', { details: { forwarded: 'once' } }),
    photo: message('image', 'Is this the right one? 🌿', {
      // The largest size of the picture.
      media: {
        kind: 'image',
        id: 'AgACAgQAAxkBAAM800',
        sizeBytes: 65220,
        caption: 'Is this the right one? 🌿',
      },
      details: { album: '13024871231231231' },
      metadata: { photo: [{ width: 90 }, { width: 800 }] },
    }),
    'album-item': message('video', null, { media: { seconds: 7 }, details: { album: '13024871231231232' } }),
    video: message('video', 'Look', { media: { kind: 'video', mimeType: 'video/mp4', seconds: 4 } }),
    animation: message('video', null, { media: { id: 'CgACAgQAAx', fileName: 'dance.mp4' } }),
    'video-note': message('video', null, { media: { mimeType: 'video/mp4', seconds: 5 } }),
    voice: message('audio', null, {
      media: { kind: 'audio', voice: true, mimeType: 'audio/ogg', seconds: 3 },
    }),
    audio: message('audio', null, { media: { mimeType: 'audio/mpeg', seconds: 180 } }),
    document: message('document', 'Read this', { media: { fileName: 'a.pdf', mimeType: 'application/pdf' } }),
    sticker: message('sticker', null, { media: { kind: 'sticker', sizeBytes: 2048 } }),
    location: message('location', '37.48, -122.14', { details: { place: { latitude: 37.48 } } }),
    venue: message('location', 'Café Oz\n8 Bd Saint-Michel\n48.85, 2.35', {
      details: { place: { name: 'Café Oz' } },
    }),
    contact: message('contact', 'Barbara, 16505559999', {
      details: { people: [{ name: 'Barbara', phones: ['16505559999'] }] },
    }),
    poll: message('poll', 'Which?\n– A'),
    dice: message('dice', '🎲 6', { metadata: { dice: { value: 6 } } }),
    story: message('unsupported', null, {
      details: {
        problem: { code: 'story', reason: 'Telegram sent something that is not shown here (story).' },
      },
    }),
    'no-username': [
      {
        type: 'message',
        payload: {
          platformMessageId: '4503599627370495:7',
          from: { userId: '4503599627370495', name: 'Bo' },
          metadata: { shiny_new_field: { a: 1 } },
        },
      },
    ],
    group: other('message', 1441645532),
    'edited-message': message('system', '/start abd', { details: { edited: true } }),
    'edited-private': message('text', 'The green one', { details: { edited: true } }),
    'channel-post': other('channel_post', 1765000000),
    'edited-channel-post': other('edited_channel_post', 1765000000),
    'message-reaction': reaction('👍', 1441645601, 10016),
    'reaction-removed': reaction(null, 1441645700, 10038),
    'reaction-in-a-channel': other('message_reaction', 1441645701),
    'my-chat-member': [{ ...other('my_chat_member', 1441645602)[0], type: 'my_chat_member.blocked' }],
    unblocked: [{ ...other('my_chat_member', 1441645800)[0], type: 'my_chat_member.unblocked' }],
    migration: [{ type: 'migration', payload: { raw: { message: { migrate_to_chat_id: -1009876543210 } } } }],
    'migration-from': [
      { type: 'migration', payload: { raw: { message: { migrate_from_chat_id: -400123 } } } },
    ],
    'callback-query': press('4382bfdwdsb323b2d9', 'yes', undefined),
    'callback-with-keyboard': press('4382bfdwdsb323b2e0', 'no', 'No'),
    'business-message': other('business_message', 1441645532),
    'unknown-key': other('hologram', null),
  },
})

describe('an update of Telegram', () => {
  it('is one of the bot that it was sent to: two bots count alike', () => {
    const keys = ['a', 'b'].map((account) => toUpdates({ update_id: 1, message: {} }, account)[0]?.dedupeKey)
    expect(new Set(keys).size).toBe(2)
  })

  it('at an instant that no date can say is kept as it is', () => {
    const late = { message_id: 1, date: 1e18, from: { id: 1 }, chat: { id: 1, type: 'private' }, text: 'a' }
    expect(toUpdates({ update_id: 1, message: late }, 'a')).toMatchObject([
      { type: 'message', occurredAt: null, payload: { kind: 'other' } },
    ])
  })

  it('that is none is refused', () => {
    for (const body of [null, {}, { update_id: 'x' }]) expect(() => toUpdates(body, 'acc')).toThrow()
  })
})

describe('an odd message of Telegram is kept and shown, none of it silently shorter', () => {
  const read = (message: object) => {
    const base = { message_id: 1, date: 1441645532, from: { id: 1 }, chat: { id: 1, type: 'private' } }
    const [update] = toUpdates({ update_id: 1, message: { ...base, ...message } }, 'ours')
    if (update?.payload.kind !== 'message') return update
    const { text, messageType, media, details } = update.payload
    return { at: update.occurredAt?.toISOString(), text, messageType, media, details }
  }
  const at = '2015-09-07T17:05:32.000Z'

  it.each([
    ['a time in milliseconds', { date: 1441645532000, text: 'Hi' }, { at, text: 'Hi' }],
    ['a time as text', { date: '1441645532', text: 'Hi' }, { at }],
    [
      'a person without a number',
      { contact: { first_name: 'Bo' } },
      { text: 'Bo', details: { people: [{ name: 'Bo', phones: [] }] } },
    ],
    [
      'a number without a name',
      { contact: { phone_number: 33612345678 } },
      { text: 'Unnamed contact, 33612345678' },
    ],
    [
      'a document without name and type',
      { document: { file_id: 'a' } },
      { media: { kind: 'document', id: 'a' } },
    ],
    [
      'a picture of which one size is of another shape',
      { photo: [{ file_id: 'a' }, 'b'] },
      { media: { id: 'a' } },
    ],
    [
      'a picture without a file',
      { photo: [{}], caption: 'Look' },
      { text: 'Look', details: { problem: { code: 'photo' } } },
    ],
    ['a place in text', { location: { latitude: '48.85', longitude: '2.35' } }, { text: '48.85, 2.35' }],
    ['a venue without a point', { venue: { title: 'Café Oz', address: 'Here' } }, { text: 'Café Oz\nHere' }],
    [
      'a poll with an option of another shape',
      { poll: { question: 'Which?', options: [{ text: 'A' }, 'B'] } },
      { text: 'Which?\n– A' },
    ],
    ['dice without a value', { dice: { emoji: '🎯' } }, { text: '🎯' }],
    [
      'a file whose size is text',
      { document: { file_id: 'a', file_size: '12' } },
      { media: { sizeBytes: 12 } },
    ],
    [
      'what comes tomorrow',
      { hologram: { id: 1 }, caption: 'Look' },
      { messageType: 'unsupported', text: 'Look', details: { problem: { code: 'hologram' } } },
    ],
  ])('%s', (_what, message, expected) => {
    expect(read(message)).toMatchObject(expected)
  })
})
