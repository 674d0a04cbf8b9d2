import * as audit from '#core/lib/kernel/audit.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { isUnpaid } from '#core/lib/kernel/credits.ts'
import { AppError, describeError, invalid, notFound, sqlState } from '#core/lib/kernel/errors.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/kernel/page.ts'
import type {
  BankFilter,
  BankPost,
  BankPostDetail,
  BankResult,
  EnrichmentStep,
  LabelPost,
  SearchBank,
} from '../schemas.ts'
import * as store from '../store/posts.ts'

const FOREIGN_KEY_VIOLATION = '23503'

/** Lists captured posts, the latest first. */
export async function listPosts(
  ctx: Ctx,
  { limit, cursor, ...filter }: BankFilter & { limit: number; cursor?: string | undefined },
): Promise<Page<BankPost>> {
  const before = decodeCursor(cursor)
  const { workspaceId } = ctx
  const [rows] = await ctx.db.batch((db) => [store.list(db, { workspaceId, filter, before, limit })])
  return pageOfRows(rows, limit, (row) => ({ at: row.postedAt, id: row.id }), toPost)
}

/** Reads a captured post: with its numbers over time, and what its score compares them with. @throws not_found */
export async function getPost(ctx: Ctx, id: string): Promise<BankPostDetail> {
  const where = { workspaceId: ctx.workspaceId, id }
  const [[row], { rows: usual }, history, tasks] = await ctx.db.batch((db) => [
    store.byId(db, where),
    store.usual(db, where),
    store.history(db, where),
    store.tasksOf(db, where),
  ])
  if (!row) throw notFound('post')
  const [compared] = usual
  return {
    ...toPost(row),
    usual: compared
      ? {
          author: compared.author === null ? null : Number(compared.author),
          authorPosts: Number(compared.author_posts),
          platform: Number(compared.platform),
          expected: Number(compared.expected),
        }
      : null,
    history: history.map(({ at, metrics }) => ({ at: at.toISOString(), metrics })),
    problems: tasks
      .filter(({ error }) => error !== null)
      .map(({ step, attempts, error, notBefore }) => ({
        step,
        attempts,
        error,
        givenUp: notBefore === null,
      })),
  }
}

/** Finds posts by meaning, or those most like a post; without either, those that pass the filters, sorted. */
export async function searchPosts(ctx: Ctx, search: SearchBank): Promise<BankResult> {
  const { query, similarTo: to, filters, sort, limit } = search
  const within = { workspaceId: ctx.workspaceId, filters, limit }
  if (to !== undefined) {
    const [rows] = await ctx.db.batch((db) => [store.similar(db, { ...within, to })])
    return { items: rows.map(toResult) }
  }
  if (query === '') {
    const [rows] = await ctx.db.batch((db) => [store.first(db, { ...within, sort })])
    return { items: rows.map(toResult) }
  }
  const { embedding, model } = await embeddingOf(ctx, query)
  const [rows] = await ctx.db.batch((db) => [store.nearest(db, { ...within, embedding, model })])
  return { items: rows.map(toResult) }
}

async function embeddingOf(ctx: Ctx, query: string): Promise<{ embedding: number[]; model: string }> {
  try {
    const { vectors, model } = await ctx.ai.embed([query])
    const [embedding] = vectors
    if (!embedding) throw new Error('The model gave no vector.')
    return { embedding, model }
  } catch (error) {
    if (isUnpaid(error)) throw error
    ctx.log.warn('bank.query_not_embedded', { error: describeError(error) })
    throw new AppError(
      'unavailable',
      'model_unavailable',
      'The model that reads the search is away. Try again in a minute, or search by filters alone.',
    )
  }
}

/** Labels a post by hand, or says whose it is; machines leave those labels alone. @throws not_found, invalid */
export async function labelPost(ctx: Ctx, id: string, change: LabelPost): Promise<BankPostDetail> {
  const where = { workspaceId: ctx.workspaceId, id }
  const { profileId, ...labels } = change
  try {
    await ctx.db.tx(async (tx, enqueue) => {
      const [before] = await store.lock(tx, where)
      if (!before) throw notFound('post')
      await store.label(tx, where, {
        ...labels,
        ...(profileId === undefined ? {} : { authorId: profileId }),
        ...(labels.topicId === undefined ? {} : { needsTopicClassification: false }),
        ...(labels.audienceId === undefined ? {} : { needsAudienceClassification: false }),
        ...(labels.hookTypeId === undefined ? {} : { needsHookClassification: false }),
      })
      if (profileId !== undefined)
        await store.score(tx, { workspaceId: ctx.workspaceId, platforms: [before.platform] })
      await audit.record(tx, ctx, {
        action: 'bank_post.label',
        objectType: 'bank_post',
        objectId: id,
        before,
        after: change,
      })
      enqueue({ type: 'feed.changed', topic: 'bank' })
    })
  } catch (error) {
    if (sqlState(error) === FOREIGN_KEY_VIOLATION) throw invalid('One of the labels does not exist.')
    throw error
  }
  return getPost(ctx, id)
}

/** Has every step that failed on a post tried again. @throws not_found */
export async function retryPost(ctx: Ctx, id: string): Promise<BankPostDetail> {
  const where = { workspaceId: ctx.workspaceId, id }
  await ctx.db.tx(async (tx, enqueue) => {
    const [known] = await store.lock(tx, where)
    if (!known) throw notFound('post')
    await store.retry(tx, where)
    await audit.record(tx, ctx, { action: 'bank_post.retry', objectType: 'bank_post', objectId: id })
    enqueue({ type: 'bank.enrich' })
  })
  return getPost(ctx, id)
}

/** Removes a post from the bank. @throws not_found */
export async function deletePost(ctx: Ctx, id: string): Promise<void> {
  const { workspaceId } = ctx
  await ctx.db.tx(async (tx, enqueue) => {
    const {
      rows: [removed],
    } = await store.remove(tx, { workspaceId, id })
    if (!removed) throw notFound('post')
    await store.score(tx, { workspaceId, platforms: [removed.platform] })
    await audit.record(tx, ctx, {
      action: 'bank_post.delete',
      objectType: 'bank_post',
      objectId: id,
      before: { externalKey: removed.external_key },
    })
    enqueue({ type: 'feed.changed', topic: 'bank' })
  })
}

const label = (id: string | null, name: string | null) => (id === null || name === null ? null : { id, name })

function waitingOf(row: store.PostRow): EnrichmentStep[] {
  const steps: [EnrichmentStep, boolean][] = [
    ['extract_hooks', row.hook === null],
    ['generate_embeddings', row.needsEmbedding],
    ['classify_hooks', row.needsHookClassification],
    ['classify_topics', row.needsTopicClassification],
    ['classify_audiences', row.needsAudienceClassification],
  ]
  return steps.flatMap(([step, waits]) => (waits ? [step] : []))
}

const toPost = (row: store.PostRow): BankPost => ({
  id: row.id,
  externalKey: row.externalKey,
  platform: row.platform,
  externalId: row.externalId,
  url: row.url,
  source: row.source,
  author: { profileId: row.profileId, name: row.profileName ?? row.author },
  text: row.text,
  hook: row.hook || null,
  hookType: label(row.hookTypeId, row.hookTypeName),
  topic: label(row.topicId, row.topicName),
  audience: label(row.audienceId, row.audienceName),
  structure: label(row.structureId, row.structureName),
  metrics: row.metrics,
  engagement: row.engagement,
  score: row.score,
  waiting: waitingOf(row),
  postedAt: row.postedAt.toISOString(),
  capturedAt: row.scrapedAt.toISOString(),
})

const toResult = (row: store.PostRow): BankResult['items'][number] => ({
  ...toPost(row),
  similarity: row.similarity === null ? null : Number(row.similarity),
})
