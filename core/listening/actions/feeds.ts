import * as audit from '#core/lib/kernel/audit.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { only } from '#core/lib/kernel/db.ts'
import { invalid, notFound } from '#core/lib/kernel/errors.ts'
import type { PublicPage, PublicPost } from '#core/lib/platform/listening.ts'
import type { Validators } from '#core/lib/secrets/guarded.ts'
import { readFeed } from '#readers/feed.ts'
import { FEED_PLATFORM, FEEDS_MAX, type Feed } from '../schemas/collection.ts'
import * as store from '../store/feeds.ts'
import * as posts from '../store/posts.ts'
import * as projects from '../store/projects.ts'
import * as targets from '../store/targets.ts'

const FEED_MAX_BYTES = 3 * 1024 * 1024
const FEED_ACCEPT =
  'application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1'
export const FEEDS = { platform: FEED_PLATFORM, kind: 'feed' } as const

/** Has a project read a feed. One that it reads already is left as it is. @throws not_found, invalid for an address that is not public */
export async function addFeed(ctx: Ctx, projectId: string, given: { url: string }): Promise<Feed> {
  const { workspaceId } = ctx
  const url = addressOf(given.url)
  const problem = await ctx.publicProblem(url)
  if (problem !== null) throw invalid(problem, [{ path: 'url', message: problem }])
  return ctx.db.tx(async (tx, enqueue) => {
    await projects.waitForTurn(tx, workspaceId)
    const [project] = await projects.byId(tx, { workspaceId, id: projectId })
    if (!project) throw notFound('project')
    if (!project.platforms.includes(FEED_PLATFORM))
      throw invalid('The project does not listen to the web and feeds.', [
        { path: 'url', message: 'Name the feed in a project that does.' },
      ])
    const before = await store.list(tx, { workspaceId, projectId })
    const known = before.find((feed) => feed.url === url)
    if (known) return known
    if (before.length >= FEEDS_MAX)
      throw invalid('The project reads as many feeds as one may.', [
        { path: 'url', message: 'Take another feed out first.' },
      ])
    await store.add(tx, { workspaceId, projectId, url })
    await targets.add(tx, { platforms: [FEEDS], workspaceId, now: ctx.now() })
    const feed = only((await store.list(tx, { workspaceId, projectId })).filter((one) => one.url === url))
    await audit.record(tx, ctx, {
      action: 'project.add_feed',
      objectType: 'project',
      objectId: projectId,
      after: { url },
    })
    enqueue({ type: 'feed.changed', topic: 'listening', id: projectId })
    return feed
  })
}

/** Takes a feed out of a project; what it brought stays. @throws not_found */
export async function removeFeed(
  ctx: Ctx,
  { projectId, id }: { projectId: string; id: string },
): Promise<void> {
  const { workspaceId } = ctx
  await ctx.db.tx(async (tx, enqueue) => {
    const [removed] = await store.remove(tx, { workspaceId, projectId, id })
    if (!removed) throw notFound('feed')
    await audit.record(tx, ctx, {
      action: 'project.remove_feed',
      objectType: 'project',
      objectId: projectId,
      before: removed,
    })
    enqueue({ type: 'feed.changed', topic: 'listening', id: projectId })
  })
}

/** Returns an address without its fragment, which no server sees. */
function addressOf(given: string): string {
  const url = new URL(given)
  url.hash = ''
  return url.href
}

export type FeedPage =
  | { kind: 'page'; posts: PublicPost[]; nextCursor: null; validators?: Validators }
  | Extract<PublicPage, { kind: 'retry' | 'rejected' }>

const rejected = (reason: string) =>
  ({ kind: 'rejected', reason, code: 'feed', advice: 'Check the address of the feed.' }) as const

/** Reads a feed, if it has changed since `validators`. Nothing is stored. */
export async function fetchFeed(
  ctx: Ctx,
  { name: url, validators }: { name: string; validators: Validators | null },
): Promise<FeedPage> {
  const answer = await ctx.fetchPublic(url, {
    maxBytes: FEED_MAX_BYTES,
    accept: FEED_ACCEPT,
    headers: {
      ...(validators?.etag ? { 'if-none-match': validators.etag } : {}),
      ...(validators?.lastModified ? { 'if-modified-since': validators.lastModified } : {}),
    },
  })
  if (answer.kind === 'refused') return rejected(answer.reason)
  if (answer.kind === 'failed') return { kind: 'retry', reason: answer.reason }
  const { status } = answer
  if (status === 304) return { kind: 'page', posts: [], nextCursor: null }
  if (status !== 200) return { kind: 'retry', reason: `The feed’s server answered ${status}.` }
  const entries = readFeed(answer.bytes, answer.contentType, answer.finalUrl)
  if (entries === null) return rejected('There is no RSS or Atom feed at this address.')
  const undated = entries.filter(({ at }) => at === null).map(({ id }) => `${FEED_PLATFORM}_${id}`)
  const [known] =
    undated.length === 0
      ? [[]]
      : await ctx.db.batch((db) => [posts.byKeys(db, { workspaceId: ctx.workspaceId, keys: undated })])
  // An entry without a date is of when it was first seen.
  const seen = new Map(known.map(({ externalKey, postedAt }) => [externalKey, postedAt]))
  return {
    kind: 'page',
    posts: entries.map(({ at, tags, ...entry }) => ({
      ...entry,
      postedAt: at ?? seen.get(`${FEED_PLATFORM}_${entry.id}`) ?? ctx.now(),
      hashtags: tags.map((tag) => tag.replace(/\s+/g, '')),
      metrics: {},
    })),
    nextCursor: null,
    ...(answer.validators ? { validators: answer.validators } : {}),
  }
}
