import { type SQL, sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  unique,
  uuid,
  vector,
} from 'drizzle-orm/pg-core'
import type { Language } from '#core/knowledge/schemas.ts'
import { EMBEDDING_DIMENSIONS } from '#core/lib/kernel/ai.ts'
import type { Block, Unread } from '#readers/reading.ts'
import { id, instant, timestamps, tsvector } from './columns.ts'
import { tenantReference, workspaceId } from './tenant.ts'

export const knowledgeDocuments = pgTable(
  'knowledge_documents',
  {
    id: id(),
    workspaceId: workspaceId(),
    title: text('title').notNull(),
    /** The title was given by a person: reading the file or the page does not change it. */
    titleChosen: boolean('title_chosen').notNull().default(false),
    source: text('source').$type<'text' | 'file' | 'url'>().notNull(),
    fileName: text('file_name'),
    sourceUrl: text('source_url'),
    /** Name of the bytes in the blob store. */
    objectName: text('object_name').notNull(),
    /** The object that the passages were made of; differs from `objectName` while a replacement is read, or if reading it failed. */
    indexedName: text('indexed_name'),
    language: text('lang_code').$type<Language>(),
    status: text('status').$type<'processing' | 'indexed' | 'failed'>().notNull(),
    error: text('error'),
    attempts: integer('attempts').notNull().default(0),
    leaseUntil: instant('lease_until'),
    fileSizeBytes: bigint('file_size_bytes', { mode: 'number' }).notNull(),
    /** Number of passages that searches find now. */
    chunkCount: integer('chunk_count').notNull().default(0),
    /** Version of the readers that made the passages; 0: of a reader without a version. */
    readerVersion: integer('reader_version').notNull().default(0),
    unread: jsonb('unread').$type<Unread[]>().notNull().default([]),
    lastIngestedAt: instant('last_ingested_at'),
    ...timestamps(),
  },
  (t) => [
    unique('knowledge_documents_tenant').on(t.workspaceId, t.id),
    index('knowledge_documents_recent').on(t.workspaceId, t.createdAt, t.id),
    index('knowledge_documents_status').on(t.workspaceId, t.status, t.createdAt, t.id),
    index('knowledge_documents_processing').on(t.leaseUntil).where(sql`${t.status} = 'processing'`),
    index('knowledge_documents_reader').on(t.readerVersion).where(sql`${t.status} = 'indexed'`),
  ],
)

export const knowledgeChunks = pgTable(
  'knowledge_chunks',
  {
    id: id(),
    workspaceId: workspaceId(),
    documentId: uuid('document_id').notNull(),
    chunkIndex: integer('chunk_index').notNull(),
    heading: text('heading'),
    content: text('content').notNull(),
    /** The parts of the content, by their positions in it. */
    blocks: jsonb('blocks').$type<Block[]>(),
    language: text('lang_code').$type<Language>().notNull(),
    tsv: tsvector('tsv').generatedAlwaysAs(
      (): SQL => sql`case ${knowledgeChunks.language}
        when 'en' then to_tsvector('pg_catalog.english', chorus_told(coalesce(${knowledgeChunks.heading}, '') || ' ' || ${knowledgeChunks.content}))
        when 'fr' then to_tsvector('pg_catalog.french', chorus_told(coalesce(${knowledgeChunks.heading}, '') || ' ' || ${knowledgeChunks.content}))
        when 'es' then to_tsvector('pg_catalog.spanish', chorus_told(coalesce(${knowledgeChunks.heading}, '') || ' ' || ${knowledgeChunks.content}))
        else to_tsvector('pg_catalog.simple', chorus_told(coalesce(${knowledgeChunks.heading}, '') || ' ' || ${knowledgeChunks.content}))
      end`,
    ),
    embedding: vector('embedding', { dimensions: EMBEDDING_DIMENSIONS }).notNull(),
    embeddingModel: text('embedding_model').notNull(),
    startChar: integer('start_char').notNull(),
    endChar: integer('end_char').notNull(),
    tokenCount: integer('token_count').notNull(),
    ...timestamps(),
  },
  (t) => [
    unique('knowledge_chunks_position').on(t.workspaceId, t.documentId, t.chunkIndex),
    // The workspace is part of the index, or a common word would read other workspaces' rows.
    index('knowledge_chunks_words').using('gin', t.workspaceId, t.tsv),
    tenantReference('knowledge_chunks_document', [t.workspaceId, t.documentId], knowledgeDocuments),
  ],
)

/** A question and the answer that the team gives to it. */
export const faqQa = pgTable(
  'faq_qa',
  {
    id: id(),
    workspaceId: workspaceId(),
    question: text('question').notNull(),
    answer: text('answer').notNull(),
    keywords: text('keywords').array().notNull().default([]),
    language: text('lang_code').$type<Language>().notNull(),
    enabled: boolean('enabled').notNull().default(true),
    tsv: tsvector('tsv').generatedAlwaysAs(
      (): SQL => sql`case ${faqQa.language}
        when 'en' then to_tsvector('pg_catalog.english', chorus_told(${faqQa.question} || ' ' || ${faqQa.answer}))
        when 'fr' then to_tsvector('pg_catalog.french', chorus_told(${faqQa.question} || ' ' || ${faqQa.answer}))
        when 'es' then to_tsvector('pg_catalog.spanish', chorus_told(${faqQa.question} || ' ' || ${faqQa.answer}))
        else to_tsvector('pg_catalog.simple', chorus_told(${faqQa.question} || ' ' || ${faqQa.answer}))
      end`,
    ),
    /** Made of the question and its keywords; null until the model has made it. */
    embedding: vector('embedding', { dimensions: EMBEDDING_DIMENSIONS }),
    embeddingModel: text('embedding_model'),
    ...timestamps(),
  },
  (t) => [
    unique('faq_qa_tenant').on(t.workspaceId, t.id),
    index('faq_qa_recent').on(t.workspaceId, t.createdAt, t.id),
    index('faq_qa_enabled').on(t.workspaceId, t.enabled, t.createdAt, t.id),
    index('faq_qa_language').on(t.workspaceId, t.language, t.createdAt, t.id),
    index('faq_qa_words').using('gin', t.workspaceId, t.tsv),
  ],
)
