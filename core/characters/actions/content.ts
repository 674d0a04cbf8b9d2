import { createHash } from 'node:crypto'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { type Db, only } from '#core/lib/kernel/db.ts'
import { conflict, describeError, invalid, notFound } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/kernel/page.ts'
import { type MediumRow, mediaByIds, thumbnailOf, toMedium } from '#core/media/queries.ts'
import type { PictureReading } from '#readers/picture/read.ts'
import { qualityOf } from '../rules/quality.ts'
import {
  type AddContent,
  type ApprovalStatus,
  type Content,
  type ContentType,
  contentCategorySchema,
  type UpdateContent,
} from '../schemas.ts'
import * as store from '../store/content.ts'
import { changing } from './characters.ts'

/** Lists characters' media, the latest first. */
export async function listContent(
  ctx: Ctx,
  {
    limit,
    cursor,
    ...filter
  }: {
    characterId?: string | undefined
    approval?: ApprovalStatus | undefined
    contentType?: ContentType | undefined
    limit: number
    cursor?: string | undefined
  },
): Promise<Page<Content>> {
  const { characterId, approval, contentType } = filter
  const before = decodeCursor(cursor)
  const [rows] = await ctx.db.batch((db) => [
    store.list(db, { workspaceId: ctx.workspaceId, characterId, approval, contentType, before, limit }),
  ])
  return pageOfRows(rows, limit, (row) => ({ at: row.content.createdAt, id: row.content.id }), toContent)
}

/** Reads one of a character's media. @throws not_found */
export const getContent = async (ctx: Ctx, id: string): Promise<Content> => toContent(await rowOf(ctx, id))

async function rowOf(ctx: Ctx, id: string): Promise<store.ContentRow> {
  const [[row]] = await ctx.db.batch((db) => [store.byIds(db, { workspaceId: ctx.workspaceId, ids: [id] })])
  if (!row) throw notFound('medium')
  return row
}

/** A file or a text that is added to a character's media, and what is known of it. */
export interface Given {
  contentType: ContentType
  mediaId: string | null
  text: string | null
  sha256: string
  facts: Pick<MediumRow, 'width' | 'height' | 'duration' | 'sizeBytes'>
  look: Look
}

/** How a picture looks, as far as it could be decoded. */
interface Look extends Pick<NewContent, 'perceptualHash' | 'thumbnailPath' | 'thumbnailSize'> {
  /** True for a picture of a single colour. */
  isBlank?: boolean
}
type NewContent = Parameters<typeof store.insert>[1]

/**
 * Adds a file of the library, or a text, to a character's media; it awaits approval there.
 * @throws not_found, invalid for a file that is none of the kinds, conflict `character_deleted`, `content_exists`
 */
export async function addContent(ctx: Ctx, input: AddContent): Promise<Content> {
  const { workspaceId } = ctx
  const { characterId, contentCategory = null, isNsfw } = input
  const given = 'text' in input ? textOf(input.text) : await fileOf(ctx, input.mediaId)
  const { contentType } = given
  let id = ''
  await changing(ctx, characterId, async (tx) => {
    const origin = given.text === null ? 'uploaded' : 'written'
    id = await placeContent(tx, { workspaceId, characterId, contentCategory, isNsfw, origin }, given)
    return { action: 'character.add_content', after: { contentId: id, contentType, isNsfw } }
  })
  return getContent(ctx, id)
}

/**
 * Adds a file or a text to a character's media in a transaction, compared with what is there and scored. Returns its id.
 * @throws conflict `content_exists`
 */
export async function placeContent(
  tx: Db,
  row: Pick<NewContent, 'workspaceId' | 'characterId' | 'origin'> & Partial<NewContent>,
  { contentType, mediaId, text, sha256, facts, look }: Given,
): Promise<string> {
  const { workspaceId, characterId } = row
  const { isBlank = false, ...columns } = look
  const perceptualHash = columns.perceptualHash ?? null
  const [like] = await store.alike(tx, { workspaceId, characterId, sha256, perceptualHash })
  // A post says a text word for word: two rows of it could not be approved apart.
  if (text !== null && like?.isSame) throw exists()
  const { score, checks } = qualityOf({
    ...facts,
    contentType,
    text,
    isBlank,
    isDuplicate: like !== undefined,
  })
  const [added] = await store.insert(tx, {
    ...row,
    id: newId(),
    contentType,
    mediaId,
    text,
    sha256,
    ...columns,
    duplicateOf: like?.id ?? null,
    qualityScore: score,
    quality: checks,
  })
  if (!added) throw exists()
  return added.id
}

const exists = () => conflict('content_exists', 'A character has this in its media already.')

export const textOf = (text: string): Given => ({
  contentType: 'text',
  mediaId: null,
  text,
  sha256: createHash('sha256').update(text).digest('hex'),
  facts: { width: null, height: null, duration: null, sizeBytes: Buffer.byteLength(text) },
  look: {},
})

async function fileOf(ctx: Ctx, mediaId: string): Promise<Given> {
  const medium = only(await mediaByIds(ctx, [mediaId], () => 'mediaId'))
  const { kind, sha256 } = medium
  if (kind === 'document') {
    const message = 'Pictures, videos and sounds are taken. Write a text here instead of a file of it.'
    throw invalid(message, [{ path: 'mediaId', message }])
  }
  return { contentType: kind, mediaId, text: null, sha256, facts: medium, look: await lookAt(ctx, medium) }
}

/** Looks at a picture, and stores it small. One that the reader cannot take is added all the same, compared by its bytes alone. */
async function lookAt(ctx: Ctx, { kind, objectName, width, height }: MediumRow): Promise<Look> {
  if (kind !== 'image' || width === null || height === null) return {}
  const read = await ctx.reader.picture(objectName, { width, height }).catch((error: unknown) => {
    ctx.log.warn('content.not_looked_at', { objectName, error: describeError(error) })
    return null
  })
  return read ? keepLook(ctx, objectName, read) : {}
}

/** Stores a picture small beside itself. Returns how it looks. */
export async function keepLook(
  ctx: Ctx,
  objectName: string,
  { hash, thumbnail }: PictureReading,
): Promise<Look> {
  const thumbnailPath = thumbnailOf(objectName)
  await ctx.blobs.put(thumbnailPath, thumbnail)
  return {
    perceptualHash: hash,
    thumbnailPath,
    thumbnailSize: thumbnail.byteLength,
    isBlank: hash === null,
  }
}

/** Returns the small picture of a medium, for the door that streams its bytes. @throws not_found where it has none */
export async function getThumbnail(ctx: Ctx, { id }: { id: string }) {
  const { content, medium } = await rowOf(ctx, id)
  if (content.thumbnailPath === null) throw notFound('thumbnail')
  return {
    objectName: content.thumbnailPath,
    mimeType: 'image/jpeg',
    fileName: medium?.fileName ?? null,
    sizeBytes: content.thumbnailSize,
    sha256: `${content.sha256}-small`,
  }
}

/**
 * Changes where a medium is meant to stand, or whether it is for adults only: approved before, it then has to be approved anew.
 * @throws not_found, conflict `character_deleted`
 */
export async function updateContent(ctx: Ctx, id: string, input: UpdateContent): Promise<Content> {
  const { workspaceId } = ctx
  const { content } = await rowOf(ctx, id)
  await changing(ctx, content.characterId, async (tx) => {
    if ((await store.change(tx, { workspaceId, id }, input)).length === 0) throw notFound('medium')
    return {
      action: 'character.change_content',
      before: { contentId: id, isNsfw: content.isNsfw, contentCategory: content.contentCategory },
      after: { contentId: id, ...input },
    }
  })
  return getContent(ctx, id)
}

/** Takes a medium out of a character's media. Its file stays in the library, and what was flagged stays flagged there. */
export async function removeContent(ctx: Ctx, id: string): Promise<void> {
  const { content } = await rowOf(ctx, id)
  await changing(ctx, content.characterId, async (tx) => {
    const removed = await store.remove(tx, { workspaceId: ctx.workspaceId, id }, ctx.now())
    if (removed.length === 0) throw notFound('medium')
    return {
      action: 'character.remove_content',
      before: { contentId: id, contentType: content.contentType },
    }
  })
}

export function toContent({ content, medium, characterName }: store.ContentRow): Content {
  const {
    workspaceId: _tenant,
    mediaId: _file,
    sha256: _hash,
    perceptualHash,
    thumbnailPath,
    thumbnailSize: _size,
    isApproved: _approved,
    removedAt: _removed,
    prompt,
    negativePrompt: _without,
    generationSettings,
    generationTimeSeconds,
    ...shown
  } = content
  return {
    ...shown,
    characterName,
    medium: medium && toMedium(medium),
    thumbnailUrl: thumbnailPath && `/v1/content/${content.id}/thumbnail`,
    generation:
      prompt === null || generationSettings === null
        ? null
        : { prompt, ...generationSettings, seconds: generationTimeSeconds },
    comparedBy: perceptualHash === null ? 'bytes' : 'look',
    contentCategory: contentCategorySchema.nullable().parse(content.contentCategory),
    decidedAt: content.decidedAt?.toISOString() ?? null,
    lastUsedAt: content.lastUsedAt?.toISOString() ?? null,
    createdAt: content.createdAt.toISOString(),
    updatedAt: content.updatedAt.toISOString(),
  }
}
