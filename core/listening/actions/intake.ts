import type { Ctx } from '#core/lib/kernel/context.ts'
import type { Db } from '#core/lib/kernel/db.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { corrected, type Heard } from '../rules/intake.ts'
import { keyOf, scopeMatcher } from '../rules/scope.ts'
import { BREAKOUT_SCORE } from '../rules/signals/detect.ts'
import * as choices from '../store/choices.ts'
import * as store from '../store/posts.ts'
import * as projects from '../store/projects.ts'
import * as signals from '../store/signals.ts'

/** What came of posts, by their keys. */
export interface TakenIn {
  ids: Map<string, string>
  created: number
  updated: number
}

const WRITE_BATCH = 100

/**
 * Takes posts in, each once by its key, and puts each into every active project whose scope it fits, and into `into`, active or not. Known
 * posts get the new text and numbers; those with nothing new are left alone. To be called with the workspace's turn.
 */
export async function takeIn(ctx: Ctx, tx: Db, heard: readonly Heard[], into?: string): Promise<TakenIn> {
  const { workspaceId } = ctx
  const known = await store.byKeys(tx, { workspaceId, keys: heard.map(({ key }) => key) })
  const knownOf = new Map(known.map((post) => [post.externalKey, post]))
  const ids = new Map(known.map(({ externalKey, id }) => [externalKey, id]))
  const fits = await scopesOf(tx, workspaceId, into)
  // In the order of their keys, as every other intake writes them.
  const changed = heard
    .filter((post) => differs(knownOf.get(post.key), post))
    .map((post) => corrected(post, correctionOf(post, knownOf.get(post.key))))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
  for (let from = 0; from < changed.length; from += WRITE_BATCH) {
    const batch = changed.slice(from, from + WRITE_BATCH)
    const written = await store.upsert(
      tx,
      batch.map((post) => rowOf(ctx, post, knownOf.get(post.key))),
    )
    for (const { id, externalKey } of written) ids.set(externalKey, id)
    await place(tx, workspaceId, batch, { ids, fits })
  }
  const idsOf = (posts: readonly Heard[]) => posts.flatMap(({ key }) => ids.get(key) ?? [])
  const created = idsOf(changed.filter(({ key }) => !knownOf.has(key)))
  const updated = idsOf(changed.filter(({ key }) => knownOf.has(key)))
  if (changed.length > 0) {
    await store.score(tx, { workspaceId, ids: [...created, ...updated] })
    // What they say of days that were looked at may stand out.
    await signals.lookAgainFor(tx, { workspaceId, created, updated, score: BREAKOUT_SCORE.high })
  }
  return { ids, created: created.length, updated: updated.length }
}

type Fits = readonly { id: string; fits: (post: Heard) => boolean; isMuted: (post: Heard) => boolean }[]

/** Reads the scopes of the active projects, and of one that is not active too. */
async function scopesOf(tx: Db, workspaceId: string, into: string | undefined): Promise<Fits> {
  const [active, [one]] = [
    await projects.listening(tx, workspaceId),
    into === undefined ? [] : await projects.byId(tx, { workspaceId, id: into }),
  ]
  const rows = one && !active.some(({ id }) => id === one.id) ? [...active, one] : active
  const ids = rows.map(({ id }) => id)
  if (ids.length === 0) return []
  const [hashtags, creators, muted] = [
    await projects.hashtagsOf(tx, { workspaceId, ids }),
    await projects.creatorsOf(tx, { workspaceId, ids }),
    await choices.mutedIn(tx, { workspaceId, ids }),
  ]
  const isMutedIn = new Set(muted.map(({ projectId, ...author }) => `${projectId} ${keyOf(author)}`))
  return rows.map(({ id, platforms, scopeQuery: query }) => ({
    id,
    isMuted: ({ platform, author }) =>
      author !== null && isMutedIn.has(`${id} ${keyOf({ platform, username: author })}`),
    fits: scopeMatcher({
      platforms,
      query,
      hashtags: hashtags.flatMap(({ projectId, name }) => (projectId === id ? [name] : [])),
      creators: creators.filter(({ projectId }) => projectId === id),
    }),
  }))
}

/** Writes the hashtags of posts, and puts the posts into the projects that they fit, but for those that people left out. */
async function place(
  tx: Db,
  workspaceId: string,
  batch: readonly Heard[],
  { ids, fits }: { ids: ReadonlyMap<string, string>; fits: Fits },
): Promise<void> {
  const posts = batch.flatMap((post) => {
    const id = ids.get(post.key)
    return id === undefined ? [] : [{ id, post, postedAt: new Date(post.item.postedAt) }]
  })
  await store.takeOut(tx, { workspaceId, ids: posts.map(({ id }) => id) })
  const hashtagIds = await store.setHashtags(
    tx,
    workspaceId,
    posts.map(({ id, post, postedAt }) => ({
      postId: id,
      platform: post.platform,
      postedAt,
      names: post.hashtags,
    })),
  )
  const postIds = posts.map(({ id }) => id)
  const irrelevant = new Set(
    (await choices.reasonsOf(tx, { workspaceId, ids: postIds })).flatMap(({ projectId, postId, reason }) =>
      reason === 'irrelevant' ? [`${projectId} ${postId}`] : [],
    ),
  )
  await choices.forgetMuted(tx, { workspaceId, ids: postIds })
  const fitting = posts.flatMap((one) =>
    fits
      .filter(({ id, fits }) => fits(one.post) && !irrelevant.has(`${id} ${one.id}`))
      .map((project) => ({ ...one, project })),
  )
  const muted = fitting.filter(({ project, post }) => project.isMuted(post))
  if (muted.length > 0)
    await choices.leaveOut(
      tx,
      muted.map(({ id, project, postedAt }) => ({
        workspaceId,
        projectId: project.id,
        postId: id,
        reason: 'muted' as const,
        postedAt,
      })),
    )
  const rows = fitting
    .filter(({ project, post }) => !project.isMuted(post))
    .map(({ id, project, post, postedAt }) => ({
      workspaceId,
      projectId: project.id,
      postId: id,
      platform: post.platform,
      author: post.author ?? '',
      polarity: post.polarity,
      sentiment: post.sentiment.score,
      hashtagIds: hashtagIds.get(id) ?? [],
      postedAt,
    }))
  if (rows.length > 0) await store.putIn(tx, rows)
}

type Known = Awaited<ReturnType<typeof store.byKeys>>[number]

const rowOf = (ctx: Ctx, post: Heard, before: Known | undefined): store.PostInsert => ({
  id: before?.id ?? newId(),
  workspaceId: ctx.workspaceId,
  externalKey: post.key,
  platform: post.platform,
  externalId: post.item.externalId,
  author: post.author ?? before?.author ?? null,
  content: post.text,
  url: post.item.url ?? before?.url ?? null,
  source: 'listening',
  inBank: false,
  metrics: { ...before?.metrics, ...post.item.metrics },
  language: post.language,
  sentiment: post.sentiment.score,
  sentimentReasons: post.sentiment.reasons,
  correctedPolarity: correctionOf(post, before),
  postedAt: new Date(post.item.postedAt),
  scrapedAt: ctx.now(),
})

/** Returns what a person said of how a post feels; a new text makes it void. */
const correctionOf = ({ text }: Heard, before: Known | undefined) =>
  before?.content === text ? before.correctedPolarity : null

/** Tests whether a post says anything new. One that only the bank has was not heard yet. */
const differs = (before: Known | undefined, { item, text, author }: Heard): boolean =>
  !before ||
  before.sentiment === null ||
  before.content !== text ||
  (item.url !== undefined && before.url !== item.url) ||
  (author !== null && before.author !== author) ||
  before.postedAt.getTime() !== Date.parse(item.postedAt) ||
  Object.entries(item.metrics ?? {}).some(
    ([name, count]) => before.metrics[name as keyof typeof before.metrics] !== count,
  )
