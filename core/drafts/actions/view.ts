import { capturedPosts } from '#core/bank/queries.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { notFound } from '#core/lib/kernel/errors.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/kernel/page.ts'
import { audienceById } from '#core/taxonomy/queries.ts'
import { contentOf } from '../rules/content.ts'
import { possibleMoves } from '../rules/states.ts'
import { warningsOf } from '../rules/warnings.ts'
import type { Draft, DraftFilter, DraftSummary, Hook, Version } from '../schemas.ts'
import * as store from '../store/drafts.ts'
import * as hookStore from '../store/hooks.ts'
import * as sourceStore from '../store/sources.ts'
import * as versionStore from '../store/versions.ts'
import { kitQueries, NONE } from './kit.ts'
import { toSource } from './sources.ts'

/** Lists drafts, the latest first. */
export async function listDrafts(
  ctx: Ctx,
  { limit, cursor, ...filter }: DraftFilter & { limit: number; cursor?: string | undefined },
): Promise<Page<DraftSummary>> {
  const before = decodeCursor(cursor)
  const { workspaceId } = ctx
  const [rows] = await ctx.db.batch((db) => [store.list(db, { workspaceId, filter, before, limit })])
  return pageOfRows(rows, limit, ({ draft }) => ({ at: draft.createdAt, id: draft.id }), toSummary)
}

/** Reads a draft with its source, its hooks, and what a person should look at. @throws not_found */
export async function getDraft(ctx: Ctx, id: string): Promise<Draft> {
  const { workspaceId } = ctx
  const [[row], hooks] = await ctx.db.batch((db) => [
    store.byId(db, { workspaceId, id }),
    hookStore.list(db, { workspaceId, draftId: id }),
  ])
  if (!row) throw notFound('draft')
  const { draft } = row
  const exampleIds = draft.bodyDraft?.exampleIds ?? []
  const [[source], [audience], , , [cta], [resource], notes] = await ctx.db.batch((db) => [
    sourceStore.byId(db, { workspaceId, id: draft.sourceId ?? NONE }),
    audienceById(db, { workspaceId, id: draft.audienceId ?? NONE }),
    ...kitQueries(db, draft),
  ])
  const captured = [...exampleIds, ...(source?.postId ? [source.postId] : [])]
  const models =
    captured.length === 0
      ? []
      : (await ctx.db.batch((db) => [capturedPosts(db, { workspaceId, ids: captured })]))[0]
  const summary = toSummary(row)
  return {
    ...summary,
    templateId: draft.templateId,
    presetId: draft.presetId,
    ctaId: draft.ctaId,
    resourceId: draft.resourceId,
    source: source ? toSource(source) : null,
    hooks: hooks.map(toHook),
    hook: row.hook ?? '',
    body: draft.body,
    model: draft.bodyDraft?.model ?? null,
    alternatives: draft.alternatives.map(({ body, model }) => ({ body, model })),
    mentions: draft.mentions,
    media: draft.attachments,
    examples: models
      .filter((post) => exampleIds.includes(post.id))
      .map((post) => ({ postId: post.id, text: post.text, score: post.score })),
    warnings: warningsOf({
      text: summary.text,
      // Leave out the author's own posts: their words may be written again.
      models: models
        .filter((post) => post.authorId === null || post.authorId !== draft.authorId)
        .map((post) => ({ postId: post.id, text: post.text })),
      facts: source
        ? [source.content, ...notes.map(({ content }) => content), cta?.text, resource?.url].join('\n')
        : null,
      wordsToAvoid: audience?.vocabularyToAvoid ?? [],
    }),
  }
}

/** Lists what a draft has been, the latest first. @throws not_found */
export async function listVersions(
  ctx: Ctx,
  id: string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<Version>> {
  const before = decodeCursor(cursor)
  const { workspaceId } = ctx
  const [[draft], rows] = await ctx.db.batch((db) => [
    store.byId(db, { workspaceId, id }),
    versionStore.list(db, { workspaceId, draftId: id, before, limit }),
  ])
  if (!draft) throw notFound('draft')
  return pageOfRows(
    rows,
    limit,
    (row) => ({ at: row.createdAt, id: row.id }),
    (row) => ({
      id: row.id,
      number: row.number,
      cause: row.cause,
      hook: row.hook,
      body: row.body,
      by: row.actorLabel,
      createdAt: row.createdAt.toISOString(),
    }),
  )
}

export const label = (id: string | null, name: string | null) =>
  id === null || name === null ? null : { id, name }

function toSummary({ draft, hook, ...names }: store.LabelledDraft): DraftSummary {
  return {
    id: draft.id,
    status: draft.status,
    reason: draft.reason,
    title: draft.title,
    text: draft.finalContent ?? contentOf({ hook: hook ?? '', body: draft.body, mentions: draft.mentions }),
    author: label(draft.authorId, names.authorName),
    topic: label(draft.topicId, names.topicName),
    audience: label(draft.audienceId, names.audienceName),
    structure: label(draft.structureId, names.structureName),
    targetTopic: draft.targetTopic,
    language: draft.language,
    accountIds: draft.accountIds,
    publishAt: draft.publicationDate?.toISOString() ?? null,
    scheduledPostId: draft.scheduledPostId,
    moves: possibleMoves(draft.status),
    revision: draft.revision,
    createdAt: draft.createdAt.toISOString(),
    updatedAt: draft.updatedAt.toISOString(),
  }
}

const toHook = (row: hookStore.HookRow): Hook => ({
  id: row.id,
  text: row.hookText,
  hookType: row.hookType,
  hookTypeId: row.hookTypeId,
  score: row.score,
  reason: row.reason,
  selected: row.isSelected,
})
