import { describe, expect, it } from 'vitest'
import type { AppError } from '#core/lib/kernel/errors.ts'
import { asOwner, type Room, startRooms } from '#test/database.ts'
import {
  correctPost,
  leaveOutPost,
  listLeftOut,
  listMutedAuthors,
  muteAuthor,
  putPostBack,
  unmuteAuthor,
} from './actions/choices.ts'
import {
  exportProjectPosts,
  getShareOfVoice,
  listProjectCreators,
  listProjectHashtags,
  listProjectPosts,
} from './actions/figures.ts'
import { importFileIntoProject, importIntoProject } from './actions/import.ts'
import { createProject, deleteProject, getProject } from './actions/projects.ts'

const rooms = startRooms()
const code = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: AppError) => error.code,
  )
const post = (externalId: string, text: string, more: Record<string, unknown> = {}) => ({
  platform: 'web',
  externalId,
  text,
  postedAt: '2026-03-01T09:00:00Z',
  ...more,
})
const bytesOf = (text: string) => Uint8Array.from(new TextEncoder().encode(text))
const POSTS = [
  post('1', 'I love #a', { author: 'Ada' }),
  post('2', 'I hate #a #b', { author: 'ada' }),
  post('3', 'Plain #a', { author: 'bob' }),
]

/** Makes a project about #a with three posts, of two authors. */
async function stage(room: Room) {
  const { id } = await createProject(room.ctx, { name: 'A', platforms: ['web'], scope: { hashtags: ['a'] } })
  await importIntoProject(room.ctx, id, { items: POSTS })
  const { items } = await listProjectPosts(room.ctx, id, { limit: 50 })
  const idOf = (externalId: string) => items.find((one) => one.externalId === externalId)?.id ?? ''
  return { id, idOf }
}

/** Reads what all figures of a project say: posts by list, count, hashtags and creators. */
async function figuresOf({ ctx }: Room, id: string) {
  const [posts, { counts }, hashtags, creators] = await Promise.all([
    listProjectPosts(ctx, id, { limit: 50 }),
    getProject(ctx, id),
    listProjectHashtags(ctx, id, { limit: 50 }),
    listProjectCreators(ctx, id, { limit: 50 }),
  ])
  return {
    posts: posts.items.map(({ externalId }) => externalId).sort(),
    count: counts.posts,
    negative: Object.fromEntries(hashtags.items.map(({ name, negative }) => [name, negative])),
    creators: creators.items.map(({ username, posts }) => `${username} ${posts}`).sort(),
  }
}

describe('a post that is left out of a project', () => {
  it('is in no figure until it is put back, whatever is heard of it meanwhile', async () => {
    const room = await rooms.newWorkspace()
    const { id, idOf } = await stage(room)
    const before = await figuresOf(room, id)
    await leaveOutPost(room.ctx, id, idOf('2'))
    const without = { posts: ['1', '3'], count: 2, negative: { a: 0 }, creators: ['Ada 1', 'bob 1'] }
    expect(await figuresOf(room, id)).toEqual(without)
    await importIntoProject(room.ctx, id, {
      items: [post('2', 'I really hate #a', { author: 'ada' })],
    })
    expect(await figuresOf(room, id)).toEqual(without)
    expect((await listLeftOut(room.ctx, id, { limit: 10 })).items).toEqual([
      expect.objectContaining({ externalId: '2', reason: 'irrelevant', text: 'I really hate #a' }),
    ])
    await importIntoProject(room.ctx, id, { items: [post('2', 'I hate #a #b', { author: 'ada' })] })
    await putPostBack(room.ctx, id, idOf('2'))
    expect(await figuresOf(room, id)).toEqual(before)
    expect(await code(putPostBack(room.ctx, id, idOf('2')))).toBe('not_found')
  })

  it('goes with its project', async () => {
    const room = await rooms.newWorkspace()
    const { id, idOf } = await stage(room)
    await leaveOutPost(room.ctx, id, idOf('1'))
    await deleteProject(room.ctx, id)
    expect(await asOwner('select id from posts where workspace_id = $1', [room.workspaceId])).toEqual([])
  })
})

describe('an author who is muted', () => {
  it('is left out however their name is written, with what comes later, until they are let in again', async () => {
    const room = await rooms.newWorkspace()
    const { id } = await stage(room)
    const muted = await muteAuthor(room.ctx, id, { platform: 'web', username: '@ADA' })
    expect((await figuresOf(room, id)).posts).toEqual(['3'])
    await importIntoProject(room.ctx, id, { items: [post('4', '#a', { author: 'ada' })] })
    expect((await figuresOf(room, id)).posts).toEqual(['3'])
    expect(await muteAuthor(room.ctx, id, { platform: 'web', username: 'ada' })).toEqual(muted)
    expect((await listMutedAuthors(room.ctx, id, { limit: 10 })).items).toEqual([muted])
    await unmuteAuthor(room.ctx, id, muted.id)
    expect(await figuresOf(room, id)).toMatchObject({
      posts: ['1', '2', '3', '4'],
      count: 4,
      creators: ['Ada 1', 'ada 2', 'bob 1'],
    })
  })
})

describe('a feeling that a person corrected', () => {
  it('counts in every figure, outlives a new count of likes, and ends with a new text', async () => {
    const room = await rooms.newWorkspace()
    const { id, idOf } = await stage(room)
    const where = { projectId: id, postId: idOf('3') }
    expect(await correctPost(room.ctx, where, { polarity: 'negative' })).toMatchObject({
      polarity: 'negative',
      corrected: true,
    })
    expect((await figuresOf(room, id)).negative).toEqual({ a: 2, b: 1 })
    await importIntoProject(room.ctx, id, {
      items: [post('3', 'Plain #a', { author: 'bob', metrics: { likes: 4 } })],
    })
    expect((await figuresOf(room, id)).negative).toEqual({ a: 2, b: 1 })
    await importIntoProject(room.ctx, id, { items: [post('3', 'I love #a', { author: 'bob' })] })
    expect((await listProjectPosts(room.ctx, id, { limit: 50, author: 'bob' })).items).toEqual([
      expect.objectContaining({ polarity: 'positive', corrected: false }),
    ])
    await correctPost(room.ctx, where, { polarity: 'neutral' })
    expect(await correctPost(room.ctx, where, { polarity: null })).toMatchObject({
      polarity: 'positive',
      corrected: false,
    })
  })
})

it('of another workspace’s project, nothing is left out, muted or corrected', async () => {
  const [mine, theirs] = [await rooms.newWorkspace(), await rooms.newWorkspace()]
  const { id, idOf } = await stage(theirs)
  const refused = await Promise.all(
    [
      leaveOutPost(mine.ctx, id, idOf('1')),
      putPostBack(mine.ctx, id, idOf('1')),
      correctPost(mine.ctx, { projectId: id, postId: idOf('1') }, { polarity: 'negative' }),
      muteAuthor(mine.ctx, id, { platform: 'web', username: 'ada' }),
      exportProjectPosts(mine.ctx, id, { format: 'csv' }),
    ].map(code),
  )
  expect(new Set(refused)).toEqual(new Set(['not_found']))
})

it('the share of voice compares active projects, and the days with as many before', async () => {
  const room = await rooms.newWorkspace()
  rooms.outside.now = new Date('2026-03-10T12:00:00Z')
  const { id } = await stage(room)
  const other = await createProject(room.ctx, {
    name: 'B',
    platforms: ['web'],
    // What the workspace has heard already comes in too: none of it has this hashtag.
    scope: { hashtags: ['c'] },
  })
  await importIntoProject(room.ctx, other.id, {
    items: [post('9', '#c', { postedAt: '2026-02-20T00:00:00Z' })],
  })
  const { projects } = await getShareOfVoice(room.ctx, { days: 10 })
  expect(projects.map(({ id, posts, share, shareBefore }) => ({ id, posts, share, shareBefore }))).toEqual([
    { id, posts: 3, share: 1, shareBefore: 0 },
    { id: other.id, posts: 0, share: 0, shareBefore: 1 },
  ])
})

it('an export is a file that an import reads as the same posts', async () => {
  const room = await rooms.newWorkspace()
  const { id } = await stage(room)
  const lines: string[] = []
  for await (const part of await exportProjectPosts(room.ctx, id, { format: 'csv' })) lines.push(part)
  const bytes = bytesOf(lines.join(''))
  expect(await importFileIntoProject(room.ctx, id, bytes)).toMatchObject({
    created: 0,
    updated: 0,
    unchanged: 3,
    outside: 0,
  })
  const report = await importFileIntoProject(
    room.ctx,
    id,
    bytesOf(
      'platform,externalId,text,postedAt,hashtags,likes\r\nweb,7,Plain,2026-03-02,"a b","1,204"\r\nx,8,#a,2026-03-02,,\r\n',
    ),
  )
  expect(report).toMatchObject({ created: 1, outside: 1 })
  expect((await listProjectPosts(room.ctx, id, { limit: 1 })).items[0]).toMatchObject({
    externalId: '7',
    hashtags: ['a', 'b'],
    metrics: { likes: 1204 },
  })
})
