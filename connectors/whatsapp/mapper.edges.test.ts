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
