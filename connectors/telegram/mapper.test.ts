import { describe, expect, it } from 'vitest'
import { mapperContract } from '../mapper-contract.ts'
import { toOutcome, toUpdates } from './mapper.ts'

const ANA = { userId: '1111111', username: 'ana', name: 'Ana Ruiz' }

const message = (messageType: string, text: string | null, more: object = {}) => [
  {
    type: 'message',
    platform: 'telegram',
    // The address that it came to says which account it is.
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

mapperContract('Telegram', {
  updates: toUpdates,
  accountId: 'ours',
  fixtures: new URL('./fixtures', import.meta.url),
  expected: {
    text: message('text', '/start abc', { metadata: { entities: [{ type: 'bot_command' }] } }),
    photo: message('image', 'Is this the right one? 🌿', {
      metadata: { photo: [{ width: 90 }, { width: 800 }] },
    }),
    video: message('video', 'Look'),
    voice: message('voice', null, { metadata: { voice: { duration: 3 } } }),
    audio: message('audio', null),
    document: message('document', 'Read this', { metadata: { document: { file_name: 'a.pdf' } } }),
    sticker: message('sticker', null),
    location: message('location', null, { metadata: { location: { latitude: 37.48 } } }),
    contact: message('contact', null),
    poll: message('poll', null),
    dice: message('unsupported', null, { metadata: { dice: { value: 6 } } }),
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
    'edited-message': other('edited_message', 1441645532),
    'channel-post': other('channel_post', 1765000000),
    'message-reaction': other('message_reaction', 1441645601),
    'my-chat-member': other('my_chat_member', 1441645602),
    'callback-query': other('callback_query', null),
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

describe('an error of the Bot API', () => {
  const now = new Date()
  const failed = (error_code: number, description: string, more = {}) =>
    toOutcome({ ok: false, error_code, description, ...more }, error_code, now)
  it.each([
    [429, 'Too Many Requests: retry after 35', 'limited'],
    [500, 'Internal Server Error', 'retry'],
    [502, 'Bad Gateway', 'retry'],
    [401, 'Unauthorized', 'reauth'],
    [404, 'Not Found', 'reauth'],
    [403, 'Forbidden: bot was blocked by the user', 'rejected'],
    [400, 'Bad Request: not enough rights to send text messages', 'rejected'],
    [400, 'Bad Request: chat not found', 'rejected'],
    [400, 'Bad Request: message is too long', 'rejected'],
    [400, "Bad Request: can't parse entities: Unsupported start tag", 'rejected'],
    [400, 'Bad Request: group chat was upgraded to a supergroup chat', 'rejected'],
    [409, 'Conflict: terminated by other getUpdates request', 'rejected'],
    [413, 'Request Entity Too Large', 'rejected'],
    [504, 'Gateway Timeout', 'retry'],
  ])('%i %s means %s', (code, description, kind) => {
    expect(failed(code, description).kind).toBe(kind)
  })

  it('with retry_after waits that long and a second more', () => {
    const outcome = failed(429, 'Too Many Requests', { parameters: { retry_after: 35 } })
    expect(outcome.kind === 'limited' && outcome.until.getTime() - now.getTime()).toBe(36_000)
  })

  it.each([
    [403, 'Forbidden: bot was blocked by the user', /start/],
    [400, 'Bad Request: not enough rights to send text messages to the chat', /administrator/],
    [400, 'Bad Request: chat not found', /chat id/],
    [400, 'Bad Request: message is too long', /Shorten/],
    [400, 'Bad Request: group chat was upgraded to a supergroup chat', /new id/],
  ])('%i %s says what to do', (code, description, advice) => {
    expect(failed(code, description)).toMatchObject({ advice: expect.stringMatching(advice) })
  })

  it('in a form that is not Telegram’s tells nothing', () => {
    expect(toOutcome('<html>', 502, now).kind).toBe('unknown')
  })
})
