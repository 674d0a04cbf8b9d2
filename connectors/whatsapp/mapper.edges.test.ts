import { describe, expect, it } from 'vitest'
import { toUpdates } from './mapper.ts'

const NUMBER = '106540352242922'

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

describe('the key of an update', () => {
  const keyOf = (part: object) =>
    toUpdates({
      object: 'whatsapp_business_account',
      entry: [
        {
          id: '1',
          changes: [{ field: 'messages', value: { metadata: { phone_number_id: NUMBER }, ...part } }],
        },
      ],
    })[0]?.dedupeKey
  const status = (id: string, word: string) => keyOf({ statuses: [{ id, status: word, timestamp: '1' }] })
  const said = (type: string) => keyOf({ messages: [{ id: 'wamid.1', from: '1', type, timestamp: '1' }] })

  it('is one per message and status: each status of a message is news once', () => {
    const keys = ['sent', 'delivered', 'read', 'played', 'failed'].map((word) => status('wamid.1', word))
    expect(new Set(keys).size).toBe(5)
    expect(status('wamid.1', 'read')).toBe(status('wamid.1', 'read'))
    expect(status('wamid.2', 'read')).not.toBe(status('wamid.1', 'read'))
  })

  it('lets a message in that could not be shown at first', () => {
    expect(said('unsupported')).not.toBe(said('text'))
    expect(said('image')).toBe(said('text'))
  })
})

describe('an odd message of WhatsApp is kept and shown, none of it silently shorter', () => {
  const read = (message: object) => {
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
                messages: [{ id: 'wamid.1', from: '16505551234', timestamp: '1749416383', ...message }],
              },
            },
          ],
        },
      ],
    })
    if (update?.payload.kind !== 'message') return update
    const { text, messageType, media, details, recipient } = update.payload
    return { at: update.occurredAt?.toISOString(), text, messageType, media, details, recipient }
  }
  const order = (product_items: unknown, more: object = {}) => ({
    type: 'order',
    order: { product_items, ...more },
  })
  const at = '2025-06-08T20:59:43.000Z'

  it.each([
    ['a time as a number', { timestamp: 1749416383, type: 'text', text: { body: 'Hi' } }, { at, text: 'Hi' }],
    ['a time in milliseconds', { timestamp: 1749416383000, type: 'text', text: { body: 'Hi' } }, { at }],
    ['the same as text', { timestamp: '1749416383000', type: 'text', text: { body: 'Hi' } }, { at }],
    [
      'a phone and a text as numbers',
      { from: 16505551234, type: 'text', text: { body: 1234 } },
      { text: '1234', recipient: '16505551234' },
    ],
    [
      'an order line without a price',
      order([
        { product_retailer_id: 'tea', quantity: 2 },
        { product_retailer_id: 'cup', quantity: 1, item_price: 30, currency: 'USD' },
      ]),
      {
        text: '2 × tea\n1 × cup (30 USD)',
        details: {
          order: {
            items: [
              { productId: 'tea', quantity: 2 },
              { productId: 'cup', quantity: 1, price: 30, currency: 'USD' },
            ],
          },
        },
      },
    ],
    [
      'a price as text, with a comma',
      order([{ product_retailer_id: 'tea', quantity: '2', item_price: '12,50', currency: 'EUR' }]),
      {
        text: '2 × tea (12,50 EUR)',
        details: { order: { items: [{ productId: 'tea', quantity: 2, price: 12.5, currency: 'EUR' }] } },
      },
    ],
    [
      'a price that is no number',
      order([{ product_retailer_id: 'tea', item_price: 'free' }]),
      { text: 'tea (free)' },
    ],
    [
      'a line without a product, and one that is no line',
      order([{ quantity: 3 }, 'tea']),
      { text: '3 × a product without a name\na product without a name' },
    ],
    [
      'an order without a catalogue',
      order([], { text: 'The usual' }),
      { text: 'The usual', details: { order: { items: [] } } },
    ],
    [
      'a product that is asked about',
      {
        type: 'text',
        text: { body: 'In blue?' },
        context: { referred_product: { catalog_id: '19', product_retailer_id: 'tea' } },
      },
      { text: 'In blue?', details: { product: { catalogId: '19', productId: 'tea' } } },
    ],
    [
      'a document without name and type',
      { type: 'document', document: { id: '7' } },
      { media: { kind: 'document', id: '7' } },
    ],
    [
      'a picture without its file',
      { type: 'image', image: { caption: 'Look' } },
      { text: 'Look', media: undefined, details: { problem: { code: 'no_file' } } },
    ],
    [
      'a picture of which only the type came',
      { type: 'image' },
      { text: null, details: { problem: { reason: 'WhatsApp sent no file with it.' } } },
    ],
    [
      'a place in text',
      { type: 'location', location: { latitude: '48.85', longitude: '2.35' } },
      { text: '48.85, 2.35', details: { place: { latitude: 48.85, longitude: 2.35 } } },
    ],
    [
      'a place without a point',
      { type: 'location', location: { name: 'Café Oz' } },
      { text: 'Café Oz', details: undefined },
    ],
    [
      'people without a name, with a number, a firm and an address',
      {
        type: 'contacts',
        contacts: [
          { phones: [{ phone: 33612345678 }], org: { company: 'Oz' }, emails: [{ email: 'a@b.example' }] },
          null,
        ],
      },
      {
        text: 'Unnamed contact, 33612345678, Oz, a@b.example\nUnnamed contact',
        details: { people: [{ phones: ['33612345678'] }, { phones: [] }] },
      },
    ],
    [
      'a form whose answers are lists and objects',
      {
        type: 'interactive',
        interactive: {
          nfm_reply: { response_json: '{"sizes":["S","L"],"to":{"city":"Lyon"},"flow_token":"t"}' },
        },
      },
      { text: 'sizes: S, L\nto: {"city":"Lyon"}' },
    ],
    [
      'a form whose answers are no text',
      { type: 'interactive', interactive: { nfm_reply: { response_json: { size: 'L' } } } },
      { text: 'size: L' },
    ],
    [
      'an error with its code as text',
      { type: 'unsupported', errors: [{ code: '131051', title: 'Unsupported' }] },
      { details: { problem: { code: '131051', reason: 'Unsupported' } } },
    ],
  ])('%s', (_what, message, expected) => {
    expect(read(message)).toMatchObject(expected)
  })

  it('a number’s id, an entry’s time and a status in other shapes', () => {
    const updates = toUpdates({
      object: 'whatsapp_business_account',
      entry: [
        {
          id: '1',
          time: '1749416383000',
          changes: [
            {
              field: 'messages',
              value: {
                metadata: { phone_number_id: 106540352242922 },
                statuses: [{ id: 'wamid.9', status: 'delivered', timestamp: 1749416383000 }],
                errors: [{ code: 1 }],
              },
            },
          ],
        },
      ],
    })
    expect(updates.map(({ externalAccountId }) => externalAccountId)).toEqual([NUMBER, NUMBER])
    expect(updates.map(({ occurredAt }) => occurredAt?.toISOString())).toEqual([at, at])
  })
})
