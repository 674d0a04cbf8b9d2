import { beforeEach, describe, expect, it } from 'vitest'
import {
  changeCustomer,
  getCustomer,
  listCustomers,
  mergeCustomer,
  splitCustomer,
} from '#core/inbox/actions/customers.ts'
import { createLabel } from '#core/inbox/actions/labels.ts'
import { createMacro, runMacro } from '#core/inbox/actions/macros.ts'
import { createMacroSchema } from '#core/inbox/schemas/macros.ts'
import { asOwner, type Room, startRooms } from '#test/database.ts'
import { stageInbox } from '#test/inbox.ts'

const rooms = startRooms()
const { outside } = rooms
let room: Room
const { message, receive, conversations, conversationId, outbound } = stageInbox(rooms, () => room)
beforeEach(async () => {
  room = await rooms.newWorkspace()
  Object.assign(outside, { now: new Date('2026-11-23T12:00:00Z'), outcomes: [], calls: [], delivered: [] })
})

const idOf = async (name: string) =>
  (await conversations()).find(({ customer }) => customer.name === name)?.customer.id ?? ''
/** A contact on another account of the workspace. */
const elsewhere = async (name: string, identity: { kind: string; value: string; platform: string }) => {
  const [account] = await asOwner<{ id: string }>(
    `insert into social_accounts (id, workspace_id, platform, external_id, name, credentials, status, profile_id)
     select gen_random_uuid(), workspace_id, $2, gen_random_uuid()::text, 'Other', '', 'active', profile_id from social_accounts
     where workspace_id = $1 limit 1 returning id`,
    [room.workspaceId, identity.platform],
  )
  const [made] = await asOwner<{ id: string }>(
    `with person as (insert into customers (id, workspace_id, name) values (gen_random_uuid(), $1, $2) returning id)
     insert into contact_identities (id, workspace_id, account_id, customer_id, kind, value)
     select gen_random_uuid(), $1, $3, id, $4, $5 from person returning customer_id as id`,
    [room.workspaceId, name, account?.id, identity.kind, identity.value],
  )
  return made?.id ?? ''
}
const hello = () => receive(message('Hello'))
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  )

describe('two contacts', () => {
  it.each([
    [
      'of one telephone number on two channels',
      { kind: 'phone', value: '33600000001', platform: 'whatsapp' },
      1,
    ],
    [
      'of one id on two accounts of a platform',
      { kind: 'user_id', value: 'US.ana', platform: 'telegram' },
      1,
    ],
    ['of one id on two platforms', { kind: 'user_id', value: 'US.ana', platform: 'whatsapp' }, 0],
    ['of one name alone', { kind: 'user_id', value: 'another', platform: 'telegram' }, 0],
  ])('%s are proposed with the evidence, or not at all', async (_which, identity, proposed) => {
    await hello()
    await elsewhere('Ana', identity)
    const { proposals } = await getCustomer(room.ctx, await idOf('Ana'))
    const { kind, value } = identity
    expect(proposals.map(({ evidence }) => evidence)).toEqual(proposed ? [[{ kind, value }]] : [])
  })

  it('that were merged are one person with all identities and conversations, and two again when split', async () => {
    await hello()
    const ana = await idOf('Ana')
    const other = await elsewhere('Ana B.', { kind: 'phone', value: '33600000001', platform: 'whatsapp' })
    const before = await getCustomer(room.ctx, ana)
    const merged = await mergeCustomer(room.ctx, ana, { customerId: other })
    expect(merged).toMatchObject({ merged: [{ id: other }], proposals: [] })
    expect(merged.identities).toHaveLength(before.identities.length + 1)
    expect((await listCustomers(room.ctx, { limit: 10 })).items.map(({ id }) => id)).toEqual([ana])
    // What comes in meanwhile reaches the conversation that it belongs to.
    await receive(message('Again'))
    expect(await conversations()).toHaveLength(1)
    const {
      identities,
      conversations: talks,
      proposals,
    } = await splitCustomer(room.ctx, ana, {
      customerId: other,
    })
    expect({ identities, talks }).toEqual({ identities: before.identities, talks: before.conversations })
    expect(proposals.map(({ id }) => id)).toEqual([other])
  })

  it('cannot be merged in a circle, twice, or across workspaces', async () => {
    await hello()
    const ana = await idOf('Ana')
    const other = await elsewhere('B', { kind: 'user_id', value: 'b', platform: 'telegram' })
    const third = await elsewhere('C', { kind: 'user_id', value: 'c', platform: 'telegram' })
    expect(await refusal(mergeCustomer(room.ctx, ana, { customerId: ana }))).toBe('invalid_input')
    await mergeCustomer(room.ctx, ana, { customerId: other })
    expect(await refusal(mergeCustomer(room.ctx, other, { customerId: ana }))).toBe('already_merged')
    expect(await refusal(mergeCustomer(room.ctx, third, { customerId: other }))).toBe('already_merged')
    expect(await refusal(splitCustomer(room.ctx, third, { customerId: other }))).toBe('not_merged')
    const foreign = await rooms.newWorkspace()
    expect(await refusal(mergeCustomer(foreign.ctx, ana, { customerId: third }))).toBe('not_found')
  })
})

it('what the team knows of a contact is kept, and no word of it is in the audit log', async () => {
  await hello()
  const id = await idOf('Ana')
  await changeCustomer(room.ctx, id, { fields: { Company: 'Rhubarb Ltd' } })
  expect(await getCustomer(room.ctx, id)).toMatchObject({ fields: { Company: 'Rhubarb Ltd' } })
  const [line] = await asOwner(
    `select before, after from audit_log where workspace_id = $1 and action = 'customer.change'`,
    [room.workspaceId],
  )
  expect(line).toEqual({ before: { fields: [] }, after: { fields: ['Company'] } })
})

describe('a macro', () => {
  const macro = (fields: object) =>
    createMacro(room.ctx, createMacroSchema.parse({ name: 'Thanked', ...fields }))

  it('does all its acts at once, gives its text filled, and sends nothing', async () => {
    await hello()
    const label = await createLabel(room.ctx, { name: 'Thanked', color: '#0b7285' })
    const { id } = await macro({
      text: 'Thank you, {contact.first_name|there}!',
      acts: { addLabels: [label.id], assignedTo: 'me', snoozeMinutes: 60 },
    })
    const me = rooms.as(room.workspaceId, room.userId)
    const ran = await runMacro(me, id, { conversationId: await conversationId() })
    expect(ran).toMatchObject({
      text: 'Thank you, Ana!',
      conversation: {
        labels: [{ id: label.id }],
        heldBy: { userId: room.userId },
        snoozedUntil: '2026-11-23T13:00:00.000Z',
      },
    })
    expect(await outbound()).toEqual([])
  })

  it('does nothing where one of its acts is refused', async () => {
    await hello()
    const label = await createLabel(room.ctx, { name: 'Thanked', color: '#0b7285' })
    const { id } = await macro({ acts: { status: 'archived', addLabels: [label.id] } })
    await asOwner('delete from labels where id = $1', [label.id])
    expect(await refusal(runMacro(room.ctx, id, { conversationId: await conversationId() }))).toBe(
      'invalid_input',
    )
    expect(await conversations()).toMatchObject([{ status: 'active', labels: [] }])
  })
})
