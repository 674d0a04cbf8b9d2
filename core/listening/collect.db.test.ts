import { afterEach, describe, expect, it } from 'vitest'
import type { Connector } from '#core/lib/platform/connector.ts'
import type { Listen, PublicPage, PublicPost } from '#core/lib/platform/listening.ts'
import { asOwner, type Room, startRooms } from '#test/database.ts'
import { collect, getCollection, runProject } from './actions/collect.ts'
import { listProjectPosts } from './actions/figures.ts'
import { createProject, deleteProject, getProject, updateProject } from './actions/projects.ts'

const rooms = startRooms()
const [{ manifest }] = rooms.system.platforms as [Connector]
const PLATFORM = manifest.id
const PAGE = 2

/** A platform whose posts and failures the test writes. */
const world = {
  posts: new Map<string, PublicPost[]>(),
  failures: new Map<string, Exclude<PublicPage, { kind: 'page' }>>(),
  reads: [] as string[],
  /** Breaks off, as a kill would, once this many pages were read. */
  breakAfter: Number.POSITIVE_INFINITY,
}
afterEach(async () => {
  world.posts.clear()
  world.failures.clear()
  world.reads = []
  world.breakAfter = Number.POSITIVE_INFINITY
  // Nobody asks for what an earlier test named.
  await asOwner(`update projects set status = 'paused' where platforms @> '["${PLATFORM}"]'`)
  await asOwner('delete from listening_targets')
})

const listen: Listen = {
  kinds: ['hashtag', 'creator'],
  quotas: ({ kind, name }) =>
    kind === 'hashtag'
      ? [{ key: 'hashtags', limit: 3, windowMs: 7 * 86_400_000, kind: 'distinct', member: name }]
      : [],
  read: async (_account, { name }, cursor) => {
    world.reads.push(`${name} ${cursor ?? 'first'}`)
    const failure = world.failures.get(name)
    if (failure) return failure
    const posts = world.posts.get(name) ?? []
    const from = Number(cursor ?? 0)
    const next = from + PAGE < posts.length ? String(from + PAGE) : null
    return { kind: 'page', posts: posts.slice(from, from + PAGE), nextCursor: next }
  },
}
const connector: Connector = { ...rooms.system.connector(PLATFORM), listen }
const wired = <C extends { platforms: readonly Connector[] }>(ctx: C): C => ({
  ...ctx,
  platforms: [connector],
  connector: () => connector,
})
const system = wired({
  ...rooms.system,
  workspace: (id: string) => {
    const ctx = wired(rooms.workspace(id))
    return {
      ...ctx,
      now: () => {
        // A kill falls between two pages.
        if (world.reads.length > world.breakAfter) throw new Error('killed')
        return ctx.now()
      },
    }
  },
})
const said = (name: string, ...hours: number[]) =>
  world.posts.set(
    name,
    hours.map((hour) => ({
      id: `${name}-${hour}`,
      author: `author-${hour}`,
      text: `#${name} at ${hour}`,
      postedAt: new Date(Date.UTC(2026, 2, 10, hour)),
      url: null,
      metrics: { likes: hour },
    })),
  )
const projectOf = ({ ctx }: Room, ...hashtags: string[]) =>
  createProject(ctx, { name: hashtags.join(), platforms: [PLATFORM], scope: { hashtags } })
const idsIn = async ({ ctx }: Room, projectId: string) =>
  (await listProjectPosts(ctx, projectId, { limit: 100 })).items.map(({ externalId }) => externalId)
const later = (minutes: number) => {
  rooms.outside.now = new Date(rooms.outside.now.getTime() + minutes * 60_000)
}
const noon = () => {
  rooms.outside.now = new Date('2026-03-10T12:00:00Z')
}

describe('collection', () => {
  it('brings what a project names into every project that it fits, once, and says when it was asked', async () => {
    noon()
    const room = await rooms.newWorkspace()
    const [one, other] = [await projectOf(room, 'a'), await projectOf(room, 'a', 'b')]
    said('a', 11, 10, 9)
    expect(await collect(system)).toEqual({ targets: 2 })
    // Both fall due at once: which comes first is open, its own pages come in order.
    expect(world.reads.filter((read) => read.startsWith('a'))).toEqual(['a first', 'a 2'])
    expect(world.reads.filter((read) => read.startsWith('b'))).toEqual(['b first'])
    expect(await idsIn(room, one.id)).toEqual(['a-11', 'a-10', 'a-9'])
    expect(await idsIn(room, other.id)).toEqual(['a-11', 'a-10', 'a-9'])
    expect((await getProject(room.ctx, one.id)).lastRunAt).toBe('2026-03-10T12:00:00.000Z')
    expect((await getCollection(wired(room.ctx), one.id)).targets).toMatchObject([
      { platform: PLATFORM, kind: 'hashtag', name: 'a', state: 'waiting', postsFound: 3, problem: null },
    ])
    expect(await collect(system)).toEqual({ targets: 0 })
  })

  it('reads on only as far as it has read before', async () => {
    noon()
    const room = await rooms.newWorkspace()
    const { id } = await projectOf(room, 'a')
    said('a', 11, 10, 3, 2, 1)
    await collect(system)
    world.reads = []
    later(20)
    said('a', 12, 11, 10, 3, 2, 1)
    await collect(system)
    // The second page reaches back past eleven o’clock, less two hours.
    expect(world.reads).toEqual(['a first', 'a 2'])
    expect(await idsIn(room, id)).toHaveLength(6)
  })

  it('that was killed between two pages goes on at its cursor when the lease ends, and no post comes twice', async () => {
    noon()
    const room = await rooms.newWorkspace()
    const { id } = await projectOf(room, 'a')
    said('a', 11, 10, 9, 8, 7)
    world.breakAfter = 1
    await collect(system)
    world.breakAfter = Number.POSITIVE_INFINITY
    expect(await idsIn(room, id)).toEqual(['a-11', 'a-10'])
    expect(await collect(system)).toEqual({ targets: 0 })
    later(2)
    world.reads = []
    await collect(system)
    expect(world.reads).toEqual(['a 2', 'a 4'])
    expect(await idsIn(room, id)).toEqual(['a-11', 'a-10', 'a-9', 'a-8', 'a-7'])
  })

  it('is claimed by one of two that run at a time', async () => {
    noon()
    const room = await rooms.newWorkspace()
    await projectOf(room, 'a')
    said('a', 11)
    const claimed = await Promise.all([collect(system), collect(system)])
    expect(claimed.map(({ targets }) => targets).sort()).toEqual([0, 1])
    expect(world.reads).toEqual(['a first'])
  })

  it('that fails for one leaves the others, is tried later each time, and says why', async () => {
    noon()
    const room = await rooms.newWorkspace()
    const { id } = await projectOf(room, 'a', 'b')
    world.failures.set('a', { kind: 'rejected', code: 'blocked', reason: 'The tag is blocked.', advice: '' })
    said('b', 11)
    await collect(system)
    expect(await idsIn(room, id)).toEqual(['b-11'])
    const { targets } = await getCollection(wired(room.ctx), id)
    expect(targets).toMatchObject([
      { name: 'a', state: 'failed', problem: 'The tag is blocked.', nextRunAt: '2026-03-11T12:00:00.000Z' },
      { name: 'b', state: 'waiting', problem: null },
    ])
    world.failures.clear()
    await runProject(wired(room.ctx), id)
    said('a', 10)
    await collect(system)
    expect(await idsIn(room, id)).toEqual(['b-11', 'a-10'])
  })

  it('keeps within the platform’s quota, and goes on when it is free again', async () => {
    noon()
    const room = await rooms.newWorkspace()
    const { id } = await projectOf(room, 'a', 'b', 'c', 'd')
    await collect(system)
    expect(new Set(world.reads).size).toBe(3)
    const refused = (await getCollection(wired(room.ctx), id)).targets.filter(
      ({ state }) => state === 'failed',
    )
    expect(refused).toMatchObject([
      { problem: 'The platform’s limit is reached; it goes on when the platform lets it.' },
    ])
    expect(Date.parse(refused[0]?.nextRunAt ?? '')).toBeGreaterThan(rooms.outside.now.getTime() + 86_400_000)
  })

  it('lets workspaces take turns, so that one with much does not keep others waiting', async () => {
    noon()
    const [large, small] = [await rooms.newWorkspace(), await rooms.newWorkspace()]
    for (let n = 0; n < 30; n++)
      await createProject(large.ctx, {
        name: `L${n}`,
        platforms: [PLATFORM],
        scope: { creators: [`large${n}`] },
      })
    await createProject(small.ctx, { name: 'S', platforms: [PLATFORM], scope: { creators: ['small'] } })
    await collect(system)
    expect(world.reads).toContain('small first')
    expect(world.reads.length).toBeLessThan(31)
  })

  it('asks nothing for a project that is paused or gone, nor where no account is connected', async () => {
    noon()
    const room = await rooms.newWorkspace()
    const [paused, gone, alone] = [
      await projectOf(room, 'a'),
      await projectOf(room, 'b'),
      await projectOf(await rooms.newWorkspace(), 'c'),
    ]
    await updateProject(room.ctx, paused.id, { status: 'paused' })
    await deleteProject(room.ctx, gone.id)
    await asOwner(`update social_accounts set status = 'revoked' where workspace_id <> $1`, [
      room.workspaceId,
    ])
    await collect(system)
    expect(world.reads).toEqual([])
    expect(alone.status).toBe('active')
  })

  it('says of what a platform cannot be asked for that it cannot', async () => {
    const room = await rooms.newWorkspace()
    const { id } = await createProject(room.ctx, {
      name: 'Web',
      platforms: ['web'],
      scope: { hashtags: ['a'] },
    })
    expect((await getCollection(wired(room.ctx), id)).targets).toMatchObject([
      { id: null, platform: 'web', state: 'unavailable' },
    ])
  })
})
