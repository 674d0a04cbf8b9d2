import { activeAccountOn } from '#core/accounts/queries.ts'
import * as audit from '#core/lib/kernel/audit.ts'
import type { Ctx, SystemCtx } from '#core/lib/kernel/context.ts'
import { describeError, notFound } from '#core/lib/kernel/errors.ts'
import type { Connector, Outcome } from '#core/lib/platform/connector.ts'
import type { PublicPage } from '#core/lib/platform/listening.ts'
import { callPlatform } from '#core/lib/platform/platform-call.ts'
import { redactText } from '#core/lib/secrets/redact.ts'
import { afterFailure, afterPage, itemOf } from '../rules/collection.ts'
import { hear } from '../rules/intake.ts'
import type { Collection, ListeningTarget } from '../schemas/collection.ts'
import * as feedStore from '../store/feeds.ts'
import * as projects from '../store/projects.ts'
import * as store from '../store/targets.ts'
import { FEEDS, type FeedPage, fetchFeed } from './feeds.ts'
import { takeIn } from './intake.ts'

/** Longer than a call and the writing of its page take. Each page renews it. */
const LEASE_MS = 90_000
/** Targets of one tick. */
const CLAIM = 20

/** What can be asked for: what platforms have a part for, and feeds. */
const asked = (platforms: readonly Connector[]): { platform: string; kind: ListeningTarget['kind'] }[] => [
  ...platforms.flatMap(({ manifest, listen }) =>
    (listen?.kinds ?? []).map((kind) => ({ platform: manifest.id as string, kind })),
  ),
  FEEDS,
]

/** Asks platforms for what is due, of all workspaces. One that fails leaves the others as they are. Returns figures for the log. */
export async function collect(ctx: SystemCtx): Promise<{ targets: number }> {
  const platforms = asked(ctx.platforms)
  const now = ctx.now()
  const leaseUntil = new Date(now.getTime() + LEASE_MS)
  const [, { rows }] = await ctx.db.batch((db) => [
    store.add(db, { platforms, workspaceId: null, now }),
    store.claim(db, { platforms, now, leaseUntil, limit: CLAIM }),
  ])
  for (const { id, workspace_id: workspaceId } of rows.toSorted((a, b) => a.turn - b.turn)) {
    try {
      await runTarget(ctx.workspace(workspaceId), id)
    } catch (error) {
      // Its lease ends, and it goes on at its cursor.
      ctx.log.warn('listening.run_broke', {
        workspaceId,
        targetId: id,
        error: redactText(describeError(error)),
      })
    }
  }
  return { targets: rows.length }
}

/** Reads a claimed target page by page. Each page is kept together with how far the run has come. */
export async function runTarget(ctx: Ctx, id: string): Promise<void> {
  const { workspaceId } = ctx
  const [[first]] = await ctx.db.batch((db) => [store.byId(db, { workspaceId, id })])
  let target: store.TargetRow | null = first ?? null
  while (target) {
    const page = await read(ctx, target)
    target = page.kind === 'page' ? await keepPage(ctx, target, page) : await giveUp(ctx, target, page)
  }
}

type NoPage = Exclude<Outcome, { kind: 'sent' | 'accepted' }> | { kind: 'no_account' }
type KeptPage = Extract<PublicPage | FeedPage, { kind: 'page' }>

async function read(ctx: Ctx, target: store.TargetRow): Promise<KeptPage | NoPage> {
  const { platform, kind, name, cursor } = target
  if (kind === 'feed') return fetchFeed(ctx, target)
  const { workspaceId } = ctx
  const connector = ctx.connector(platform)
  const { listen } = connector
  const [[account]] = await ctx.db.batch((db) => [activeAccountOn(db, { workspaceId, platform })])
  if (!account || !listen) return { kind: 'no_account' as const }
  const sought = { kind, name }
  const outcome = await callPlatform<Extract<PublicPage, { kind: 'page' }>>(
    ctx,
    account,
    connector,
    listen.quotas(sought),
    (opened) => listen.read(opened, sought, cursor),
  )
  if (outcome.kind === 'sent' || outcome.kind === 'accepted') throw new Error('Reading sent something.')
  if (outcome.kind === 'reauth')
    await ctx.db.batch((_db, enqueue) => {
      enqueue({ type: 'account.expired', accountId: account.id, reason: outcome.reason })
      return []
    })
  return outcome
}

/** Keeps a page. Returns the target as it is for the next one; null at the end of the run, or when somebody else holds it by now. */
async function keepPage(ctx: Ctx, target: store.TargetRow, page: KeptPage): Promise<store.TargetRow | null> {
  const { workspaceId } = ctx
  const heard = page.posts.flatMap((post) => {
    const item = itemOf(target.platform, post)
    return item ? [hear(item)] : []
  })
  return ctx.db.tx(async (tx, enqueue) => {
    await projects.waitForTurn(tx, workspaceId)
    const { created, updated } = await takeIn(ctx, tx, unique(heard))
    const now = ctx.now()
    const step = afterPage(target, page, { created, now })
    const set = step.done
      ? {
          cursor: null,
          newest: null,
          pages: 0,
          seenUntil: step.seenUntil,
          quiet: step.quiet,
          failures: 0,
          lastError: null,
          lastRunAt: now,
          dueAt: step.dueAt,
          leaseUntil: null,
          ...('validators' in page ? { validators: page.validators } : {}),
        }
      : {
          cursor: step.cursor,
          newest: step.newest,
          pages: step.pages,
          leaseUntil: new Date(now.getTime() + LEASE_MS),
        }
    const [held] = await store.advance(tx, target, set, created)
    if (!held) return null
    if (step.done) await store.noteRun(tx, target, now)
    if (created + updated > 0 || step.done) enqueue({ type: 'feed.changed', topic: 'listening' })
    return step.done ? null : { ...target, ...set, newest: step.newest }
  })
}

async function giveUp(ctx: Ctx, target: store.TargetRow, outcome: NoPage): Promise<null> {
  const now = ctx.now()
  const { dueAt, error } = afterFailure(outcome, target.failures, now)
  await ctx.db.batch((db, enqueue) => {
    enqueue({ type: 'feed.changed', topic: 'listening' })
    return [
      store.advance(db, target, {
        dueAt,
        lastError: error,
        failures: outcome.kind === 'limited' ? target.failures : target.failures + 1,
        lastRunAt: now,
        leaseUntil: null,
      }),
    ]
  })
  return null
}

/** Leaves out posts that a page holds twice. */
const unique = <Post extends { key: string }>(posts: readonly Post[]): Post[] => [
  ...new Map(posts.map((post) => [post.key, post])).values(),
]

/** Asks for everything that a project names within the next minute. @throws not_found */
export async function runProject(ctx: Ctx, projectId: string): Promise<Collection> {
  const { workspaceId } = ctx
  await ctx.db.tx(async (tx) => {
    const [project] = await projects.byId(tx, { workspaceId, id: projectId })
    if (!project) throw notFound('project')
    await store.add(tx, { platforms: asked(ctx.platforms), workspaceId, now: ctx.now() })
    await store.makeDue(tx, { workspaceId, projectId, now: ctx.now() })
    await audit.record(tx, ctx, { action: 'project.run', objectType: 'project', objectId: projectId })
  })
  return getCollection(ctx, projectId)
}

/** Reads what is asked for a project on each platform, and how that goes. @throws not_found */
export async function getCollection(ctx: Ctx, projectId: string): Promise<Collection> {
  const { workspaceId } = ctx
  const [[project], hashtags, creators, rows, feeds] = await ctx.db.batch((db) => [
    projects.byId(db, { workspaceId, id: projectId }),
    projects.hashtagsOf(db, { workspaceId, ids: [projectId] }),
    projects.creatorsOf(db, { workspaceId, ids: [projectId] }),
    store.listOf(db, { workspaceId, projectId }),
    feedStore.list(db, { workspaceId, projectId }),
  ])
  if (!project) throw notFound('project')
  const now = ctx.now()
  const feedIds = new Map(feeds.map(({ id, url }) => [url, id]))
  const known = new Set(rows.map(({ platform, kind, name }) => `${platform} ${kind} ${name}`))
  const canAsk = new Set(asked(ctx.platforms).map(({ platform, kind }) => `${platform} ${kind}`))
  const named = [
    ...hashtags.flatMap(({ name }) =>
      project.platforms.map((platform) => ({ platform, kind: 'hashtag' as const, name })),
    ),
    ...creators.map(({ platform, username }) => ({
      platform,
      kind: 'creator' as const,
      name: username.toLowerCase(),
    })),
  ].filter(({ platform, kind, name }) => !known.has(`${platform} ${kind} ${name}`))
  return {
    targets: [
      ...rows.map((row) => ({ ...shown(row, now), feedId: feedIds.get(row.name) ?? null })),
      ...named.map(
        (one): ListeningTarget => ({
          id: null,
          feedId: null,
          ...one,
          ...(canAsk.has(`${one.platform} ${one.kind}`)
            ? { state: 'waiting', problem: null }
            : {
                state: 'unavailable',
                problem: 'The platform cannot be asked for this from here. Import posts instead.',
              }),
          postsFound: 0,
          lastRunAt: null,
          nextRunAt: null,
        }),
      ),
    ],
  }
}

const shown = (
  { id, platform, kind, name, leaseUntil, lastError, postsFound, lastRunAt, dueAt }: store.TargetRow,
  now: Date,
): Omit<ListeningTarget, 'feedId'> => ({
  id,
  platform,
  kind,
  name,
  state: leaseUntil && leaseUntil > now ? 'reading' : lastError === null ? 'waiting' : 'failed',
  problem: lastError,
  postsFound,
  lastRunAt: lastRunAt?.toISOString() ?? null,
  nextRunAt: dueAt.toISOString(),
})
