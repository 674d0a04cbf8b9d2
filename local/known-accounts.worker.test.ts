import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import type { Conversation } from '#core/inbox/schemas.ts'
import type { Client } from '#local/client.ts'
import { asOwner } from '#test/database.ts'
import {
  connectTelegram,
  connectWhatsapp,
  eventually,
  type House,
  newWorkspace,
  startHouse,
} from '#test/house.ts'
import { tellEmulators } from './known-accounts.ts'

let house: House
let owner: Client
let workspaceId: string
beforeAll(async () => {
  house = await startHouse()
  ;({ owner, workspaceId } = await newWorkspace(house))
  // All accounts of the database are read with the key of this Worker: those of earlier test files are sealed with other keys.
  await asOwner('delete from workspaces where id <> $1', [workspaceId])
})
afterAll(async () => {
  await asOwner('delete from workspaces where id = $1', [workspaceId])
  await house?.close()
})

/** Makes the emulators forget everything and registers the accounts again, as a restart of `npm start` does. */
async function restart(): Promise<void> {
  await house.emulators.reset({ accounts: true })
  await tellEmulators({
    ownerUrl: inject('ownerUrl'),
    masterKey: house.secrets.CHORUS_MASTER_KEY,
    emulatorUrl: house.emulatorUrl,
    apiUrl: house.url,
  })
}
const customerOf = async (platform: 'telegram' | 'whatsapp', account: string, text: string) => {
  const from = { id: `336${Math.floor(Math.random() * 1e8)}`, name: 'Ana Ruiz' }
  const { deliveredStatus } = await house.emulators.inbound({ platform, account, from, text })
  expect(deliveredStatus).toBe(200)
  return eventually(
    async () => (await owner.get<{ items: Conversation[] }>('/v1/conversations')).items,
    (items) => items.some(({ lastMessage }) => lastMessage?.text === text),
  )
}

it.each(['telegram', 'whatsapp'] as const)(
  'after a restart a %s account hears and is heard, reconnected with another token and secret or not',
  async (platform) => {
    const connect = platform === 'telegram' ? connectTelegram : connectWhatsapp
    const { id, externalId } = await connect(house, owner)
    for (const times of [0, 1, 2]) {
      if (times > 0) {
        const token = platform === 'telegram' ? `${Date.now()}:${randomUUID()}` : `EAA${randomUUID()}`
        await house.emulators.addAccount({ platform, externalId, name: 'Test', token })
        await owner.post(`/v1/accounts/${id}/reconnect`, { credentials: { accessToken: token } })
      }
      await restart()
      await customerOf(platform, externalId, `Hello ${randomUUID()}`)
    }
    const [row] = await asOwner<{ version: number }>(
      'select webhook_secret_version as version from social_accounts where id = $1',
      [id],
    )
    expect(row?.version).toBe(3)
  },
)

it('an account that is disconnected is not told', async () => {
  const { id, externalId } = await connectTelegram(house, owner)
  await owner.delete(`/v1/accounts/${id}`)
  await restart()
  const from = { id: '4711', name: 'Ana' }
  const heard = await house.emulators
    .inbound({ platform: 'telegram', account: externalId, from, text: 'Hi' })
    .then(({ deliveredStatus }) => deliveredStatus)
    .catch((error: Error) => error.message)
  expect(heard).not.toBe(200)
})
