import { describe, expect, it } from 'vitest'
import { connectorContract } from '../contract.ts'
import { telegram } from './index.ts'
import { toOutcome, toUpdates } from './mapper.ts'

connectorContract('Telegram', {
  platform: 'telegram',
  prefix: '/telegram',
  make: (http) => telegram({ http, now: () => new Date() }),
  account: { id: 'a', externalId: '-1001234567899', credentials: { accessToken: '123456:contract-token' } },
  send: async (connector, account, text) => {
    const { publish } = connector
    if (!publish) throw new Error('Telegram publishes to channels.')
    return publish(account, { text }, { id: 'ours', fence: 1, startedAt: new Date() })
  },
  revoked: { status: 401, body: { ok: false, error_code: 401, description: 'Unauthorized' } },
  permanent: {
    status: 403,
    body: { ok: false, error_code: 403, description: 'Forbidden: bot was kicked from the channel chat' },
  },
  // By the contract a 500 of Telegram's own is to be tried again.
  serverError: 'retry',
  serverErrorBody: { ok: false, error_code: 500, description: 'Internal Server Error' },
})

const from = { id: 1111111, is_bot: false, first_name: 'Ana', last_name: 'Ruiz', username: 'ana' }
const chat = { id: 1111111, type: 'private', first_name: 'Ana' }
const message = (content: object) => ({
  update_id: 10000,
  message: { message_id: 1365, date: 1441645532, from, chat, ...content },
})

describe('a Telegram update', () => {
  it('of a private message becomes a message of the person, unique in its chat', () => {
    expect(toUpdates(message({ text: 'hello' }), 'acc')).toMatchObject([
      {
        type: 'message',
        dedupeKey: 'update:acc:10000',
        occurredAt: new Date(1441645532000),
        payload: {
          kind: 'message',
          platformMessageId: '1111111:1365',
          from: { userId: '1111111', username: 'ana', name: 'Ana Ruiz' },
          recipient: '1111111',
          messageType: 'text',
          text: 'hello',
        },
      },
    ])
  })

  it.each([
    ['photo', { photo: [{ file_id: 'x' }], caption: 'Look' }, 'image', 'Look'],
    ['voice', { voice: { file_id: 'x' } }, 'voice', null],
    ['document', { document: { file_id: 'x' } }, 'document', null],
    ['dice', { dice: { value: 6 } }, 'unsupported', null],
  ])('keeps a %s', (_name, content, messageType, text) => {
    expect(toUpdates(message(content), 'acc')[0]?.payload).toMatchObject({
      messageType,
      text,
      metadata: content,
    })
  })

  it.each(['edited_message', 'channel_post', 'my_chat_member', 'hologram'])(
    'of another kind (%s) is kept as it is',
    (kind) => {
      expect(toUpdates({ update_id: 1, [kind]: { chat } }, 'acc')).toMatchObject([
        { type: kind, payload: { kind: 'other' } },
      ])
    },
  )

  it('in a group is not taken for a conversation', () => {
    expect(toUpdates(message({ text: 'hi', chat: { id: -1, type: 'group' } }), 'acc')[0]?.payload.kind).toBe(
      'other',
    )
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
    [413, 'Request Entity Too Large', 'rejected'],
  ])('%i %s means %s', (code, description, kind) => {
    expect(failed(code, description).kind).toBe(kind)
  })

  it('with retry_after waits that long and a second more', () => {
    const outcome = failed(429, 'Too Many Requests', { parameters: { retry_after: 35 } })
    expect(outcome.kind === 'limited' && outcome.until.getTime() - now.getTime()).toBe(36_000)
  })
})
