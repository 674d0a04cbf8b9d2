import { describe, expect, it } from 'vitest'
import { mapperContract } from '../mapper-contract.ts'
import { toOutcome, toUpdates } from './mapper.ts'

const NUMBER = '106540352242922'
const SHEENA = {
  userId: 'US.13491208655302741918',
  phone: '16505551234',
  username: 'sheena',
  name: 'Sheena Nelson',
}
const sender = { from: SHEENA, recipient: '16505551234' }

const message = (messageType: string, text: string | null, more: object = {}) => ({
  type: 'message',
  platform: 'whatsapp',
  externalAccountId: NUMBER,
  occurredAt: new Date(1749416383000),
  payload: { kind: 'message', ...sender, messageType, text, ...more },
})
const receipt = (status: string, seconds: number, more: object = {}) => ({
  type: 'receipt',
  platform: 'whatsapp',
  externalAccountId: NUMBER,
  occurredAt: new Date(seconds * 1000),
  payload: {
    kind: 'receipt',
    status,
    callbackData: '0199a1b2-0000-7000-8000-000000000001',
    error: null,
    ...more,
  },
})
const other = (type: string, externalAccountId: string | null, seconds: number, raw: object) => ({
  type,
  platform: 'whatsapp',
  externalAccountId,
  occurredAt: new Date(seconds * 1000),
  payload: { kind: 'other', raw },
})
const hidden = (userId: string, more: object, text: string) => ({
  payload: { from: { userId, ...more }, recipient: userId, text },
})

mapperContract('WhatsApp', {
  updates: toUpdates,
  accountId: null,
  fixtures: new URL('./fixtures', import.meta.url),
  expected: {
    text: [message('text', 'Does it come in another color?')],
    'text-reply': [
      message('text', 'Yes, the blue one', {
        metadata: { context: { id: 'wamid.HBgLMTY1MDU1NTEyMzQVAgARGBI3' } },
      }),
    ],
    'text-from-ad': [
      message('text', 'Hi! Can I get more info?', { metadata: { referral: { source_type: 'ad' } } }),
    ],
    image: [message('image', 'Taj Mahal', { metadata: { image: { id: '1003383421387256' } } })],
    video: [message('video', 'Watch this')],
    sticker: [message('sticker', null, { metadata: { sticker: { animated: false } } })],
    audio: [message('audio', null, { metadata: { audio: { voice: true } } })],
    document: [message('document', 'The invoice', { metadata: { document: { filename: 'invoice.pdf' } } })],
    location: [message('location', null, { metadata: { location: { latitude: 37.483307 } } })],
    contacts: [message('contacts', null, { metadata: { contacts: [{ name: { first_name: 'Barbara' } }] } })],
    reaction: [
      message('reaction', '👍', {
        metadata: { reaction: { message_id: 'wamid.HBgLMTY1MDU1NTEyMzQVAgARGBI3' } },
      }),
    ],
    'reaction-removed': [message('reaction', null)],
    button: [message('button', 'Unsubscribe', { metadata: { button: { payload: 'UNSUBSCRIBE' } } })],
    'interactive-button': [message('interactive', 'Cancel')],
    'interactive-list': [
      message('interactive', 'Priority Mail Express', {
        metadata: { interactive: { list_reply: { description: 'Next Day to 2 Days' } } },
      }),
    ],
    'interactive-flow': [
      message('interactive', null, { metadata: { interactive: { nfm_reply: { name: 'flow' } } } }),
    ],
    order: [message('order', 'Love these!', { metadata: { order: { catalog_id: '194836987003835' } } })],
    system: [
      {
        ...message('system', null, { from: { phone: '16505551234' }, recipient: '16505551234' }),
        occurredAt: new Date(1750269342000),
      },
    ],
    unsupported: [message('unsupported', null, { metadata: { unsupported: { type: 'poll' } } })],
    unavailable: [
      message('unsupported', null, { metadata: { type: 'unknown', errors: [{ code: 131060 }] } }),
    ],
    'type-of-tomorrow': [message('unsupported', null, { metadata: { type: 'hologram' } })],
    'unknown-fields': [
      message('text', 'Hello', { metadata: { text: { mood: 'calm' }, sentiment: { score: 1 } } }),
    ],
    'part-of-another-shape': [message('image', null, { metadata: { image: 'moved', text: null } })],
    'phones-hidden': [
      hidden('US.1000000000000000002', { username: 'bo', name: 'Bo Lind' }, 'I am Bo'),
      hidden('US.1000000000000000001', { username: 'ana', name: 'Ana Ruiz' }, 'I am Ana'),
      hidden('US.1000000000000000003', {}, 'Nobody told my name'),
    ],
    'statuses-out-of-order': [
      receipt('read', 1750030075),
      receipt('delivered', 1750030074),
      receipt('sent', 1750030073),
      receipt('read', 1750030090),
    ],
    'status-failed': [
      receipt('failed', 1750030073, {
        error:
          'WhatsApp 131047: Message failed to send because more than 24 hours have passed since the customer last replied to this number.',
      }),
    ],
    'status-unknown': [other('status', NUMBER, 1750030073, { status: 'warning' })],
    'two-numbers': [
      message('text', 'To the first'),
      { ...message('text', 'To the second'), externalAccountId: '106540352242923' },
    ],
    'escaped-unicode': [
      message('text', 'Grüße — 你好 👋🏽', { from: { userId: SHEENA.userId, name: 'Zoë Łuczak' } }),
    ],
    'value-errors': [other('error', NUMBER, 1750030080, { code: 130429 })],
    'template-status': [
      other('message_template_status_update', null, 1751247548, { message_template_id: 1689556908129832 }),
    ],
  },
})

describe('a contact of WhatsApp', () => {
  const from = (contacts: unknown, fields: object) => {
    const [update] = toUpdates({
      object: 'whatsapp_business_account',
      entry: [
        {
          id: '1',
          changes: [
            {
              field: 'messages',
              value: {
                metadata: { phone_number_id: NUMBER },
                contacts,
                messages: [{ id: 'wamid.1', timestamp: '1', type: 'text', text: { body: 'a' }, ...fields }],
              },
            },
          ],
        },
      ],
    })
    return update?.payload.kind === 'message' ? update.payload.from : update
  }

  it('whose phone is hidden has none, and no name of another', () => {
    const ana = { profile: { name: 'Ana' }, user_id: 'US.1' }
    const bo = { profile: { name: 'Bo' }, user_id: 'US.2' }
    expect(from([ana, bo], { from_user_id: 'US.2' })).toEqual({ userId: 'US.2', name: 'Bo' })
    expect(from([ana], { from_user_id: 'US.2' })).toEqual({ userId: 'US.2' })
  })

  it('is known by the phone where the message names no user id', () => {
    const contact = { profile: { name: 'Ana' }, user_id: 'US.1', wa_id: '16505551234' }
    expect(from([contact], { from: '16505551234' })).toEqual({ phone: '16505551234', name: 'Ana' })
  })

  it.each([[[{ profile: null, wa_id: 7 }]], ['none'], [[null]]])(
    'of another shape (%j) does not cost the message',
    (contacts) => {
      expect(from(contacts, { from: '16505551234' })).toEqual({ phone: '16505551234' })
    },
  )
})

describe('what WhatsApp sends and we do not know', () => {
  const change = (value: unknown, time?: number) =>
    toUpdates({ object: 'x', entry: [{ id: '1', time, changes: [{ field: 'messages', value }] }] })
  const metadata = { phone_number_id: NUMBER }

  it.each([
    [{ metadata }],
    [{ metadata, message_echoes: [{}] }],
    [{ messages: [{ id: 'wamid.1' }] }],
    [{ metadata, messages: [{ id: 'wamid.1', type: 'text', timestamp: 'yesterday', from: '1' }] }],
    [{ metadata, messages: [{ id: 'wamid.1', type: 'text', timestamp: '9'.repeat(18), from: '1' }] }],
    [{ metadata, messages: [{ id: 'wamid.1', type: 'text', timestamp: '1' }] }],
    [{ metadata, statuses: ['delivered'] }],
    [null],
  ])('is kept as it is: %j', (value) => {
    expect(change(value)).toMatchObject([{ payload: { kind: 'other' } }])
  })

  it('keeps the rest of a delivery of which a part is unreadable', () => {
    const good = { id: 'wamid.2', from: '1', type: 'text', timestamp: '1', text: { body: 'a' } }
    expect(
      change({ metadata, messages: ['?', good] }).map(({ type, payload }) => [type, payload.kind]),
    ).toEqual([
      ['message', 'other'],
      ['message', 'message'],
    ])
  })

  it('tells the same news at another time from the same delivery again', () => {
    const [first] = change({ event: 'PAUSED' }, 1750000000)
    const [again] = change({ event: 'PAUSED' }, 1750000000)
    const [later] = change({ event: 'PAUSED' }, 1750009999)
    expect(again?.dedupeKey).toBe(first?.dedupeKey)
    expect(later?.dedupeKey).not.toBe(first?.dedupeKey)
  })

  it('is refused whole when it is no delivery at all, so that it is kept as unreadable', () => {
    for (const body of [null, [], {}, { object: 'x' }, { object: 'x', entry: [{}] }])
      expect(() => toUpdates(body)).toThrow()
  })
})

describe('an error of the Cloud API', () => {
  const now = new Date()
  const table = {
    retry: [1, 2, 131000, 131016, 133004, 131057],
    limited: [4, 80007, 130429, 131056, 131048, 131049, 130472, 368],
    reauth: [0, 190, 3, 10, 200, 250, 299, 131005],
    'rejected: a template is needed': [131047],
    'rejected: the recipient': [131026, 131030, 131050, 131021],
    'rejected: the request': [
      33, 100, 131008, 131009, 131051, 131052, 131053, 132000, 132001, 132005, 132007, 132012, 132015, 132016,
      132068, 132069,
    ],
    'rejected: the account': [131031, 131042, 131037, 130497, 133010, 133016],
    'rejected: a code that nobody has written down': [999999],
  }
  const rows = Object.entries(table).flatMap(([means, codes]) => codes.map((code) => [code, means] as const))

  it.each(rows)('%i means %s', (code, means) => {
    const outcome = toOutcome(code, 'The platform’s words', now)
    expect(outcome.kind).toBe(means.split(':')[0])
    if (outcome.kind === 'rejected')
      expect(outcome).toMatchObject({
        code: String(code),
        reason: 'The platform’s words',
        advice: expect.stringMatching(/\w/),
      })
  })

  it.each([
    [131056, 6, 'action'],
    [130429, 10, 'account'],
    [131049, 24 * 3600, 'action'],
    [130472, 24 * 3600, 'action'],
    [131048, 3600, 'account'],
  ])('%i waits %i seconds, for the %s', (code, seconds, scope) => {
    expect(toOutcome(code, '', now)).toEqual({
      kind: 'limited',
      until: new Date(now.getTime() + seconds * 1000),
      scope,
    })
  })

  it('of the closed window says to send a template', () => {
    expect(toOutcome(131047, '', now)).toMatchObject({ advice: expect.stringContaining('template') })
  })
})
