import { and, asc, desc, eq, inArray, isNull, ne, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import * as keyset from '#core/lib/kernel/keyset.ts'
import type { Position } from '#core/lib/kernel/page.ts'
import { characters, content } from '#drizzle/schema/characters.ts'
import { media } from '#drizzle/schema/media.ts'
import type { ApprovalStatus, ContentType, UpdateContent } from '../schemas.ts'

interface One {
  workspaceId: string
  id: string
}
const one = ({ workspaceId, id }: One) =>
  and(eq(content.workspaceId, workspaceId), eq(content.id, id), isNull(content.removedAt))

const shown = (db: Db) =>
  db
    .select({ content, medium: media, characterName: characters.name })
    .from(content)
    .innerJoin(
      characters,
      and(eq(characters.workspaceId, content.workspaceId), eq(characters.id, content.characterId)),
    )
    .leftJoin(media, and(eq(media.workspaceId, content.workspaceId), eq(media.id, content.mediaId)))
    .$dynamic()
export type ContentRow = Awaited<ReturnType<typeof shown>>[number]

export const byIds = (db: Db, { workspaceId, ids }: { workspaceId: string; ids: readonly string[] }) =>
  shown(db).where(
    and(eq(content.workspaceId, workspaceId), inArray(content.id, [...ids]), isNull(content.removedAt)),
  )

/** Lists characters' media, the latest first: of one character, or of all that are not deleted. */
export const list = (
  db: Db,
  {
    workspaceId,
    characterId,
    approval,
    contentType,
    before,
    limit,
  }: {
    workspaceId: string
    characterId: string | undefined
    approval: ApprovalStatus | undefined
    contentType: ContentType | undefined
    before: Position | null
    limit: number
  },
) =>
  shown(db)
    .where(
      and(
        eq(content.workspaceId, workspaceId),
        isNull(content.removedAt),
        characterId === undefined ? ne(characters.status, 'deleted') : eq(content.characterId, characterId),
        approval === undefined ? undefined : eq(content.approvalStatus, approval),
        contentType === undefined ? undefined : eq(content.contentType, contentType),
        keyset.before(content.createdAt, content.id, before),
      ),
    )
    .orderBy(desc(content.createdAt), desc(content.id))
    .limit(limit + 1)

/** Bits in which the hashes of two pictures may differ that look the same. */
const NEAR_BITS = 6

/** Finds the first medium of a character that is the same, or, by the hash of a picture, almost the same. */
export const alike = (
  db: Db,
  {
    workspaceId,
    characterId,
    sha256,
    perceptualHash,
  }: { workspaceId: string; characterId: string; sha256: string; perceptualHash: string | null },
) =>
  db
    .select({ id: content.id, isSame: sql<boolean>`${content.sha256} = ${sha256}` })
    .from(content)
    .where(
      and(
        eq(content.workspaceId, workspaceId),
        eq(content.characterId, characterId),
        isNull(content.removedAt),
        sql`(${content.sha256} = ${sha256}
          or bit_count(${content.perceptualHash} # ${perceptualHash}::bit(64)) <= ${NEAR_BITS})`,
      ),
    )
    .orderBy(desc(sql`${content.sha256} = ${sha256}`), asc(content.createdAt), asc(content.id))
    .limit(1)

/** Adds a medium; a file that was taken out of a character's media comes back as new, and what was flagged stays so. */
export const insert = (db: Db, row: typeof content.$inferInsert) =>
  db
    .insert(content)
    .values(row)
    .onConflictDoUpdate({
      target: [content.workspaceId, content.mediaId],
      setWhere: sql`${content.removedAt} is not null`,
      set: {
        characterId: row.characterId,
        contentCategory: row.contentCategory ?? null,
        isNsfw: sql`${content.isNsfw} or excluded.is_nsfw`,
        perceptualHash: row.perceptualHash ?? null,
        origin: row.origin,
        prompt: row.prompt ?? null,
        negativePrompt: row.negativePrompt ?? null,
        generationSettings: row.generationSettings ?? null,
        generationTimeSeconds: row.generationTimeSeconds ?? null,
        thumbnailPath: row.thumbnailPath ?? null,
        thumbnailSize: row.thumbnailSize ?? null,
        duplicateOf: row.duplicateOf ?? null,
        qualityScore: row.qualityScore,
        quality: row.quality,
        approvalStatus: 'pending',
        rejectionReason: null,
        decidedBy: null,
        decidedAt: null,
        removedAt: null,
      },
    })
    .returning({ id: content.id })

/** Changes a medium. What is flagged anew has to be approved anew. */
export function change(db: Db, where: One, { isNsfw, contentCategory }: UpdateContent) {
  const anew = sql`${content.approvalStatus} = 'approved' and ${content.isNsfw} <> ${isNsfw ?? false}`
  return db
    .update(content)
    .set({
      ...(contentCategory === undefined ? {} : { contentCategory }),
      ...(isNsfw === undefined
        ? {}
        : {
            isNsfw,
            approvalStatus: sql`case when ${anew} then 'pending' else ${content.approvalStatus} end`,
            decidedBy: sql`case when ${anew} then null else ${content.decidedBy} end`,
            decidedAt: sql`case when ${anew} then null else ${content.decidedAt} end`,
          }),
    })
    .where(one(where))
    .returning({ id: content.id })
}

export const remove = (db: Db, where: One, now: Date) =>
  db.update(content).set({ removedAt: now }).where(one(where)).returning({ id: content.id })

/** Locks media for a decision, and says whether their characters are shown as adults. */
export const lock = (db: Db, { workspaceId, ids }: { workspaceId: string; ids: readonly string[] }) =>
  db
    .select({
      id: content.id,
      characterId: content.characterId,
      isNsfw: content.isNsfw,
      approvalStatus: content.approvalStatus,
      isAdult: sql<boolean>`chorus_is_adult(${content.workspaceId}, ${content.characterId})`,
    })
    .from(content)
    .where(
      and(eq(content.workspaceId, workspaceId), inArray(content.id, [...ids]), isNull(content.removedAt)),
    )
    .orderBy(content.id)
    .for('update')
export type LockedContent = Awaited<ReturnType<typeof lock>>[number]

export const decide = (
  db: Db,
  {
    workspaceId,
    ids,
    from,
    ...set
  }: {
    workspaceId: string
    ids: readonly string[]
    from: ApprovalStatus
    approvalStatus: ApprovalStatus
    rejectionReason: string | null
    decidedBy: string | null
    decidedAt: Date | null
  },
) =>
  db
    .update(content)
    .set(set)
    .where(
      and(
        eq(content.workspaceId, workspaceId),
        inArray(content.id, [...ids]),
        eq(content.approvalStatus, from),
        isNull(content.removedAt),
      ),
    )
    .returning({ id: content.id })
