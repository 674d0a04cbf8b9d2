import * as z from 'zod'
import { idSchema, instantSchema, pageQuerySchema } from '#core/lib/schemas.ts'

export const languageSchema = z.enum(['en', 'fr', 'es', 'simple'])
export type Language = z.infer<typeof languageSchema>

export const documentStatusSchema = z.enum(['processing', 'indexed', 'failed'])

export const documentSchema = z.object({
  id: idSchema,
  title: z.string(),
  status: documentStatusSchema,
  error: z.string().nullable().describe('Why it failed, in plain words.'),
  language: languageSchema.nullable(),
  source: z.enum(['text', 'file']),
  fileName: z.string().nullable(),
  sizeBytes: z.number().int(),
  chunkCount: z.number().int(),
  indexedAt: instantSchema.nullable(),
  createdAt: instantSchema,
})
export type KnowledgeDocument = z.infer<typeof documentSchema>

export const DOCUMENT_TEXT_MAX = 1_000_000

export const createDocumentSchema = z.strictObject({
  title: z.string().trim().min(1).max(200),
  text: z.string().trim().min(1).max(DOCUMENT_TEXT_MAX),
  language: languageSchema.optional(),
})
export type CreateDocument = z.infer<typeof createDocumentSchema>

export const documentListQuerySchema = pageQuerySchema

export const searchKnowledgeSchema = z.strictObject({
  query: z.string().trim().min(1).max(2000),
  limit: z.number().int().min(1).max(50).default(10),
  language: languageSchema.optional(),
})
export type SearchKnowledge = z.infer<typeof searchKnowledgeSchema>

/** A passage found: `start` and `end` are character offsets (UTF-16 code units) into the document's text. */
export const passageSchema = z.object({
  id: idSchema,
  kind: z.enum(['chunk', 'faq']),
  documentId: idSchema.optional(),
  faqId: idSchema.optional(),
  title: z.string(),
  content: z.string(),
  start: z.number().int(),
  end: z.number().int(),
  score: z.number(),
})
export type Passage = z.infer<typeof passageSchema>

export const searchResultSchema = z.object({ items: z.array(passageSchema) })
