import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { listDeadLetters, storeDeadLetters } from '#core/operations/actions/dead-letters.ts'
import { asOwner, type Room, type Rooms, startRooms } from '#test/database.ts'
import { decodeLetter } from './letters.ts'

let rooms: Rooms
let room: Room
const stored: string[] = []
beforeAll(async () => {
  rooms = startRooms()
  room = await rooms.newWorkspace()
})
afterAll(async () => {
  await asOwner('delete from dead_letters where message_id = any($1)', [stored])
  await asOwner(`delete from system_logs where detail->>'messageId' = any($1)`, [stored])
  await asOwner('delete from workspaces where id = $1', [room.workspaceId])
})

const base64 = (text: string) => Buffer.from(text).toString('base64')
const webhook = (source: string, bytes: string | null, account: string | null = null) => ({
  source,
  account: account && { id: account, secretVersion: 1 },
  receivedAt: '2026-11-29T10:00:00.000Z',
  bytes,
  objectName: bytes === null ? 'webhooks/meta/one' : null,
})
const job = (one: Record<string, unknown>) => ({ workspaceId: room.workspaceId, job: one })
const update = () => ({
  object: 'whatsapp_business_account',
  entry: [
    {
      id: '1',
      changes: [
        {
          field: 'messages',
          value: {
            messaging_product: 'whatsapp',
            metadata: { display_phone_number: '1', phone_number_id: room.externalId },
            contacts: [{ wa_id: '33612345678', profile: { name: 'Ana' } }],
            messages: [
              {
                from: '33612345678',
                id: 'wamid.1',
                timestamp: '1764410400',
                type: 'text',
                text: { body: 'Hi' },
              },
            ],
          },
        },
      ],
    },
  ],
})

type Case = [what: string, body: () => unknown, told: () => Record<string, unknown>]
const whose = (mine: boolean) => (mine ? { id: room.workspaceId, name: 'Rooms' } : null)
const channel = () => ({ id: room.accountId, name: 'Channel', platform: 'telegram' })

it.each<Case>([
  [
    'a document to be indexed',
    () => job({ type: 'knowledge.index', documentId: room.accountId }),
    () => ({
      kind: 'knowledge.index',
      workspace: whose(true),
      account: null,
      content: { type: 'knowledge.index', documentId: room.accountId },
    }),
  ],
  [
    'a file to be fetched',
    () => job({ type: 'media.fetch', mediaId: room.accountId }),
    () => ({ kind: 'media.fetch', workspace: whose(true) }),
  ],
  [
    'an account that expired',
    () => job({ type: 'account.usable', accountId: room.accountId }),
    () => ({ kind: 'account.usable', workspace: whose(true), account: channel() }),
  ],
  [
    'a job of a kind that nobody knows',
    () => job({ type: 'hologram.show', brightness: 7 }),
    () => ({
      kind: 'hologram.show',
      workspace: whose(true),
      content: { type: 'hologram.show', brightness: 7 },
    }),
  ],
  [
    'a webhook of one account',
    () => webhook('telegram', base64('{"update_id":1}'), room.accountId),
    () => ({
      kind: 'webhook from telegram',
      workspace: whose(true),
      account: channel(),
      content: { update_id: 1 },
    }),
  ],
  [
    'a webhook that names its account itself',
    () => webhook('meta', base64(JSON.stringify(update()))),
    () => ({ kind: 'webhook from meta', workspace: whose(true), account: channel(), content: update() }),
  ],
  [
    'a webhook that is no JSON',
    () => webhook('meta', base64('<html>é</html>')),
    () => ({ kind: 'webhook from meta', workspace: null, account: null, content: '<html>é</html>' }),
  ],
  [
    'a webhook in the blob store',
    () => webhook('meta', null),
    () => ({ content: { receivedAt: '2026-11-29T10:00:00.000Z', objectName: 'webhooks/meta/one' } }),
  ],
  [
    'a webhook of a platform that is no more',
    () => webhook('myspace', base64('{"a":1}')),
    () => ({ kind: 'webhook from myspace', content: { a: 1 }, workspace: null }),
  ],
  [
    'a job of a workspace that is gone',
    () => ({ workspaceId: randomUUID(), job: { type: 'knowledge.index', documentId: randomUUID() } }),
    () => ({ kind: 'knowledge.index', workspace: null }),
  ],
  [
    'what is nothing of ours',
    () => ['?'],
    () => ({ kind: 'unknown', content: ['?'], workspace: null, account: null }),
  ],
])('a dead letter says whose it is, what it says and why it died: %s', async (_what, body, told) => {
  const sent = body()
  const messageId = randomUUID()
  stored.push(messageId)
  for (const [seconds, error] of [
    [60, 'An earlier reason.'],
    [1, 'The last reason.'],
  ])
    await asOwner(
      `insert into system_logs (id, level, event, detail, logged_at)
       values ($1, 'error', 'queue.message_failed', $2, now() - make_interval(secs => $3))`,
      [randomUUID(), JSON.stringify({ messageId, error }), seconds],
    )
  await storeDeadLetters(rooms.system, [{ queue: 'q', messageId, body: sent, attempts: 5 }])
  const { items } = await listDeadLetters(rooms.system, { limit: 100 }, decodeLetter)
  const [row] = await asOwner<{ id: string }>('select id from dead_letters where message_id = $1', [
    messageId,
  ])
  expect(items.find(({ id }) => id === row?.id)).toMatchObject({
    ...told(),
    body: sent,
    error: 'The last reason.',
  })
})
