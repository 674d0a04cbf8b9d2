import * as audit from '#core/lib/kernel/audit.ts'
import type { Ctx, SystemCtx } from '#core/lib/kernel/context.ts'
import { conflict, describeError, notFound } from '#core/lib/kernel/errors.ts'
import { askAgain } from '#core/lib/kernel/left-behind.ts'
import { closenessOf } from './rules/closeness.ts'
import { measure } from './rules/figures.ts'
import { commonSignature, SIGNATURE } from './rules/signature.ts'
import { type Closeness, type CorrectStyle, describeTask, type Style } from './schemas.ts'
import * as store from './store.ts'

/** Fewer posts show no style. */
const POSTS_MIN = 5
/** The latest posts count: people change how they write. */
const POSTS_READ = 200
/** Posts that a model reads, and how much of each. */
const SAMPLES = 8
const SAMPLE_MAX = 2000
/** A month's analysis is made for authors with more posts than this. */
const MONTHLY_POSTS = 20
/** An analysis younger than this serves for the month. */
const RECENT_MS = 20 * 86_400_000
const LEASE_MS = 10 * 60_000
const AGAIN_MS = 60 * 60_000
const SWEEP_LIMIT = 20

/** Reads how a profile writes, as far as it is known. @throws not_found */
export async function getStyle(ctx: Ctx, id: string): Promise<Style> {
  const [[row]] = await ctx.db.batch((db) => [store.byId(db, { workspaceId: ctx.workspaceId, id })])
  if (!row) throw notFound('profile')
  return toStyle(row)
}

async function textsOf(ctx: Ctx, id: string): Promise<string[]> {
  const { workspaceId } = ctx
  const [rows] = await ctx.db.batch((db) => [store.textsOf(db, { workspaceId, id, limit: POSTS_READ })])
  if (rows.length < POSTS_MIN)
    throw conflict('too_few_posts', `The bank has too few posts of this author: ${POSTS_MIN} show a style.`)
  return rows.map(({ text }) => text)
}

/**
 * Measures and describes how a profile writes, from its captured posts. The prompt is replaced unless a person has corrected it, also
 * while this goes on. @throws not_found, conflict `too_few_posts`
 */
export async function analyzeStyle(ctx: Ctx, id: string): Promise<Style> {
  await getStyle(ctx, id)
  const where = { workspaceId: ctx.workspaceId, id }
  const texts = await textsOf(ctx, id)
  const measured = measure(texts)
  const { output, model } = await ctx.ai.generate(describeTask, {
    measured,
    posts: texts.slice(0, SAMPLES).map((text) => text.slice(0, SAMPLE_MAX)),
  })
  const analysis = { ...output, measured, model, signature: SIGNATURE, analyzedAt: ctx.now().toISOString() }
  await ctx.db.tx(async (tx, enqueue) => {
    const [written] = await store.writeAnalysis(tx, where, { analysis, signature: commonSignature(texts) })
    if (!written) throw notFound('profile')
    await audit.record(tx, ctx, {
      action: 'profile.analyze_style',
      objectType: 'profile',
      objectId: id,
      after: { posts: measured.posts, model },
    })
    enqueue({ type: 'feed.changed', topic: 'bank' })
  })
  return getStyle(ctx, id)
}

/** Replaces the prompt by a person's own, which no analysis overwrites; null takes the analysis's again. @throws not_found */
export async function correctStyle(ctx: Ctx, id: string, { prompt }: CorrectStyle): Promise<Style> {
  const where = { workspaceId: ctx.workspaceId, id }
  await ctx.db.tx(async (tx, enqueue) => {
    const [before] = await store.lock(tx, where)
    if (!before) throw notFound('profile')
    const set = {
      prompt: prompt ?? before.analysis?.prompt ?? null,
      correctedAt: prompt === null ? null : ctx.now(),
    }
    await store.correct(tx, where, set)
    await audit.record(tx, ctx, {
      action: 'profile.correct_style',
      objectType: 'profile',
      objectId: id,
      before: { prompt: before.prompt },
      after: { prompt: set.prompt },
    })
    enqueue({ type: 'feed.changed', topic: 'bank' })
  })
  return getStyle(ctx, id)
}

/**
 * Says how much a text sounds like a profile, by what is measured alone: by its analysis, or by its posts while there is none.
 * @throws not_found, conflict `too_few_posts`
 */
export async function judgeCloseness(ctx: Ctx, id: string, { text }: { text: string }): Promise<Closeness> {
  const [[row]] = await ctx.db.batch((db) => [store.byId(db, { workspaceId: ctx.workspaceId, id })])
  if (!row) throw notFound('profile')
  const { analysis, signature } = row
  if (analysis?.signature === SIGNATURE && signature)
    return closenessOf(text, { signature, measured: analysis.measured })
  const texts = await textsOf(ctx, id)
  return closenessOf(text, { signature: commonSignature(texts), measured: measure(texts) })
}

/** Asks for the month's analyses. Done a second time it finds none: who is due already stays so, and who was analysed lately is not asked for. */
export async function askForStyles(ctx: SystemCtx): Promise<number> {
  const at = ctx.now()
  return ctx.db.tx(async (tx, enqueue) => {
    const recent = new Date(at.getTime() - RECENT_MS)
    const marked = await store.markDue(tx, { at, recent, posts: MONTHLY_POSTS })
    for (const { workspaceId, id } of marked) enqueue({ type: 'style.refresh', profileId: id }, workspaceId)
    return marked.length
  })
}

/** Does an analysis that is due, once; what fails is due again in an hour. @returns whether it was done */
export async function refreshStyle(ctx: Ctx, id: string): Promise<boolean> {
  const where = { workspaceId: ctx.workspaceId, id }
  const at = ctx.now()
  const until = new Date(at.getTime() + LEASE_MS)
  const [[taken]] = await ctx.db.batch((db) => [store.take(db, where, { at, until })])
  if (!taken) return false
  try {
    await analyzeStyle(ctx, id)
    return true
  } catch (error) {
    ctx.log.warn('style.refresh_failed', { profileId: id, error: describeError(error) })
    const again = new Date(at.getTime() + AGAIN_MS)
    await ctx.db.batch((db) => [store.take(db, where, { at: until, until: again })])
    return false
  }
}

/** Asks again for analyses whose message was lost, or came while their worker was switched off. */
export const sweepStyles = (ctx: SystemCtx): Promise<number> =>
  askAgain(ctx, store.due, { limit: SWEEP_LIMIT, job: (id) => ({ type: 'style.refresh', profileId: id }) })

const toStyle = ({ id, prompt, correctedAt, analysis }: store.StyleRow): Style => ({
  profileId: id,
  prompt,
  correctedAt: correctedAt?.toISOString() ?? null,
  analysis: analysis && {
    measured: analysis.measured,
    description: analysis.description,
    prompt: analysis.prompt,
    model: analysis.model,
    analyzedAt: analysis.analyzedAt,
  },
})
