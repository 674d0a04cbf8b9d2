import { beforeEach, describe, expect, it } from 'vitest'
import { asOwner, type Room, startRooms } from '#test/database.ts'
import { stopPublishing } from '#test/publishing.ts'
import { mailByHand } from './actions/by-hand.ts'
import { updatePost } from './actions/posts.ts'
import { publishHinted } from './actions/publish.ts'
import { listPublished } from './actions/published.ts'
import { read, schedule } from './actions/scheduled-posts.ts'
import { cancelTarget, resolveTarget } from './actions/targets.ts'
import { tickPublishing } from './actions/tick.ts'
import type { ScheduledPost } from './schemas.ts'

const MINUTE = 60_000
const rooms = startRooms()
const { outside } = rooms
/** On this platform people publish themselves. */
const system = {
  ...rooms.system,
  platforms: rooms.system.platforms.map((one) => ({
    ...one,
    ...(one.posts ? { posts: { ...one.posts, byHand: true as const } } : {}),
  })),
}
let room: Room
beforeEach(async () => {
  await stopPublishing()
  Object.assign(outside, { now: new Date(), outcomes: [], calls: [], delivered: [], mails: [] })
  room = await rooms.newWorkspace()
})

const wait = (ms: number) => {
  outside.now = new Date(outside.now.getTime() + ms)
}
const post = (ms = 10 * MINUTE) =>
  schedule(room.ctx, {
    text: 'Ready to paste',
    accountIds: [room.accountId],
    publishAt: new Date(outside.now.getTime() + ms).toISOString(),
    timezone: 'UTC',
  })
const now = (one: ScheduledPost) => read(room.ctx, one.id)
const idOf = ({ targets: [target] }: ScheduledPost) => target?.id ?? ''
const publish = (one: ScheduledPost, version = 1) =>
  publishHinted(system, [{ type: 'publishing.hint', targetId: idOf(one), version, dueAt: one.publishAt }])
/** Sends the mails of the jobs since the last time. */
async function mails() {
  // The first job finds the people, and makes one for each.
  for (let jobs = outside.delivered.splice(0); jobs.length > 0; jobs = outside.delivered.splice(0))
    for (const { job } of jobs)
      if (job.type === 'publishing.by_hand_mail') await mailByHand(rooms.system, room.workspaceId, job)
  return outside.mails.splice(0).map(({ subject }) => subject)
}
const handed = async (ms?: number) => {
  const one = await post(ms)
  wait(ms ?? 10 * MINUTE)
  await publish(one)
  return one
}

describe('a post that a person publishes', () => {
  it('is handed to them at its time, and nothing is called', async () => {
    const one = await post()
    await tickPublishing(system)
    expect((await now(one)).status).toBe('queued')
    wait(10 * MINUTE)
    await publish(one)
    expect(await now(one)).toMatchObject({
      status: 'needs_person',
      targets: [{ status: 'waiting', waitingReason: 'by_hand', dueAt: null }],
      runs: [],
    })
    expect(await mails()).toEqual([expect.stringContaining('To publish now')])
    expect(outside.calls).toEqual([])
  })

  it('is handed over once, by a hint or by a tick', async () => {
    const one = await handed()
    await publish(one)
    await tickPublishing(system)
    expect(await mails()).toHaveLength(1)
  })

  it('is published when they say so, with its address', async () => {
    const one = await handed()
    const url = 'https://onlyfans.com/1/cafe'
    await resolveTarget(room.ctx, one.id, idOf(one), { outcome: 'sent', url })
    expect(await now(one)).toMatchObject({ status: 'published', targets: [{ status: 'sent', url }] })
    const { items } = await listPublished(room.ctx, { limit: 10 })
    expect(items).toMatchObject([{ postId: one.id, url, text: 'Ready to paste' }])
    wait(48 * 60 * MINUTE)
    await tickPublishing(system)
    await mails()
    expect(await mails()).toEqual([])
  })

  it('may be published without an address, and counts once', async () => {
    const one = await handed()
    await resolveTarget(room.ctx, one.id, idOf(one), { outcome: 'sent' })
    await expect(resolveTarget(room.ctx, one.id, idOf(one), { outcome: 'sent' })).rejects.toMatchObject({
      code: 'not_resolvable',
    })
    expect((await listPublished(room.ctx, { limit: 10 })).items).toMatchObject([{ url: null }])
  })

  it('that nobody has said anything of is brought to mind after an hour, and then each day', async () => {
    const one = await handed()
    await mails()
    wait(59 * MINUTE)
    await tickPublishing(system)
    expect(await mails()).toEqual([])
    for (const hours of [1, 24, 24]) {
      wait(hours * 60 * MINUTE)
      await tickPublishing(system)
      await tickPublishing(system)
      expect(await mails()).toEqual([expect.stringContaining('Still to be published')])
    }
    expect((await now(one)).status).toBe('needs_person')
  })

  it('that will not be published is left, and nobody is reminded', async () => {
    const one = await handed()
    await mails()
    await cancelTarget(room.ctx, one.id, idOf(one))
    wait(2 * 60 * MINUTE)
    await tickPublishing(system)
    expect(await mails()).toEqual([])
    expect((await now(one)).status).toBe('cancelled')
  })

  it('that is moved is handed over again at its new time', async () => {
    const one = await handed()
    await mails()
    const publishAt = new Date(outside.now.getTime() + 30 * MINUTE).toISOString()
    await updatePost(room.ctx, one.id, { publishAt })
    expect((await now(one)).status).toBe('queued')
    wait(31 * MINUTE)
    await tickPublishing(system)
    expect(await mails()).toEqual([expect.stringContaining('To publish now')])
  })

  it('is not told by mail to who has switched that off, nor after it is done', async () => {
    const one = await handed()
    const [{ job } = { job: null }] = outside.delivered.filter(
      ({ job }) => job.type === 'publishing.by_hand_mail',
    )
    await asOwner(
      `insert into notification_settings (workspace_id, user_id, settings)
       select workspace_id, user_id, '{"byHand": false}' from members where workspace_id = $1`,
      [room.workspaceId],
    )
    expect(await mails()).toEqual([])
    await asOwner('delete from notification_settings where workspace_id = $1', [room.workspaceId])
    await resolveTarget(room.ctx, one.id, idOf(one), { outcome: 'sent' })
    if (job?.type === 'publishing.by_hand_mail') await mailByHand(rooms.system, room.workspaceId, job)
    expect(outside.mails).toEqual([])
  })

  it('is told to each person by a job of their own, so that an address that fails delays nobody', async () => {
    await handed()
    await asOwner(`update members set role = 'viewer' where workspace_id = $1`, [room.workspaceId])
    for (const name of ['ada', 'ben'])
      await asOwner(
        `with person as (insert into users (id, name, email) values (gen_random_uuid(), $2, $2 || gen_random_uuid() || '@chorus.test') returning id)
         insert into members (id, workspace_id, user_id, role) select gen_random_uuid(), $1, id, 'owner' from person`,
        [room.workspaceId, name],
      )
    const [found] = outside.delivered.splice(0).filter(({ job }) => job.type === 'publishing.by_hand_mail')
    if (found?.job.type !== 'publishing.by_hand_mail') throw new Error('Nobody is to be told.')
    await mailByHand(rooms.system, room.workspaceId, found.job)
    const jobs = outside.delivered.splice(0).map(({ job }) => job)
    expect(new Set(jobs.map((job) => 'userId' in job && job.userId)).size).toBe(2)
    const failing = { ...rooms.system, mail: { send: () => Promise.reject(new Error('Away.')) } }
    const told = await Promise.allSettled(
      jobs.map((job, n) =>
        job.type === 'publishing.by_hand_mail'
          ? mailByHand(n === 0 ? failing : rooms.system, room.workspaceId, job)
          : undefined,
      ),
    )
    expect(told.map(({ status }) => status)).toEqual(['rejected', 'fulfilled'])
    expect(outside.mails).toHaveLength(1)
  })

  it('waits where automatic work is paused, and is handed over when it goes on', async () => {
    const one = await post()
    await asOwner('update workspaces set paused_at = now() where id = $1', [room.workspaceId])
    wait(10 * MINUTE)
    await publish(one)
    expect(await mails()).toEqual([])
    await asOwner('update workspaces set paused_at = null where id = $1', [room.workspaceId])
    await publish(one)
    expect(await mails()).toHaveLength(1)
  })
})

it('what waits for something else is not said to be published', async () => {
  const one = await schedule(room.ctx, {
    text: 'A draft',
    status: 'draft',
    accountIds: [room.accountId],
    publishAt: new Date(outside.now.getTime() + MINUTE).toISOString(),
    timezone: 'UTC',
  })
  await expect(resolveTarget(room.ctx, one.id, idOf(one), { outcome: 'sent' })).rejects.toMatchObject({
    code: 'not_resolvable',
  })
})
