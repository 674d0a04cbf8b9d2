import { beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#core/lib/kernel/ids.ts'
import { asOwner, type Room, startRooms } from '#test/database.ts'
import { checkPost } from './actions/check.ts'
import { takeTo } from './actions/drafts.ts'
import { updatePost } from './actions/posts.ts'
import { publishHinted } from './actions/publish.ts'
import { listPublished } from './actions/published.ts'
import { cancel, read, remove, schedule } from './actions/scheduled-posts.ts'
import { cancelTarget, resolveTarget, retryTarget } from './actions/targets.ts'
import { tickPublishing } from './actions/tick.ts'
import type { CreateScheduledPost, ScheduledPost } from './schemas.ts'

const rooms = startRooms()
const { outside, system } = rooms
let room: Room
beforeEach(async () => {
  Object.assign(outside, { now: new Date(), outcomes: [], calls: [], delivered: [] })
  room = await rooms.newWorkspace()
})

const inMs = (ms: number) => new Date(outside.now.getTime() + ms).toISOString()
const input = (extra: Partial<CreateScheduledPost> = {}): CreateScheduledPost => ({
  text: 'Open on Sunday',
  accountIds: [room.accountId],
  publishAt: inMs(3_600_000),
  timezone: 'UTC',
  ...extra,
})
const publish = (post: ScheduledPost, version = 1) =>
  publishHinted(
    system,
    post.targets.map(({ id }) => ({ type: 'publishing.hint', targetId: id, version, dueAt: post.publishAt })),
  )

it('who cancels what a publisher is about to take waits for it: neither of them fails', async () => {
  const post = await schedule(room.ctx, input({ publishAt: inMs(0) }))
  // Both begin while a third holds the target, and come to it one after the other.
  const held = asOwner(
    `with held as materialized (select id from scheduled_post_accounts where id = $1 for update)
     select pg_sleep(0.6) from held`,
    [post.targets[0]?.id],
  )
  await moment()
  const published = publish(post)
  await moment()
  const cancelled = cancel(room.ctx, post.id, undefined).catch((error: unknown) => error)
  await Promise.all([held, published])
  const outcome = await cancelled
  const after = await read(room.ctx, post.id)
  if (outcome instanceof Error) expect(outcome).toMatchObject({ code: 'already_publishing' })
  expect(after.status).toBe(outcome instanceof Error ? 'published' : 'cancelled')
  expect(outside.calls).toHaveLength(outcome instanceof Error ? 1 : 0)
})

/** Long enough for a statement to have begun. If it is not, the order differs, and the test holds as well. */
const moment = () => new Promise((resolve) => setTimeout(resolve, 150))

describe('a draft', () => {
  it('goes nowhere by itself, not even past its time, and out once it is scheduled', async () => {
    const post = await schedule(room.ctx, input({ status: 'draft', publishAt: inMs(0) }))
    expect(post).toMatchObject({
      status: 'draft',
      targets: [{ status: 'waiting', reason: 'It is a draft.' }],
    })
    outside.now = new Date(outside.now.getTime() + 3_600_000)
    await tickPublishing(system)
    await publish(post)
    expect(outside.calls).toEqual([])
    expect((await read(room.ctx, post.id)).status).toBe('draft')

    await expect(takeTo(room.ctx, post.id, 'queued')).rejects.toMatchObject({
      fields: [{ path: 'publishAt' }],
    })
    const scheduled = await takeTo(room.ctx, post.id, 'queued', { publishAt: inMs(0) })
    expect(scheduled).toMatchObject({ status: 'queued', targets: [{ status: 'queued' }] })
    const hints = outside.delivered.flatMap(({ job }) =>
      job.type === 'publishing.hint' && job.targetId === post.targets[0]?.id ? [job] : [],
    )
    expect(hints).toHaveLength(1)
    await publishHinted(system, hints)
    expect((await read(room.ctx, post.id)).status).toBe('published')
  })

  it('is edited and stays one', async () => {
    const post = await schedule(room.ctx, input({ status: 'draft' }))
    expect(await updatePost(room.ctx, post.id, { text: 'Better', publishAt: inMs(60_000) })).toMatchObject({
      status: 'draft',
      text: 'Better',
      targets: [{ status: 'waiting', waitingReason: 'approval' }],
    })
  })

  it('is approved by another person than its writer', async () => {
    const [other] = await asOwner<{ id: string }>(
      `insert into users (id, name, email) values (gen_random_uuid(), 'Bo', gen_random_uuid() || '@chorus.test') returning id`,
    )
    const writer = rooms.as(room.workspaceId, room.userId)
    const post = await schedule(writer, input({ status: 'draft' }))
    expect(await takeTo(writer, post.id, 'awaiting_approval')).toMatchObject({ status: 'awaiting_approval' })
    await expect(takeTo(writer, post.id, 'queued')).rejects.toMatchObject({
      kind: 'forbidden',
      code: 'own_post',
    })
    await expect(retryTarget(writer, post.id, post.targets[0]?.id ?? '')).rejects.toMatchObject({
      code: 'not_retryable',
    })
    const target = { outcome: 'send_again' as const }
    await expect(resolveTarget(writer, post.id, post.targets[0]?.id ?? '', target)).rejects.toMatchObject({
      code: 'not_resolvable',
    })
    expect(await takeTo(rooms.as(room.workspaceId, other?.id ?? ''), post.id, 'queued')).toMatchObject({
      status: 'queued',
    })
    expect(await takeTo(writer, post.id, 'draft')).toMatchObject({ status: 'draft' })
    await expect(takeTo(writer, post.id, 'draft')).rejects.toMatchObject({ code: 'wrong_state' })
  })
})

describe('before it is saved', () => {
  it('each account says its length as its platform counts, why it would be refused there, and what is remarked upon', async () => {
    const other = await rooms.addAccount(room.workspaceId)
    const accountIds = [room.accountId, other.accountId]
    const checked = await checkPost(room.ctx, input({ text: 'Hi 👋', accountIds }))
    expect(checked.accounts).toEqual(
      accountIds.map((accountId) => ({
        accountId,
        disclosure: null,
        length: 5,
        maxLength: 4096,
        errors: [],
        warnings: [],
      })),
    )
    const long = await checkPost(room.ctx, input({ text: 'x'.repeat(5000) }))
    expect(long.accounts).toMatchObject([
      {
        accountId: room.accountId,
        length: 5000,
        errors: [{ code: 'text_length', message: expect.stringContaining('this text has 5000') }],
      },
    ])
    const post = await schedule(room.ctx, input({ text: 'Twice' }))
    const { warnings, accounts } = await checkPost(room.ctx, input({ text: 'Twice', accountIds }))
    expect(accounts.map((account) => account.warnings)).toEqual([warnings, []])
    await cancel(room.ctx, post.id, undefined)
  })

  it('the same words, and the same hour, on the same account are remarked upon', async () => {
    expect(await checkPost(room.ctx, input())).toMatchObject({ warnings: [] })
    const post = await schedule(room.ctx, input())
    expect((await checkPost(room.ctx, input({ text: ' open  on SUNDAY' }))).warnings).toMatchObject([
      { code: 'same_text', accountId: room.accountId, postId: post.id },
      { code: 'same_hour', accountId: room.accountId, postId: post.id },
    ])
    const { warnings } = await checkPost(
      room.ctx,
      input({ text: 'Another', publishAt: inMs(3_600_000 + 25 * 60_000) }),
    )
    expect(warnings.map(({ code }) => code)).toEqual(['same_hour'])
    expect(
      await checkPost(room.ctx, input({ text: 'Another', publishAt: inMs(3 * 3_600_000) })),
    ).toMatchObject({
      warnings: [],
    })
    const other = await rooms.addAccount(room.workspaceId)
    expect(await checkPost(room.ctx, input({ accountIds: [other.accountId] }))).toMatchObject({
      warnings: [],
    })
    await cancel(room.ctx, post.id, undefined)
    expect(await checkPost(room.ctx, input())).toMatchObject({ warnings: [] })
  })

  it('an account whose posts nobody but its owner sees is remarked upon', async () => {
    const { accountId } = await rooms.addAccount(room.workspaceId)
    await asOwner(`update social_accounts set limits = '{"ownerOnly": true}' where id = $1`, [accountId])
    const { warnings, accounts } = await checkPost(
      room.ctx,
      input({ accountIds: [room.accountId, accountId], publishAt: inMs(9 * 86_400_000) }),
    )
    expect(warnings).toMatchObject([{ code: 'owner_only', accountId, postId: null }])
    expect(accounts.map((account) => account.warnings)).toEqual([[], warnings])
  })

  it('a series is looked at along its first occurrences, and what would be refused is', async () => {
    await schedule(room.ctx, input({ publishAt: inMs(3_600_000 + 2 * 86_400_000), text: 'Another' }))
    const { warnings } = await checkPost(room.ctx, input({ rrule: 'FREQ=DAILY' }))
    expect(warnings.map(({ code }) => code)).toEqual(['same_hour'])
    await expect(checkPost(room.ctx, input({ rrule: 'FREQ=NEVER' }))).rejects.toMatchObject({
      fields: [{ path: 'rrule' }],
    })
    await expect(checkPost(room.ctx, input({ accountIds: [newId()] }))).rejects.toMatchObject({
      kind: 'invalid',
    })
  })
})

describe('one target of several', () => {
  const both = async () => {
    const second = await rooms.addAccount(room.workspaceId)
    const post = await schedule(
      room.ctx,
      input({ accountIds: [room.accountId, second.accountId], publishAt: inMs(0) }),
    )
    return { post, ids: post.targets.map(({ id }) => id) as [string, string] }
  }

  it('is cancelled alone, and the other goes out', async () => {
    const { post, ids } = await both()
    await cancelTarget(room.ctx, post.id, ids[0])
    await publish(post)
    expect(outside.calls).toHaveLength(1)
    expect(await read(room.ctx, post.id)).toMatchObject({
      status: 'published',
      targets: [{ status: 'cancelled' }, { status: 'sent' }],
    })
    await expect(cancelTarget(room.ctx, post.id, ids[1])).rejects.toMatchObject({
      code: 'already_publishing',
    })
  })

  it('that failed is tried again, and the other is not', async () => {
    const { post, ids } = await both()
    outside.outcomes = [{ kind: 'rejected', code: 'x', reason: 'Refused.', advice: 'Do not.' }]
    await publish(post)
    const partial = await read(room.ctx, post.id)
    expect(partial).toMatchObject({ status: 'partial', reason: 'Published to 1 of 2. Refused. Do not.' })
    const failed = partial.targets.find(({ status }) => status === 'failed')?.id ?? ''
    await retryTarget(room.ctx, post.id, failed)
    await publish(post)
    expect(outside.calls).toHaveLength(3)
    expect((await read(room.ctx, post.id)).status).toBe('published')
    await expect(retryTarget(room.ctx, post.id, ids[0])).rejects.toMatchObject({ code: 'not_retryable' })
  })
})

describe('deleting', () => {
  it('forgets what nothing has been published of, and keeps the rest on record', async () => {
    const fresh = await schedule(room.ctx, input())
    await remove(room.ctx, fresh.id)
    await expect(read(room.ctx, fresh.id)).rejects.toMatchObject({ kind: 'not_found' })
    const gone = await schedule(room.ctx, input({ publishAt: inMs(0) }))
    await publish(gone)
    await expect(remove(room.ctx, gone.id)).rejects.toMatchObject({ code: 'already_published' })
    const lost = await schedule(room.ctx, input({ publishAt: inMs(0) }))
    outside.outcomes = [{ kind: 'unknown', reason: 'No answer.' }]
    await publish(lost)
    await expect(remove(room.ctx, lost.id)).rejects.toMatchObject({ code: 'already_published' })
  })
})

it('what has been published is listed, the latest first, by account and time', async () => {
  const second = await rooms.addAccount(room.workspaceId)
  for (const text of ['One', 'Two', 'Three']) {
    await publish(await schedule(room.ctx, input({ text, publishAt: inMs(0) })))
    outside.now = new Date(outside.now.getTime() + 60_000)
  }
  const first = await listPublished(room.ctx, { limit: 2 })
  expect(first.items.map(({ text }) => text)).toEqual(['Three', 'Two'])
  const rest = await listPublished(room.ctx, { limit: 2, cursor: first.nextCursor ?? undefined })
  expect(rest).toMatchObject({
    items: [{ text: 'One', accountId: room.accountId, platform: 'telegram' }],
    nextCursor: null,
  })
  expect((await listPublished(room.ctx, { limit: 9, accountId: second.accountId })).items).toEqual([])
  expect(
    (await listPublished(room.ctx, { limit: 9, from: inMs(-90_000) })).items.map(({ text }) => text),
  ).toEqual(['Three'])
})
