import * as z from 'zod'
import { idSchema, instantSchema, pageQuerySchema } from '#core/lib/kernel/schemas.ts'
import { type Block, TEXT_MAX, TITLE_MAX, UNREAD } from '#readers/reading.ts'

export const languageSchema = z.enum(['en', 'fr', 'es', 'simple'])
export type Language = z.infer<typeof languageSchema>

export const documentStatusSchema = z.enum(['processing', 'indexed', 'failed'])

export const unreadSchema = z
  .object({
    what: z.enum(UNREAD),
    count: z.number().int().positive(),
  })
  .meta({ id: 'Unread' })

export const documentSchema = z
  .object({
    id: idSchema,
    title: z.string(),
    status: documentStatusSchema,
    error: z.string().nullable().describe('Why it failed, in plain words.'),
    language: languageSchema.nullable(),
    source: z.enum(['text', 'file', 'url']),
    fileName: z.string().nullable(),
    url: z
      .string()
      .nullable()
      .describe('The address from which its text is fetched; null for text and files.'),
    sizeBytes: z.number().int(),
    chunkCount: z
      .number()
      .int()
      .describe(
        'How many passages of it are found now. While what replaced its content is read, and if that fails, those that were read before.',
      ),
    unread: z
      .array(unreadSchema)
      .describe(
        'Parts of the file that are not in its text, with their number: pictures, pages without text, hidden or struck words.',
      ),
    indexedAt: instantSchema.nullable(),
    createdAt: instantSchema,
  })
  .meta({ id: 'Document' })
export type KnowledgeDocument = z.infer<typeof documentSchema>

/** Size of one file: 25 MB. */
export const DOCUMENT_FILE_MAX_BYTES = 25 * 1024 * 1024
export const DOCUMENT_TITLE_MAX = TITLE_MAX
export const DOCUMENT_TEXT_MAX = TEXT_MAX

const title = z.string().trim().min(1).max(DOCUMENT_TITLE_MAX)

const documentInput = z.strictObject({
  title: title.optional().describe('Needed with `text`; else the page’s own title.'),
  text: z.string().trim().min(1).max(DOCUMENT_TEXT_MAX).optional(),
  url: z.string().trim().min(1).optional().describe('A public page to fetch instead of `text`.'),
  language: languageSchema.optional(),
})

/** A document’s own text, or a public page to take it from. */
export type CreateDocument =
  | { title: string; text: string; language?: Language | undefined }
  | { title?: string | undefined; url: string; language?: Language | undefined }

/** Not a union of two shapes: a union only says that neither fits, while this names the field that is wrong. */
export const createDocumentSchema = documentInput.transform(
  ({ title, text, url, language }, context): CreateDocument => {
    const wrong = (path: keyof CreateDocumentInput, message: string) => {
      context.addIssue({ code: 'custom', path: [path], message })
      return z.NEVER
    }
    if (url !== undefined)
      return text === undefined
        ? { title, url, language }
        : wrong('url', 'A document has either a text or a URL, not both.')
    if (text === undefined) return wrong('text', 'A document needs a text, or a URL to fetch it from.')
    return title === undefined ? wrong('title', 'A text needs a title.') : { title, text, language }
  },
)
type CreateDocumentInput = z.input<typeof documentInput>

export const updateDocumentSchema = z
  .strictObject({
    title: title.optional(),
    text: z
      .string()
      .trim()
      .min(1)
      .max(DOCUMENT_TEXT_MAX)
      .optional()
      .describe('Only for a text that was written here.'),
  })
  .refine((change) => Object.keys(change).length > 0, { message: 'Name at least one field to change.' })
  .meta({ id: 'UpdateDocument' })
export type UpdateDocument = z.infer<typeof updateDocumentSchema>

export const replaceDocumentSchema = z
  .strictObject({
    url: z
      .string()
      .trim()
      .min(1)
      .describe('A public page to read instead; the document’s own address to have it fetched once more.'),
    language: languageSchema
      .optional()
      .describe('Found out from the text when it is left out; of the same address it stays.'),
  })
  .meta({ id: 'ReplaceDocument' })
export type ReplaceDocument = z.infer<typeof replaceDocumentSchema>

export const documentListQuerySchema = pageQuerySchema.extend({
  status: documentStatusSchema.optional(),
  search: z.string().trim().max(200).optional().describe('Words of the title, the file name or the address.'),
})
export type DocumentFilter = Omit<z.infer<typeof documentListQuerySchema>, 'limit' | 'cursor'>

/** The text read of a document, in which the offsets of its passages count. */
export const documentTextSchema = z
  .object({
    text: z.string(),
    written: z
      .string()
      .nullable()
      .describe('As it was written, of a text that was written here: what is edited.'),
  })
  .meta({ id: 'DocumentText' })

// --- questions and answers -------------------------------------------------------------------

export const FAQ_QUESTION_MAX = 500
export const FAQ_ANSWER_MAX = 5000
export const FAQ_KEYWORDS_MAX = 20
/** Entries of one import: as many as one request embeds without a noticeable wait. */
export const FAQ_IMPORT_MAX = 500

const keyword = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(/^[^;]*$/, 'A semicolon separates keywords; none may hold one.')

const faqFields = {
  question: z.string().trim().min(1).max(FAQ_QUESTION_MAX),
  answer: z.string().trim().min(1).max(FAQ_ANSWER_MAX),
  keywords: z.array(keyword).max(FAQ_KEYWORDS_MAX).describe('Other words that people ask it with.'),
  language: languageSchema,
  enabled: z.boolean().describe('Off: kept, and neither found nor answered from.'),
}

export const faqSchema = z
  .object({
    id: idSchema,
    ...faqFields,
    createdAt: instantSchema,
    updatedAt: instantSchema,
  })
  .meta({ id: 'Faq' })
export type Faq = z.infer<typeof faqSchema>

export const createFaqSchema = z
  .strictObject({
    ...faqFields,
    keywords: faqFields.keywords.default([]),
    language: languageSchema.optional().describe('Found out from the text when it is left out.'),
    enabled: faqFields.enabled.default(true),
  })
  .meta({ id: 'CreateFaq' })
export type CreateFaq = z.infer<typeof createFaqSchema>

export const updateFaqSchema = z
  .strictObject(faqFields)
  .partial()
  .refine((change) => Object.keys(change).length > 0, { message: 'Name at least one field to change.' })
  .meta({ id: 'UpdateFaq' })
export type UpdateFaq = z.infer<typeof updateFaqSchema>

const faqFilter = {
  enabled: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .optional(),
  language: languageSchema.optional(),
  search: z.string().trim().max(200).optional().describe('Words of the question, the answer or a keyword.'),
}
export const faqListQuerySchema = pageQuerySchema.extend(faqFilter)
export type FaqFilter = Omit<z.infer<typeof faqListQuerySchema>, 'limit' | 'cursor'>

const faqFormat = z.enum(['csv', 'json'])
export type FaqFormat = z.infer<typeof faqFormat>

export const faqExportQuerySchema = z.strictObject({ format: faqFormat.default('csv'), ...faqFilter })

/** Size of one file of FAQs: 5 MB. */
export const FAQ_FILE_MAX_BYTES = 5 * 1024 * 1024

/** A file as its text, so that it travels as JSON like every other write. */
export const importFaqsSchema = z
  .strictObject({
    format: faqFormat,
    content: z.string().min(1).max(1_000_000),
  })
  .meta({ id: 'ImportFaqs' })
export type ImportFaqs = z.infer<typeof importFaqsSchema>

export const faqImportResultSchema = z
  .object({
    created: z.number().int(),
    updated: z.number().int().describe('The question was known already; its answer was replaced.'),
    unchanged: z.number().int(),
    problems: z
      .array(z.object({ line: z.number().int(), message: z.string() }))
      .describe(
        'Entries that were left out, by their line in the CSV or the sheet, or their place in the JSON, from 1.',
      ),
  })
  .meta({ id: 'FaqImportResult' })
export type FaqImportResult = z.infer<typeof faqImportResultSchema>

// --- search ----------------------------------------------------------------------------------

export const searchKnowledgeSchema = z
  .strictObject({
    query: z.string().trim().min(1).max(2000),
    limit: z.number().int().min(1).max(50).default(10),
    language: languageSchema.optional(),
  })
  .meta({ id: 'SearchKnowledge' })
export type SearchKnowledge = z.infer<typeof searchKnowledgeSchema>

export const blockSchema: z.ZodType<Block> = z.object({
  kind: z.enum(['heading', 'text', 'item', 'row']),
  start: z.number().int(),
  end: z.number().int(),
  level: z.number().int().exactOptional(),
  isHead: z.literal(true).exactOptional(),
})

/**
 * A passage that was found. For a chunk, `start` and `end` are character offsets (UTF-16 code units) into the document's
 * text; for a question and answer, `title` is the question, `content` the answer, and the offsets span it. `score` is
 * cosine similarity, 0–1; 0 where the model has not seen the text yet and only its words matched.
 */
export const passageSchema = z
  .object({
    id: idSchema,
    kind: z
      .enum(['chunk', 'faq', 'post', 'memory'])
      .describe(
        'Only of decisions: post is what the post says that a contact comments on, memory what the character that answers remembers.',
      ),
    documentId: idSchema.optional(),
    faqId: idSchema.optional(),
    title: z.string(),
    section: z.string().optional().describe('The headings that it stands under in its document.'),
    content: z.string(),
    blocks: z
      .array(blockSchema)
      .optional()
      .describe(
        'For a chunk: its headings, paragraphs, items and rows, by their places in `content`, which is plain text.',
      ),
    start: z.number().int(),
    end: z.number().int(),
    score: z.number(),
  })
  .meta({ id: 'Passage' })
export type Passage = z.infer<typeof passageSchema>

export const searchResultSchema = z.object({ items: z.array(passageSchema) }).meta({ id: 'SearchResult' })
