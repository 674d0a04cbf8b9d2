import { beforeEach, describe, expect, it } from 'vitest'
import type { AppError } from '#core/lib/kernel/errors.ts'
import type { GuardedAnswer, GuardedRequest } from '#core/lib/secrets/guarded.ts'
import { type Room, startRooms } from '#test/database.ts'
import { collect, getCollection, runProject } from './actions/collect.ts'
import { addFeed, removeFeed } from './actions/feeds.ts'
import { listProjectPosts } from './actions/figures.ts'
import { createProject } from './actions/projects.ts'

const rooms = startRooms()
const { outside } = rooms
const ONE = 'https://one.example/feed.xml'
const TWO = 'https://two.example/feed.xml'
const HOUR_MS = 3_600_000
let answers: Record<string, GuardedAnswer>
let requests: { url: string; headers: GuardedRequest['headers'] }[]
beforeEach(() => {
  outside.now = new Date('2026-03-20T09:00:00Z')
  answers = {}
  requests = []
})
const world = {
  fetchPublic: async (url: string, { headers }: GuardedRequest) => {
    requests.push({ url, headers })
    return answers[url] ?? { kind: 'failed' as const, reason: 'The server could not be reached.' }
  },
  publicProblem: async (url: string) => (url.includes('localhost') ? 'It is not a public address.' : null),
}
const system = { ...rooms.system, workspace: (id: string) => ({ ...rooms.workspace(id), ...world }) }
const later = () => {
  outside.now = new Date(outside.now.getTime() + 6 * HOUR_MS)
}
const feed = (items: string, etag: string | null = null): GuardedAnswer =>
  answer(`<rss version="2.0"><channel><title>Shop</title>${items}</channel></rss>`, etag)
const answer = (text: string, etag: string | null = null): GuardedAnswer => ({
  kind: 'fetched',
  status: 200,
  contentType: 'application/rss+xml',
  bytes: Uint8Array.from(new TextEncoder().encode(text)),
  finalUrl: ONE,
  validators: { etag, lastModified: null },
})
const entry = (guid: string, text: string, date = '<pubDate>Tue, 17 Mar 2026 09:00:00 GMT</pubDate>') =>
  `<item><guid>https://shop.example/${guid}</guid><title>${text}</title>${date}</item>`
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: AppError) => error.code,
  )

async function reader(urls: readonly string[], query = 'tea') {
  const room = await rooms.newWorkspace()
  const ctx = { ...room.ctx, ...world }
  const { id } = await createProject(ctx, { name: 'Tea', platforms: ['web'], scope: { query } })
  for (const url of urls) await addFeed(ctx, id, { url })
  return { ctx, id }
}
const texts = async ({ ctx, id }: { ctx: Room['ctx']; id: string }) =>
  (await listProjectPosts(ctx, id, { limit: 20 })).items.map(({ text }) => text).sort()
const states = async ({ ctx, id }: { ctx: Room['ctx']; id: string }) =>
  (await getCollection(ctx, id)).targets.map(({ name, state, problem }) => [name, state, problem])

describe('a feed of a project', () => {
  it('brings the entries that fit the scope, each once however often and from however many feeds it comes', async () => {
    const made = await reader([ONE, `${TWO}#top`])
    answers = {
      [ONE]: feed(entry('1', 'Green tea') + entry('2', 'Coffee')),
      [TWO]: feed(entry('1', 'Green tea') + entry('3', 'Black tea')),
    }
    await collect(system)
    later()
    await collect(system)
    expect(await texts(made)).toEqual(['Black tea', 'Green tea'])
    expect((await listProjectPosts(made.ctx, made.id, { limit: 1 })).items).toMatchObject([
      { platform: 'web', author: 'Shop', postedAt: '2026-03-17T09:00:00.000Z' },
    ])
  })

  it('is asked whether it has changed, and a feed that has not brings nothing and is no failure', async () => {
    // Workspaces of the tests above go on reading their feeds: this one is read by nobody else.
    const url = 'https://changing.example/feed.xml'
    const made = await reader([url])
    answers[url] = feed(entry('1', 'Green tea'), '"v1"')
    await collect(system)
    later()
    answers[url] = { kind: 'fetched', status: 304, contentType: '', bytes: new Uint8Array(), finalUrl: url }
    await collect(system)
    later()
    await collect(system)
    expect(requests.filter((one) => one.url === url).map(({ headers }) => headers)).toEqual([
      {},
      { 'if-none-match': '"v1"' },
      { 'if-none-match': '"v1"' },
    ])
    expect(await states(made)).toEqual([[url, 'waiting', null]])
    expect(await texts(made)).toEqual(['Green tea'])
  })

  it('that fails is told with its reason and leaves the others; it recovers by itself', async () => {
    const made = await reader([ONE, TWO])
    answers[ONE] = answer('<html>Moved</html>')
    answers[TWO] = feed(entry('3', 'Black tea'))
    await collect(system)
    expect(await texts(made)).toEqual(['Black tea'])
    expect(await states(made)).toEqual([
      [ONE, 'failed', 'There is no RSS or Atom feed at this address.'],
      [TWO, 'waiting', null],
    ])
    answers[ONE] = feed(entry('1', 'Green tea'))
    await runProject(made.ctx, made.id)
    await collect(system)
    expect(await texts(made)).toEqual(['Black tea', 'Green tea'])
    expect(await states(made)).toContainEqual([ONE, 'waiting', null])
  })

  it('whose entries have no date keeps the time at which they were first seen', async () => {
    const made = await reader([ONE])
    answers[ONE] = feed(entry('1', 'Green tea', ''))
    const [first] = [outside.now.toISOString()]
    await collect(system)
    later()
    answers[ONE] = feed(entry('1', 'Green tea, again', ''))
    await collect(system)
    expect((await listProjectPosts(made.ctx, made.id, { limit: 5 })).items).toMatchObject([
      { text: 'Green tea, again', postedAt: first },
    ])
  })

  it('is added once, is asked no more when it is taken out, and what it brought stays', async () => {
    const made = await reader([ONE, ONE])
    answers[ONE] = feed(entry('1', 'Green tea'))
    await collect(system)
    const [target] = (await getCollection(made.ctx, made.id)).targets
    await removeFeed(made.ctx, { projectId: made.id, id: target?.feedId ?? '' })
    later()
    requests = []
    await collect(system)
    expect(requests.filter(({ url }) => url === ONE)).toEqual([])
    expect(await texts(made)).toEqual(['Green tea'])
    expect(await states(made)).toEqual([])
    expect(await refusal(removeFeed(made.ctx, { projectId: made.id, id: target?.feedId ?? '' }))).toBe(
      'not_found',
    )
  })

  it('at an address that is not public is refused, and so is one of a project that does not listen to the web', async () => {
    const made = await reader([])
    expect(await refusal(addFeed(made.ctx, made.id, { url: 'http://localhost/feed' }))).toBe('invalid_input')
    const { id } = await createProject(made.ctx, { name: 'X', platforms: ['x'], scope: { query: 'tea' } })
    expect(await refusal(addFeed(made.ctx, id, { url: ONE }))).toBe('invalid_input')
  })
})
