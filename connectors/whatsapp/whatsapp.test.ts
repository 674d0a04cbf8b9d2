import { describe, expect, it } from 'vitest'
import type { Update } from '#core/inbox/schemas.ts'
import { connectorContract } from '../contract.ts'
import { whatsapp } from './index.ts'
import { toOutcome, toUpdates } from './mapper.ts'

connectorContract('WhatsApp', {
  platform: 'whatsapp',
  prefix: '/graph',
  make: (http) => whatsapp({ http, now: () => new Date() }),
  account: { id: 'a', externalId: '106540352242999', credentials: { accessToken: 'EAAcontract-token' } },
  send: async (connector, account, text) => {
    const send = connector.message
    if (!send) throw new Error('WhatsApp sends messages.')
    return send(account, '16505551234', { text }, { id: 'ours', fence: 1, startedAt: new Date() })
  },
  revoked: {
    status: 401,
    body: { error: { message: 'Invalid OAuth access token', type: 'OAuthException', code: 190 } },
  },
  permanent: {
    status: 400,
    body: {
      error: {
        message: '(#131026) Undeliverable',
        code: 131026,
        error_data: { details: 'Not on WhatsApp.' },
      },
    },
  },
  serverError: 'unknown',
  serverErrorBody: {},
})

const NUMBER = '106540352242922'
const value = (change: object) => ({
  messaging_product: 'whatsapp',
  metadata: { display_phone_number: '1', phone_number_id: NUMBER },
  ...change,
})
const delivery = (...values: object[]) => ({
  object: 'whatsapp_business_account',
  entry: [{ id: '1', changes: values.map((v) => ({ field: 'messages', value: v })) }],
})
const contacts = [{ profile: { name: 'Ana', username: 'ana' }, wa_id: '16505551234', user_id: 'US.1' }]
const base = { from: '16505551234', from_user_id: 'US.1', id: 'wamid.1', timestamp: '1749416383' }
const one = (message: object): Update => {
  const [update, ...rest] = toUpdates(delivery(value({ contacts, messages: [{ ...base, ...message }] })))
  if (!update || rest.length > 0) throw new Error('expected one update')
  return update
}
const payload = (message: object) => one(message).payload

describe('a WhatsApp delivery', () => {
  it('becomes a message of the contact, at the platform’s time, under its own id', () => {
    expect(one({ type: 'text', text: { body: 'Does it come in ünïcode?' } })).toMatchObject({
      type: 'message',
      platform: 'whatsapp',
      externalAccountId: NUMBER,
      dedupeKey: 'message:wamid.1',
      occurredAt: new Date(1749416383000),
      payload: {
        kind: 'message',
        from: { userId: 'US.1', phone: '16505551234', username: 'ana', name: 'Ana' },
        recipient: '16505551234',
        messageType: 'text',
        text: 'Does it come in ünïcode?',
      },
    })
  })

  it.each([
    ['image', { image: { id: 'm', mime_type: 'image/jpeg', sha256: 'x', caption: 'Look' } }, 'Look'],
    ['video', { video: { id: 'm', caption: 'See' } }, 'See'],
    ['sticker', { sticker: { id: 'm', animated: true } }, null],
    ['audio', { audio: { id: 'm', voice: true } }, null],
    ['document', { document: { id: 'm', filename: 'a.pdf', caption: 'Read' } }, 'Read'],
    ['location', { location: { latitude: 1, longitude: 2 } }, null],
    ['contacts', { contacts: [{ name: { formatted_name: 'Bo' } }] }, null],
    ['button', { button: { payload: 'YES', text: 'Yes' } }, 'Yes'],
    [
      'interactive',
      { interactive: { type: 'button_reply', button_reply: { id: '1', title: 'One' } } },
      'One',
    ],
    ['interactive', { interactive: { type: 'list_reply', list_reply: { id: '1', title: 'Row' } } }, 'Row'],
    ['interactive', { interactive: { type: 'nfm_reply', nfm_reply: { name: 'flow' } } }, null],
    ['order', { order: { catalog_id: '1', product_items: [] } }, null],
    ['system', { system: { body: 'changed', type: 'user_changed_number' } }, null],
    ['reaction', { reaction: { message_id: 'wamid.0', emoji: '👍' } }, '👍'],
    ['reaction', { reaction: { message_id: 'wamid.0' } }, null],
  ])('keeps a message of type %s whole', (type, content, text) => {
    expect(payload({ type, ...content })).toMatchObject({
      messageType: type,
      text,
      metadata: { type, ...content },
    })
  })

  it.each(['unsupported', 'unknown', 'hologram'])(
    'stores what it does not know (%s) as unsupported, never drops it',
    (type) => {
      expect(payload({ type, errors: [{ code: 131051, title: 'Unsupported' }] })).toMatchObject({
        messageType: 'unsupported',
        text: null,
      })
    },
  )

  it('knows a contact whose phone is hidden by the user id, and answers to that', () => {
    const [update] = toUpdates(
      delivery(
        value({
          contacts: [{ profile: { username: 'ana' }, user_id: 'US.1' }],
          messages: [{ from_user_id: 'US.1', id: 'w', timestamp: '1', type: 'text', text: { body: 'hi' } }],
        }),
      ),
    )
    expect(update?.payload).toMatchObject({ from: { userId: 'US.1', username: 'ana' }, recipient: 'US.1' })
    expect(update?.payload).not.toHaveProperty('from.phone')
  })

  it('becomes a receipt per status, each under its own key', () => {
    const status = (name: string, more = {}) => ({
      id: 'wamid.1',
      status: name,
      timestamp: '1750030073',
      recipient_id: '1',
      biz_opaque_callback_data: 'ours',
      ...more,
    })
    const errors = [
      {
        code: 131047,
        title: 'Re-engagement message',
        error_data: { details: 'More than 24 hours have passed.' },
      },
    ]
    const updates = toUpdates(
      delivery(
        value({
          statuses: [
            status('read'),
            status('delivered'),
            status('sent'),
            status('played'),
            status('failed', { errors }),
            status('warning'),
          ],
        }),
      ),
    )
    expect(updates.map(({ payload: p }) => (p.kind === 'receipt' ? p.status : p.kind))).toEqual([
      'read',
      'delivered',
      'sent',
      'read',
      'failed',
      'other',
    ])
    expect(new Set(updates.map(({ dedupeKey }) => dedupeKey)).size).toBe(6)
    expect(updates[4]?.payload).toMatchObject({
      callbackData: 'ours',
      error: 'WhatsApp 131047: More than 24 hours have passed.',
    })
  })

  it('of two numbers keeps them apart, and of other fields keeps them as they are', () => {
    const other = {
      ...value({ messages: [{ ...base, id: 'wamid.2', type: 'text', text: { body: 'b' } }] }),
      metadata: { phone_number_id: '999' },
    }
    const body = delivery(value({ messages: [{ ...base, type: 'text', text: { body: 'a' } }] }), other)
    body.entry.push({
      id: '2',
      changes: [{ field: 'message_template_status_update', value: { event: 'APPROVED' } }],
    })
    const updates = toUpdates(body)
    expect(updates.map(({ externalAccountId }) => externalAccountId)).toEqual([NUMBER, '999', null])
    expect(updates[2]).toMatchObject({ type: 'message_template_status_update', payload: { kind: 'other' } })
    expect(toUpdates(body)).toEqual(updates)
  })

  it('that is none is refused whole, so that it is kept as unreadable', () => {
    for (const body of [null, [], {}, { object: 'x' }, { object: 'x', entry: [{}] }])
      expect(() => toUpdates(body)).toThrow()
  })
})

describe('an error of the Cloud API', () => {
  const now = new Date()
  it.each([
    ['retry', [1, 2, 131000, 131016, 133004, 131057]],
    ['limited', [4, 80007, 130429, 131056, 131048, 131049, 130472, 368]],
    ['reauth', [0, 190, 3, 10, 200, 250, 299, 131005]],
    [
      'rejected',
      [
        131047, 131026, 131030, 131050, 131021, 33, 100, 131008, 131009, 131051, 131052, 131053, 132000,
        132001, 132005, 132007, 132012, 132015, 132016, 132068, 132069, 131031, 131042, 131037, 130497,
        133010, 133016,
      ],
    ],
  ] as const)('means %s for the codes of its class', (kind, codes) => {
    for (const code of codes) expect([code, toOutcome(code, 'text', now).kind]).toEqual([code, kind])
  })

  it('that must not be retried at once waits for a day', () => {
    const outcome = toOutcome(131049, 'text', now)
    expect(outcome.kind === 'limited' && outcome.until.getTime() - now.getTime()).toBe(24 * 3_600_000)
  })
})
