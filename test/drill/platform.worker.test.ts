import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ConnectedAccount, PlatformInfo } from '#core/accounts/schemas.ts'
import type { Conversation } from '#core/inbox/schemas.ts'
import type { ScheduledPost } from '#core/publishing/schemas.ts'
import type { Client } from '#local/client.ts'
import { eventually, type House, newWorkspace, startHouse } from '#test/house.ts'
import * as emulator from './parrot/emulator/index.ts'
import { manifest } from './parrot/manifest.ts'
import { addLine, copyOfTree } from './tree.ts'

/** The drill: adds a made-up platform to a copy of the tree by its folder and its line; it must work as any other does. */

let root: string
let house: House
let owner: Client
beforeAll(async () => {
  root = treeWith()
  house = await startHouse(
    { PARROT_APP_KEY: 'a key' },
    {
      root,
      emulators: [emulator],
      varsOf: (url) => ({ [manifest.vars.apiUrl?.key ?? '']: `${url}${emulator.prefix}` }),
    },
  )
  owner = (await newWorkspace(house)).owner
})
afterAll(async () => {
  await house?.close()
  if (root) rmSync(root, { recursive: true })
})

/** Copies the tree with the new platform, and returns its path. */
function treeWith(): string {
  const copy = copyOfTree()
  cpSync(join(import.meta.dirname, 'parrot'), join(copy, 'connectors/parrot'), { recursive: true })
  addLine(join(copy, 'connectors/registry.ts'), 'parrot', './parrot/index.ts')
  return copy
}

const connect = (body: object) =>
  owner.post<ConnectedAccount>('/v1/accounts', { platform: 'parrot', ...body })

it('is listed, is connected by its flow, receives, answers and publishes', async () => {
  const { items } = await owner.get<{ items: PlatformInfo[] }>('/v1/platforms')
  expect(items.find(({ id }) => id === 'parrot')).toMatchObject({
    name: 'Parrot',
    icon: manifest.icon,
    parts: ['messages', 'posts'],
    missing: [],
    connect: [{ kind: 'fields', fields: [{ key: 'externalId' }, { key: 'accessToken', secret: true }] }],
    limits: { messages: { text: { maxLength: 280 } }, posts: { text: { maxLength: 280 } } },
  })

  const { externalId, name, credentials } = await house.emulators.invent('parrot')
  await expect(connect({ externalId: 'a branch', name, credentials })).rejects.toMatchObject({
    status: 422,
    body: { errors: [{ path: 'externalId' }] },
  })
  await expect(
    connect({ externalId, name, credentials: { accessToken: 'another seed' } }),
  ).rejects.toMatchObject({ status: 422, body: { errors: [{ path: 'credentials.accessToken' }] } })
  const account = await connect({ externalId, name, credentials })
  expect(account).toMatchObject({ platform: 'parrot', status: 'active', posts: { maxLength: 280 } })

  const from = { id: 'polly', name: 'Polly' }
  const heard = { platform: 'parrot', account: externalId, from, text: 'Who is a good bird?' }
  await house.emulators.inbound({ ...heard, badSignature: true })
  await house.emulators.inbound({ ...heard, times: 2 })
  const [conversation] = await eventually(
    async () => (await owner.get<{ items: Conversation[] }>('/v1/conversations')).items,
    (all) => all.length > 0,
  )
  expect(conversation).toMatchObject({
    platform: 'parrot',
    customer: { name: 'Polly' },
    lastMessage: { text: 'Who is a good bird?' },
  })

  await owner.post(`/v1/conversations/${conversation?.id}/messages`, { text: 'You are.' })
  const { id: postId } = await owner.post<{ id: string }>('/v1/scheduled-posts', {
    text: 'Good morning!',
    accountIds: [account.id],
    publishAt: new Date().toISOString(),
  })
  await eventually(
    () => owner.get<ScheduledPost>(`/v1/scheduled-posts/${postId}`),
    ({ status }) => status === 'published',
  )
  const sent = await eventually(
    () => house.emulators.sent('parrot'),
    (all) => all.length === 2,
  )
  expect(
    sent.map(({ kind, text, to }) => ({ kind, text, to })).toSorted((a, b) => (a.kind < b.kind ? -1 : 1)),
  ).toEqual([
    { kind: 'message', text: 'You are.', to: 'polly' },
    { kind: 'post', text: 'Good morning!', to: undefined },
  ])
  expect(await owner.get(`/v1/conversations/${conversation?.id}/messages`)).toMatchObject({
    items: [{ text: 'You are.', status: 'sent' }, { text: 'Who is a good bird?' }],
  })
})
