import { capturedPosts } from '#core/bank/queries.ts'
import { detectLanguage } from '#core/knowledge/rules/language.ts'
import { PAGE_ACCEPT, pageOf } from '#core/knowledge/rules/page.ts'
import { actorUserId, type Ctx } from '#core/lib/kernel/context.ts'
import { AppError, invalid, notFound } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { collapse, truncate } from '#core/lib/text/text.ts'
import type { NewSource, Source } from '../schemas.ts'
import type { SourceInsert, SourceRow } from '../store/sources.ts'

const PAGE_MAX_BYTES = 5 * 1024 * 1024
const TITLE_MAX = 80
/** Text of a page that is kept as a source. */
const CONTENT_MAX = 40_000

export interface MadeSource {
  row: SourceInsert & { id: string; title: string; content: string }
  /** The labels of the captured post, where the source is one. */
  labels: { topicId: string | null; audienceId: string | null }
}

/**
 * Reads what a draft is to be written from. Nothing is stored yet: the caller's transaction does that.
 * @throws invalid where an address cannot be read, unavailable where it might be later, not_found without such a post
 */
export async function readSource(ctx: Ctx, input: NewSource): Promise<MadeSource> {
  const { title, content, url, postId, labels } = await read(ctx, input)
  return {
    row: {
      id: newId(),
      workspaceId: ctx.workspaceId,
      sourceType: input.type,
      title: title || truncate(collapse(content), TITLE_MAX),
      content,
      url,
      postId,
      language: detectLanguage(content),
      createdBy: actorUserId(ctx.actor),
    },
    labels,
  }
}

const NO_LABELS = { topicId: null, audienceId: null }

async function read(ctx: Ctx, input: NewSource) {
  if (input.type === 'text')
    return { title: input.title ?? '', content: input.text, url: null, postId: null, labels: NO_LABELS }
  if (input.type === 'url') {
    const page = await readPage(ctx, input.url)
    return {
      title: input.title ?? page.title ?? '',
      content: page.text,
      url: input.url,
      postId: null,
      labels: NO_LABELS,
    }
  }
  const [[post]] = await ctx.db.batch((db) => [
    capturedPosts(db, { workspaceId: ctx.workspaceId, ids: [input.postId] }),
  ])
  if (!post) throw notFound('post')
  const { topicId, audienceId } = post
  const hook = post.hook ? truncate(collapse(post.hook), TITLE_MAX) : ''
  return { title: hook, content: post.text, url: post.url, postId: post.id, labels: { topicId, audienceId } }
}

const badAddress = (reason: string) => invalid(reason, [{ path: 'source.url', message: reason }])

async function readPage(ctx: Ctx, url: string): Promise<{ title: string | null; text: string }> {
  const found = pageOf(await ctx.fetchPublic(url, { maxBytes: PAGE_MAX_BYTES, accept: PAGE_ACCEPT }))
  if (found.kind === 'retry') throw new AppError('unavailable', 'page_unavailable', found.reason)
  if (found.kind === 'failed') throw badAddress(found.reason)
  const reading = await ctx.reader.page(found.page)
  if ('error' in reading) throw badAddress(reading.error)
  const text = reading.text.trim().slice(0, CONTENT_MAX).toWellFormed()
  if (text === '') throw badAddress('The page has no text to write from.')
  return { title: reading.title && truncate(collapse(reading.title), TITLE_MAX), text }
}

export const toSource = (row: SourceRow): Source => ({
  id: row.id,
  type: row.sourceType,
  title: row.title,
  text: row.content,
  url: row.url,
  postId: row.postId,
  language: row.language,
  createdAt: row.createdAt.toISOString(),
})
