import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AppError } from '#core/lib/kernel/errors.ts'
import { limitsOf } from '#core/workspaces/rules/plans.ts'
import { asOwner, type Room, startRooms } from '#test/database.ts'
import { getVolume, listProjectCreators, listProjectHashtags, listProjectPosts } from './actions/figures.ts'
import { importIntoProject } from './actions/import.ts'
import { createProject, deleteProject, getProject, listProjects, updateProject } from './actions/projects.ts'
import type { ScopeInput } from './schemas/projects.ts'

const rooms = startRooms()
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    ({ code, fields }: AppError) => ({ code, fields }),
  )
const post = (externalId: string, text: string, more: Record<string, unknown> = {}) => ({
  platform: 'web',
  externalId,
  text,
  postedAt: '2026-03-01T09:00:00Z',
  ...more,
})
const projectOf = ({ ctx }: Room, scope: ScopeInput, platforms = ['web']) =>
  createProject(ctx, { name: 'Coffee', platforms, scope })
const idsIn = async ({ ctx }: Room, projectId: string, filter = {}) =>
  (await listProjectPosts(ctx, projectId, { limit: 50, ...filter })).items
    .map(({ externalId }) => externalId)
    .sort()

describe('a project', () => {
  it('keeps its scope in one spelling, and says what it listens to', async () => {
    const room = await rooms.newWorkspace()
    const project = await projectOf(
      room,
      {
        hashtags: ['#Coffee', 'coffee', 'Café'],
        creators: ['@ada', { platform: 'x', username: 'Bob' }],
        query: 'lang:en',
      },
      ['web', 'x'],
    )
    expect(project).toMatchObject({
      scopeType: 'both',
      scope: {
        hashtags: ['café', 'coffee'],
        creators: [
          { platform: 'web', username: 'ada' },
          { platform: 'x', username: 'ada' },
          { platform: 'x', username: 'Bob' },
        ],
        query: 'lang:en',
      },
      counts: { posts: 0, creators: 3, signals: 0 },
    })
    expect((await listProjects(room.ctx, { limit: 10 })).items).toEqual([project])
    const paused = await updateProject(room.ctx, project.id, { status: 'paused', name: 'Tea' })
    expect(paused).toMatchObject({ status: 'paused', name: 'Tea', scope: project.scope })
    expect((await listProjects(room.ctx, { limit: 10, status: 'active' })).items).toEqual([])
  })

  it.each<[string, ScopeInput, string]>([
    ['no scope', {}, 'scope'],
    ['what is no hashtag', { hashtags: ['fine', 'two words'] }, 'scope.hashtags.1'],
    ['a creator elsewhere', { creators: [{ platform: 'x', username: 'ada' }] }, 'scope.creators.0.platform'],
    ['a query with a mistake', { query: 'coffee (tea' }, 'scope.query'],
  ])('is refused with %s, at the place', async (_what, scope, path) => {
    const room = await rooms.newWorkspace()
    expect(await refusal(projectOf(room, scope))).toMatchObject({ code: 'invalid_input', fields: [{ path }] })
  })

  it('is refused beyond the plan', async () => {
    const room = await rooms.newWorkspace()
    const ctx = { ...room.ctx, limits: limitsOf('free') }
    const make = (hashtags: string[]) =>
      createProject(ctx, { name: 'A', platforms: ['web', 'x'], scope: { hashtags } })
    expect(await refusal(make(['a', 'b', 'c', 'd', 'e', 'f']))).toMatchObject({ code: 'limit_reached' })
    await make(['a', 'b', 'c', 'd', 'e'])
    expect(await refusal(make(['a']))).toMatchObject({ code: 'limit_reached' })
    expect((await listProjects(ctx, { limit: 10 })).items).toHaveLength(1)
  })

  it('that is deleted takes its posts with it, except those of others', async () => {
    const room = await rooms.newWorkspace()
    const { ctx, workspaceId } = room
    const [gone, stays] = [
      await projectOf(room, { hashtags: ['a'] }),
      await projectOf(room, { hashtags: ['b'] }),
    ]
    await importIntoProject(ctx, gone.id, { items: [post('1', '#a'), post('2', '#a #b')] })
    await deleteProject(ctx, gone.id)
    expect(await refusal(getProject(ctx, gone.id))).toMatchObject({ code: 'not_found' })
    const left = await asOwner<{ external_id: string }>(
      'select external_id from posts where workspace_id = $1 order by 1',
      [workspaceId],
    )
    expect(left.map(({ external_id }) => external_id)).toEqual(['2'])
    expect(await idsIn(room, stays.id)).toEqual(['2'])
  })
})

describe('an import', () => {
  it('keeps what fits the scope, each post once, and says what became of each', async () => {
    const room = await rooms.newWorkspace()
    const { ctx } = room
    const { id } = await projectOf(room, { hashtags: ['coffee'], creators: ['ada'] })
    const items = [
      post('1', 'A #Coffee', { metrics: { likes: 3 } }),
      post('2', 'Tea', { author: '@Ada' }),
      post('3', 'Tea', { author: 'bob' }),
      post('4', '#coffee', { platform: 'x' }),
      post('5', 'Plain', { hashtags: ['COFFEE'] }),
      post('1', 'Again #coffee'),
      7,
    ]
    const report = await importIntoProject(ctx, id, { items })
    expect(report).toMatchObject({ created: 3, updated: 0, unchanged: 0, outside: 2 })
    expect(report.rows.map(({ status }) => status)).toEqual([
      'ok',
      'ok',
      'outside',
      'outside',
      'ok',
      'error',
      'error',
    ])
    expect(await idsIn(room, id)).toEqual(['1', '2', '5'])
    expect(await importIntoProject(ctx, id, { items: items.slice(0, 5) })).toMatchObject({
      created: 0,
      unchanged: 3,
    })
    const [first] = (
      await listProjectPosts(ctx, id, {
        limit: 50,
        hashtagId: (await listProjectHashtags(ctx, id, { limit: 1 })).items[0]?.id,
      })
    ).items
    expect(first).toMatchObject({ platform: 'web', hashtags: ['coffee'], inBank: false })
    expect((await getProject(ctx, id)).counts.posts).toBe(3)
  })

  it('puts a post into every active project that it fits', async () => {
    const room = await rooms.newWorkspace()
    const { ctx } = room
    const [one, other, paused] = [
      await projectOf(room, { hashtags: ['a'] }),
      await projectOf(room, { query: 'good' }),
      await projectOf(room, { query: 'good' }),
    ]
    await updateProject(ctx, paused.id, { status: 'paused' })
    await importIntoProject(ctx, one.id, { items: [post('1', 'A good #a'), post('2', '#a')] })
    expect(await idsIn(room, one.id)).toEqual(['1', '2'])
    expect(await idsIn(room, other.id)).toEqual(['1'])
    expect(await idsIn(room, paused.id)).toEqual([])
  })

  it('of a post whose text changed brings its feeling, its hashtags and all sums up to date', async () => {
    const room = await rooms.newWorkspace()
    const { ctx } = room
    const [{ id }, other] = [
      await projectOf(room, { hashtags: ['a'] }),
      await projectOf(room, { hashtags: ['b'] }),
    ]
    await importIntoProject(ctx, id, {
      items: [post('1', 'I love #a', { author: 'ada' }), post('2', '#a #b')],
    })
    const before = (await listProjectPosts(ctx, id, { limit: 1, polarity: 'positive' })).items[0]
    expect(before).toMatchObject({ externalId: '1', sentimentReasons: [{ text: 'love', weight: 3 }] })
    await importIntoProject(ctx, id, { items: [post('1', 'I hate #a and #b', { author: 'ada' })] })
    expect(await idsIn(room, id, { polarity: 'positive' })).toEqual([])
    expect(await idsIn(room, id, { polarity: 'negative' })).toEqual(['1'])
    expect(await idsIn(room, other.id)).toEqual(['1', '2'])
    const { items } = await listProjectHashtags(ctx, id, { limit: 10 })
    expect(items.map(({ name, posts, negative, tracked }) => [name, posts, negative, tracked])).toEqual(
      expect.arrayContaining([
        ['a', 2, 1, true],
        ['b', 2, 1, false],
      ]),
    )
    expect((await listProjectCreators(ctx, id, { limit: 10 })).items).toEqual([
      expect.objectContaining({ username: 'ada', posts: 1, negative: 1, positive: 0 }),
    ])
  })

  it('adds up to what the posts say, whatever comes in, in whatever order', async () => {
    const room = await rooms.newWorkspace()
    const { ctx, workspaceId } = room
    rooms.outside.now = new Date('2026-03-10T12:00:00Z')
    const { id } = await projectOf(room, { query: 'NOT never' })
    const item = fc.record({
      externalId: fc.constantFrom('1', '2', '3', '4'),
      text: fc.constantFrom('love #a', 'hate #a #b', 'plain', 'never', 'great #c #a'),
      author: fc.constantFrom('ada', 'bob', undefined),
      postedAt: fc.constantFrom('2026-03-01T09:00:00Z', '2026-03-02T23:59:59Z'),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(item, { selector: ({ externalId }) => externalId, minLength: 1 }),
        async (items) => {
          await importIntoProject(ctx, id, { items: items.map((one) => post(one.externalId, one.text, one)) })
          const all = (await listProjectPosts(ctx, id, { limit: 100 })).items
          const { days } = await getVolume(ctx, id, { days: 30 })
          expect(days.reduce((sum, day) => sum + day.posts, 0)).toBe(all.length)
          for (const { day, posts, positive, negative } of days) {
            const those = all.filter(({ postedAt }) => postedAt.startsWith(day))
            expect([posts, positive, negative]).toEqual([
              those.length,
              those.filter(({ polarity }) => polarity === 'positive').length,
              those.filter(({ polarity }) => polarity === 'negative').length,
            ])
          }
          const { items: tags } = await listProjectHashtags(ctx, id, { limit: 100 })
          for (const { name, posts } of tags)
            expect([name, posts]).toEqual([
              name,
              all.filter(({ hashtags }) => hashtags.includes(name)).length,
            ])
          expect((await getProject(ctx, id)).counts.posts).toBe(all.length)
          const stray = await asOwner(
            'select from post_hashtags p where workspace_id = $1 and not exists (select from posts where id = p.post_id)',
            [workspaceId],
          )
          expect(stray).toEqual([])
        },
      ),
      { numRuns: 15 },
    )
  })

  it('of another workspace’s project is refused', async () => {
    const [mine, theirs] = [await rooms.newWorkspace(), await rooms.newWorkspace()]
    const { id } = await projectOf(theirs, { hashtags: ['a'] })
    expect(await refusal(importIntoProject(mine.ctx, id, { items: [post('1', '#a')] }))).toMatchObject({
      code: 'not_found',
    })
    expect(await refusal(listProjectPosts(mine.ctx, id, { limit: 1 }))).toMatchObject({ code: 'not_found' })
  })
})

describe('a score', () => {
  const series = (likes: readonly number[], author: string) =>
    likes.map((count, n) =>
      post(`${author}${n}`, '#a', {
        author,
        metrics: { likes: count },
        postedAt: new Date(Date.UTC(2026, 2, 1 + n)).toISOString(),
      }),
    )
  const scoresOf = async (room: Room, projectId: string, author: string) =>
    (await listProjectPosts(room.ctx, projectId, { limit: 100, author })).items.toReversed()

  it('compares with what is usual for the author; one that everybody saw leaves the others as they were', async () => {
    const room = await rooms.newWorkspace()
    const { id } = await projectOf(room, { hashtags: ['a'] })
    await importIntoProject(room.ctx, id, {
      items: [...series(Array(20).fill(1000), 'big'), ...series(Array(20).fill(10), 'small')],
    })
    const before = (await scoresOf(room, id, 'small')).map(({ score }) => score)
    expect(new Set(before).size).toBe(1)
    expect(before[0]).toBeGreaterThan(30)
    expect(before[0]).toBeLessThan(51)
    await importIntoProject(room.ctx, id, {
      items: [
        post('hit', '#a', {
          author: 'small',
          metrics: { likes: 1_000_000 },
          postedAt: '2026-04-01T00:00:00Z',
        }),
        ...series([10], 'small').map((one) => ({ ...one, externalId: 'later' })),
      ],
    })
    const after = await scoresOf(room, id, 'small')
    expect(after.at(-1)?.score).toBe(100)
    const later = after.find(({ externalId }) => externalId === 'later')?.score ?? 0
    expect(Math.abs(later - (before[0] ?? 0))).toBeLessThanOrEqual(1)
  })

  it('has a trend that says how an author’s posts move, and that one post does not move', async () => {
    const room = await rooms.newWorkspace()
    const { id } = await projectOf(room, { hashtags: ['a'] })
    await importIntoProject(room.ctx, id, {
      items: [
        ...series([10, 10, 10, 10, 10, 10, 10, 10, 10, 10], 'even'),
        ...series([10, 10, 10, 10, 10, 40, 40, 40, 40, 40], 'up'),
        ...series([10, 10, 10, 10, 10, 10, 10, 10, 10, 9000], 'hit'),
      ],
    })
    const trendOf = async (author: string) => (await scoresOf(room, id, author)).at(-1)?.scoreTrend
    expect(await trendOf('even')).toBe(0)
    expect(await trendOf('up')).toBeGreaterThan(15)
    expect(await trendOf('hit')).toBe(0)
    expect((await scoresOf(room, id, 'up'))[3]?.scoreTrend).toBe(0)
  })

  it('is none without numbers', async () => {
    const room = await rooms.newWorkspace()
    const { id } = await projectOf(room, { hashtags: ['a'] })
    await importIntoProject(room.ctx, id, { items: [post('1', '#a')] })
    expect((await listProjectPosts(room.ctx, id, { limit: 1 })).items[0]).toMatchObject({
      score: null,
      scoreTrend: null,
    })
  })
})

it('document C’s three queries, under its names, see one workspace', async () => {
  const [room, other] = [await rooms.newWorkspace(), await rooms.newWorkspace()]
  const { id } = await projectOf(room, { hashtags: ['a'], creators: ['ada'] })
  const foreign = await projectOf(other, { hashtags: ['a'] })
  await importIntoProject(room.ctx, id, {
    items: [post('1', '#a', { metrics: { likes: 4 } }), post('2', 'x', { author: 'ada' })],
  })
  await importIntoProject(other.ctx, foreign.id, { items: [post('1', '#a', { metrics: { likes: 100 } })] })
  const [byHashtag, byCreator, stats, posts] = await room.ctx.db.batch((db) => [
    db.execute(sql`select p.external_key from posts p join post_hashtags ph on p.id = ph.post_id
      join project_hashtags h on ph.hashtag_id = h.hashtag_id where h.project_id = ${id}`),
    db.execute(sql`select p.external_key from posts p join project_creators pc on p.author = pc.creator_username
      where pc.project_id = ${id} and p.platform = pc.platform`),
    db.execute(sql`select name, total_posts::int, avg_engagement from hashtags_with_stats s join project_hashtags ph on s.id = ph.hashtag_id
      where ph.project_id = ${id}`),
    db.execute(sql`select id, caption, hashtags from posts_with_platform order by id`),
  ])
  expect(byHashtag.rows).toEqual([{ external_key: 'web_1' }])
  expect(byCreator.rows).toEqual([{ external_key: 'web_2' }])
  expect(stats.rows).toEqual([{ name: 'a', total_posts: 1, avg_engagement: 4 }])
  expect(posts.rows).toEqual([
    { id: 'web_1', caption: '#a', hashtags: ['a'] },
    { id: 'web_2', caption: 'x', hashtags: [] },
  ])
})
