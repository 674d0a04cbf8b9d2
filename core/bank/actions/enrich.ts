import type { Ctx, SystemCtx } from '#core/lib/kernel/context.ts'
import { isUnpaid } from '#core/lib/kernel/credits.ts'
import type { Db } from '#core/lib/kernel/db.ts'
import { describeError } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { redactText } from '#core/lib/secrets/redact.ts'
import { audienceOptions, hookTypeOptions, type LabelOption, topicOptions } from '#core/taxonomy/queries.ts'
import { hookOf } from '../rules/hook.ts'
import { type ClassifyInput, classifyTask, ENRICHMENT_STEPS, type EnrichmentStep } from '../schemas.ts'
import * as store from '../store/enrichment.ts'

/** Posts of one claim: as many as one call embeds. */
const CLAIM = 100
const CLASSIFIED_AT_ONCE = 20
/** Claims of one step in one run; what is left waits for the next run. */
const CLAIMS_MAX = 20
const LEASE_MS = 5 * 60_000
const MAX_ATTEMPTS = 5
/** How long posts wait whose step the workspace cannot pay now. */
const UNPAID_WAIT_MS = 60 * 60_000
/** Text of a post that a model reads. */
const READ_MAX = 4000

interface Figures {
  processed: number
  failed: number
}
/** The life cycle that all workers share (core/operations): a switch, a record of the run. */
type RunTask = (
  ctx: SystemCtx,
  step: EnrichmentStep,
  work: () => Promise<Figures>,
) => Promise<Figures | 'off'>

/**
 * Finds out what is not known yet of captured posts, of all workspaces, step by step. A step that is switched off leaves its posts as
 * they are, and the others go on without it.
 */
export async function enrichPosts(ctx: SystemCtx, runTask: RunTask): Promise<void> {
  for (const step of ENRICHMENT_STEPS) await runTask(ctx, step, () => runStep(ctx, step))
}

/** Does one step for all posts that wait for it; the work of each claim is written before the next is made. */
export async function runStep(ctx: SystemCtx, step: EnrichmentStep): Promise<Figures> {
  const figures = { processed: 0, failed: 0 }
  for (let claims = 0; claims < CLAIMS_MAX; claims++) {
    const [{ rows }] = await ctx.db.batch((db) => [
      store.claim(db, { step, limit: CLAIM, at: ctx.now(), leaseMs: LEASE_MS }),
    ])
    for (const [workspaceId, posts] of Map.groupBy(rows, (post) => post.workspace_id)) {
      const done = await enrich(ctx.workspace(workspaceId), step, posts)
      figures.processed += done.processed
      figures.failed += done.failed
    }
    if (rows.length < CLAIM) break
  }
  return figures
}

/** Does a step for claimed posts of one workspace. What failed before is tried alone, so that one post does not hold up others. */
async function enrich(ctx: Ctx, step: EnrichmentStep, posts: readonly store.ClaimedPost[]): Promise<Figures> {
  const { workspaceId } = ctx
  const fresh = posts.filter(({ attempts }) => attempts === 1)
  const groups = [fresh, ...posts.filter(({ attempts }) => attempts > 1).map((post) => [post])]
  const figures = { processed: 0, failed: 0 }
  for (const group of groups) {
    if (group.length === 0) continue
    try {
      const findings = await STEPS[step](ctx, group)
      await ctx.db.batch((db, enqueue) => {
        enqueue({ type: 'feed.changed', topic: 'bank' })
        return [store.write(db, { workspaceId, step, findings })]
      })
      figures.processed += group.length
    } catch (error) {
      const reason = redactText(describeError(error))
      ctx.log.warn('bank.enrichment_failed', { step, posts: group.length, error: reason })
      const tried = { workspaceId, step, ids: group.map(({ id }) => id), error: reason }
      await ctx.db.batch((db) => [
        isUnpaid(error)
          ? store.putOff(db, { ...tried, until: new Date(ctx.now().getTime() + UNPAID_WAIT_MS) })
          : store.fail(db, { ...tried, at: ctx.now(), maxAttempts: MAX_ATTEMPTS }),
      ])
      figures.failed += group.length
    }
  }
  return figures
}

type Step = (ctx: Ctx, posts: readonly store.ClaimedPost[]) => Promise<store.Finding[]>

const STEPS: Record<EnrichmentStep, Step> = {
  extract_hooks: async (_ctx, posts) =>
    posts.map(({ id, attempts, content }) => ({ id, attempts, hook: hookOf(content) })),
  generate_embeddings: async (ctx, posts) => {
    const { vectors, model } = await ctx.ai.embed(posts.map(({ content }) => content.slice(0, READ_MAX)))
    return posts.map(({ id, attempts }, n) => {
      const embedding = vectors[n]
      if (!embedding) throw new Error('The model gave fewer vectors than texts.')
      return { id, attempts, embedding, model }
    })
  },
  classify_hooks: classifying('hook_type', hookTypeOptions, ({ hook, content }) => hook || hookOf(content)),
  classify_topics: classifying('topic', topicOptions, ({ content }) => content),
  classify_audiences: classifying('audience', audienceOptions, ({ content }) => content),
}

/** Returns a step that labels posts with one of the workspace's entries, or with none where none fits. */
function classifying(
  kind: ClassifyInput['kind'],
  optionsOf: (db: Db, workspaceId: string) => PromiseLike<LabelOption[]>,
  textOf: (post: store.ClaimedPost) => string,
): Step {
  return async (ctx, posts) => {
    const [options] = await ctx.db.batch((db) => [optionsOf(db, ctx.workspaceId)])
    const labels = new Map<string, string | null>()
    const known = new Set(options.map(({ id }) => id))
    for (let at = 0; at < posts.length && options.length > 0; at += CLASSIFIED_AT_ONCE) {
      const asked = posts.slice(at, at + CLASSIFIED_AT_ONCE)
      const { output } = await ctx.ai.generate(classifyTask, {
        kind,
        options,
        posts: asked.map((post) => ({ id: post.id, text: textOf(post).slice(0, READ_MAX) })),
      })
      for (const { postId, optionId } of output.labels)
        labels.set(postId, optionId !== null && known.has(optionId) ? optionId : null)
    }
    return posts.map(({ id, attempts }) => ({ id, attempts, label: labels.get(id) ?? null }))
  }
}

/** Asks for the enrichment of posts whose message or worker was lost, and of those whose wait after a failure is over. */
export async function sweepPosts(ctx: SystemCtx): Promise<number> {
  const [{ rows }] = await ctx.db.batch((db) => [store.waiting(db, ctx.now())])
  await ctx.deliver(
    rows.map(({ workspace_id: workspaceId }) => ({ id: newId(), workspaceId, job: { type: 'bank.enrich' } })),
  )
  return rows.length
}
