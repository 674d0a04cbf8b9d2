import { and, desc, eq, ilike, lt, or, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import * as keyset from '#core/lib/kernel/keyset.ts'
import type { Position } from '#core/lib/kernel/page.ts'
import { searched } from '#core/lib/text/searched.ts'
import { knowledgeChunks, knowledgeDocuments } from '#drizzle/schema/knowledge.ts'
import { READER_VERSION, type Unread } from '#readers/reading.ts'
import type { DocumentFilter, Language } from '../schemas.ts'
import { containing } from './pattern.ts'

export type DocumentRow = typeof knowledgeDocuments.$inferSelect

interface One {
  workspaceId: string
  id: string
}
const one = ({ workspaceId, id }: One) =>
  and(eq(knowledgeDocuments.workspaceId, workspaceId), eq(knowledgeDocuments.id, id))

export const insert = (db: Db, row: typeof knowledgeDocuments.$inferInsert) =>
  db.insert(knowledgeDocuments).values(row).returning()

export const byId = (db: Db, where: One) => db.select().from(knowledgeDocuments).where(one(where))

const text = sql`chorus_lines(${knowledgeDocuments.title}, ${knowledgeDocuments.fileName}, ${knowledgeDocuments.sourceUrl})`

export function list(
  db: Db,
  {
    workspaceId,
    filter: { status, search },
    before,
    limit,
  }: { workspaceId: string; filter: DocumentFilter; before: Position | null; limit: number },
) {
  const { id, createdAt: at } = knowledgeDocuments
  const where = and(
    eq(knowledgeDocuments.workspaceId, workspaceId),
    status === undefined ? undefined : eq(knowledgeDocuments.status, status),
    keyset.before(at, id, before),
  )
  const found = (pattern: string) =>
    searched({
      table: knowledgeDocuments,
      id,
      at,
      where,
      holds: ilike(text, pattern),
      found: sql`select id from match_documents(${pattern})`,
      limit: limit + 1,
    })
  return db
    .select()
    .from(knowledgeDocuments)
    .where(
      search
        ? and(
            eq(knowledgeDocuments.workspaceId, workspaceId),
            sql`${id} = any(array${found(containing(search))})`,
          )
        : where,
    )
    .orderBy(desc(at), desc(id))
    .limit(limit + 1)
}

export const remove = (db: Db, where: One) => db.delete(knowledgeDocuments).where(one(where)).returning()

/** Documents to read: new ones, and those read by an older version of the readers, whose passages serve until they are replaced. */
const isToRead = or(
  eq(knowledgeDocuments.status, 'processing'),
  and(eq(knowledgeDocuments.status, 'indexed'), lt(knowledgeDocuments.readerVersion, READER_VERSION)),
)

/** Claims a document that is to be indexed and that no worker is indexing. */
export const claim = (db: Db, { workspaceId, id, now, leaseUntil }: One & { now: Date; leaseUntil: Date }) =>
  db
    .update(knowledgeDocuments)
    .set({ leaseUntil, attempts: sql`${knowledgeDocuments.attempts} + 1` })
    .where(
      and(
        one({ workspaceId, id }),
        isToRead,
        or(sql`${knowledgeDocuments.leaseUntil} is null`, lt(knowledgeDocuments.leaseUntil, now)),
      ),
    )
    .returning()

/** A document with the content that was read; no longer once it has other content, which lies under another name. */
interface Read extends One {
  objectName: string
}
const asRead = ({ objectName, ...where }: Read) =>
  and(one(where), eq(knowledgeDocuments.objectName, objectName))

/** Records the reading of a document; returns no row when it is gone or has other content. */
export const markRead = (
  db: Db,
  { title, sizeBytes, unread, ...where }: Read & { title: string; sizeBytes: number; unread: Unread[] },
) =>
  db
    .update(knowledgeDocuments)
    .set({ title, fileSizeBytes: sizeBytes, unread })
    .where(and(asRead(where), isToRead))
    .returning()

/** The content of a document, with its title and language. */
export type Content = Pick<
  DocumentRow,
  'title' | 'titleChosen' | 'source' | 'fileName' | 'sourceUrl' | 'language' | 'objectName' | 'fileSizeBytes'
>

/** Replaces the content, which is then to be read; the former passages serve until then. No row when somebody else was faster. */
export const replace = (db: Db, { was, content, ...where }: One & { was: string; content: Content }) =>
  db
    .update(knowledgeDocuments)
    .set({ ...content, status: 'processing', error: null, attempts: 0, leaseUntil: null })
    .where(asRead({ ...where, objectName: was }))
    .returning()

/** Has a failed document indexed from the beginning. */
export const markAgain = (db: Db, where: One) =>
  db
    .update(knowledgeDocuments)
    .set({ status: 'processing', error: null, attempts: 0, leaseUntil: null })
    .where(and(one(where), eq(knowledgeDocuments.status, 'failed')))
    .returning()

/** Extends the lease of a document that is still being indexed. */
export const extendLease = (db: Db, { leaseUntil, ...where }: Read & { leaseUntil: Date }) =>
  db
    .update(knowledgeDocuments)
    .set({ leaseUntil })
    .where(and(asRead(where), isToRead))

/** Ends the lease, so that the next attempt may start at once. */
export const releaseLease = (db: Db, where: Read) =>
  db.update(knowledgeDocuments).set({ leaseUntil: null }).where(asRead(where))

export const deleteChunks = (db: Db, { workspaceId, id }: One) =>
  db
    .delete(knowledgeChunks)
    .where(and(eq(knowledgeChunks.workspaceId, workspaceId), eq(knowledgeChunks.documentId, id)))

export const insertChunks = (db: Db, rows: readonly (typeof knowledgeChunks.$inferInsert)[]) =>
  db.insert(knowledgeChunks).values([...rows])

export const markIndexed = (
  db: Db,
  { chunkCount, language, now, ...where }: Read & { chunkCount: number; language: Language; now: Date },
) =>
  db
    .update(knowledgeDocuments)
    .set({
      status: 'indexed',
      indexedName: where.objectName,
      error: null,
      leaseUntil: null,
      attempts: 0,
      chunkCount,
      language,
      readerVersion: READER_VERSION,
      lastIngestedAt: now,
    })
    .where(and(asRead(where), isToRead))
    .returning({ id: knowledgeDocuments.id })

/** Keeps the passages of a document that could not be read again: it is not tried before the readers change once more. */
export const keepAsRead = (db: Db, where: One) =>
  db
    .update(knowledgeDocuments)
    .set({ leaseUntil: null, attempts: 0, readerVersion: READER_VERSION })
    .where(and(one(where), eq(knowledgeDocuments.status, 'indexed')))

export const markFailed = (db: Db, { error, ...where }: Read & { error: string }) =>
  db
    .update(knowledgeDocuments)
    .set({ status: 'failed', error, leaseUntil: null })
    .where(and(asRead(where), eq(knowledgeDocuments.status, 'processing')))

/** Lists documents whose indexing was lost with its message or its worker. Crosses workspaces. */
export const forgotten = (db: Db, { now, before, limit }: { now: Date; before: Date; limit: number }) =>
  db
    .select({ id: knowledgeDocuments.id, workspaceId: knowledgeDocuments.workspaceId })
    .from(knowledgeDocuments)
    .where(
      and(
        eq(knowledgeDocuments.status, 'processing'),
        or(
          lt(knowledgeDocuments.leaseUntil, now),
          and(sql`${knowledgeDocuments.leaseUntil} is null`, lt(knowledgeDocuments.createdAt, before)),
        ),
      ),
    )
    .limit(limit)

/** Lists documents whose passages older readers have made, the oldest first. Crosses workspaces. */
export const outdated = (db: Db, { now, limit }: { now: Date; limit: number }) =>
  db
    .select({ id: knowledgeDocuments.id, workspaceId: knowledgeDocuments.workspaceId })
    .from(knowledgeDocuments)
    .where(
      and(
        eq(knowledgeDocuments.status, 'indexed'),
        lt(knowledgeDocuments.readerVersion, READER_VERSION),
        or(sql`${knowledgeDocuments.leaseUntil} is null`, lt(knowledgeDocuments.leaseUntil, now)),
      ),
    )
    .orderBy(knowledgeDocuments.readerVersion)
    .limit(limit)
