import type { CreateDraft, Draft } from '#core/drafts/schemas.ts'
import * as audit from '#core/lib/kernel/audit.ts'
import { actorUserId, type Ctx } from '#core/lib/kernel/context.ts'
import { type Db, only } from '#core/lib/kernel/db.ts'
import { AppError, notFound } from '#core/lib/kernel/errors.ts'
import { queuedPosts } from '#core/publishing/queries.ts'
import { relatedTo, wordsOf } from '../rules/signals/related.ts'
import type { PausedPosts, Related, SignalAct } from '../schemas/signals.ts'
import * as projects from '../store/projects.ts'
import * as store from '../store/signals.ts'
import { scopeOf } from './scope-of.ts'
import { toSignal } from './signals.ts'

/** What may be about the same is looked for in this many days ahead, and posts. */
const DAYS_AHEAD = 30
const QUEUED_MAX = 500
const BEHIND_MAX = 5
const SHOWN = 300
const DAY_MS = 86_400_000

/** The actions of other domains that a signal can cause, passed in by the door. */
export interface Acting {
  /** Makes a queued post a draft again. */
  takeBack(ctx: Ctx, postId: string): Promise<unknown>
  createDraft(ctx: Ctx, input: CreateDraft, also: (tx: Db, id: string) => Promise<void>): Promise<Draft>
}

interface Which {
  projectId: string
  id: string
}

/** Finds what is about the same as a signal: posts of ours that are about to go out, and words for conversations. @throws not_found */
export async function getRelated(ctx: Ctx, which: Which): Promise<Related> {
  const { workspaceId } = ctx
  const from = ctx.now()
  const to = new Date(from.getTime() + DAYS_AHEAD * DAY_MS)
  return ctx.db.tx(async (tx) => {
    const { project, signal } = await find(tx, ctx, which)
    const scope = await scopeOf(tx, project)
    const isAbout = relatedTo(scope, signal)
    const queued = await queuedPosts(tx, { workspaceId, from, to, limit: QUEUED_MAX })
    const posts = queued.flatMap(({ id, text, publishAt }) => {
      const found = isAbout(text)
      return found.length === 0
        ? []
        : [{ id, text: text.slice(0, SHOWN).toWellFormed(), publishAt: publishAt.toISOString(), found }]
    })
    return { posts, words: wordsOf(scope, signal) }
  })
}

/**
 * Makes posts drafts again because of a signal, and remembers it with the signal. A post that has begun meanwhile is refused, and leaves
 * the others.
 * @throws not_found
 */
export async function pausePosts(
  ctx: Ctx,
  which: Which,
  { postIds }: { postIds: readonly string[] },
  { takeBack }: Pick<Acting, 'takeBack'>,
): Promise<PausedPosts> {
  await ctx.db.tx((tx) => find(tx, ctx, which))
  const paused: string[] = []
  const refused: PausedPosts['refused'] = []
  for (const id of new Set(postIds)) {
    try {
      await takeBack(ctx, id)
      paused.push(id)
    } catch (error) {
      if (!(error instanceof AppError) || error.kind === 'unavailable') throw error
      refused.push({ id, reason: error.message })
    }
  }
  const signal = await ctx.db.tx(async (tx, enqueue) => {
    if (paused.length === 0) return (await find(tx, ctx, which)).signal
    enqueue({ type: 'feed.changed', topic: 'listening', id: which.projectId })
    return remember(ctx, tx, which, { kind: 'posts_paused', ids: paused })
  })
  return { paused, refused, signal: toSignal(signal) }
}

/** Starts a draft from the posts behind a signal, and remembers it with the signal, at once. @throws not_found */
export async function draftFromSignal(
  ctx: Ctx,
  which: Which,
  { createDraft }: Pick<Acting, 'createDraft'>,
): Promise<Draft> {
  const { workspaceId } = ctx
  const { signal, behind, name } = await ctx.db.tx(async (tx) => {
    const { project, signal } = await find(tx, ctx, which)
    const rows = await store.behind(tx, {
      workspaceId,
      projectId: which.projectId,
      signal,
      limit: BEHIND_MAX,
    })
    return { signal, behind: rows, name: project.name }
  })
  const [first] = behind
  const title = (signal.label || name).slice(0, 200).toWellFormed()
  const source: CreateDraft['source'] =
    first === undefined
      ? undefined
      : behind.length === 1
        ? { type: 'post', postId: first.id }
        : { type: 'text', text: behind.map(quoted).join('\n\n'), title }
  return createDraft(ctx, { title, ...(source ? { source } : {}) }, async (tx, draftId) => {
    await remember(ctx, tx, which, { kind: 'draft_started', ids: [draftId] })
  })
}

const quoted = ({ author, text }: { author: string | null; text: string }) =>
  author === null ? text : `${author}: ${text}`

async function find(tx: Db, { workspaceId }: Ctx, { projectId, id }: Which) {
  const [project] = await projects.byId(tx, { workspaceId, id: projectId })
  if (!project) throw notFound('project')
  const [signal] = await store.byId(tx, { workspaceId, projectId, id })
  if (!signal) throw notFound('signal')
  return { project, signal }
}

/** Writes down what was done about a signal, which is thereby acted on. */
async function remember(
  ctx: Ctx,
  tx: Db,
  { projectId, id }: Which,
  { kind, ids }: Pick<SignalAct, 'kind' | 'ids'>,
): Promise<store.SignalRow> {
  const at = ctx.now()
  const act: SignalAct = { kind, ids, at: at.toISOString(), userId: actorUserId(ctx.actor) }
  const row = only(await store.addAct(tx, { workspaceId: ctx.workspaceId, projectId, id }, act, at))
  await audit.record(tx, ctx, {
    action: 'signal.act',
    objectType: 'signal',
    objectId: id,
    after: { kind, ids },
  })
  return row
}
