import * as z from 'zod'
import { idSchema, instantSchema, pageQuerySchema } from '#core/lib/kernel/schemas.ts'
import { mediumSchema } from '#core/media/schemas.ts'

/** A character's media: what it may publish, and whether a person has approved it. */

export const CONTENT_TYPES = ['image', 'video', 'text', 'audio'] as const
export const contentTypeSchema = z.enum(CONTENT_TYPES)
export type ContentType = z.infer<typeof contentTypeSchema>

export const APPROVAL_STATUSES = ['pending', 'approved', 'rejected'] as const
export const approvalStatusSchema = z.enum(APPROVAL_STATUSES)
export type ApprovalStatus = z.infer<typeof approvalStatusSchema>

export const contentCategorySchema = z.enum(['post', 'story', 'reel', 'short', 'message'])
export type ContentCategory = z.infer<typeof contentCategorySchema>

/** The origin of a character's medium. */
export type ContentOrigin = 'uploaded' | 'written' | 'generated'

/** Request that a generated medium was made with. */
export interface ContentSettings {
  /** Provider and model; null for a card drawn here. */
  model: string | null
  /** What the provider or model was asked, or the card says. */
  assembled: string
}

export const qualityCheckSchema = z
  .object({
    check: z.enum(['size', 'shape', 'detail', 'length', 'rate', 'calm', 'original']),
    points: z.number().describe('What it adds to the score.'),
    most: z.number().describe('What it could add.'),
    value: z.string().nullable().describe('What was measured; null where the file does not say.'),
  })
  .meta({ id: 'QualityCheck' })
export type QualityCheck = z.infer<typeof qualityCheckSchema>

export const contentSchema = z
  .object({
    id: idSchema,
    characterId: idSchema,
    characterName: z.string(),
    contentType: contentTypeSchema,
    contentCategory: contentCategorySchema.nullable(),
    isNsfw: z.boolean(),
    medium: mediumSchema.nullable().describe('The file; null for a text.'),
    text: z.string().nullable().describe('The words of a text; null for a file.'),
    thumbnailUrl: z.string().nullable().describe('A small picture of it, below the API’s own origin.'),
    comparedBy: z
      .enum(['look', 'bytes'])
      .describe('How it was compared with the others: by its look, or by its bytes alone.'),
    duplicateOf: idSchema
      .nullable()
      .describe('The same, or almost the same, in the character’s media when this was added.'),
    origin: z.enum(['uploaded', 'written', 'generated']),
    generation: z
      .object({
        prompt: z.string().describe('What was asked for.'),
        model: z.string().nullable().describe('Provider and model; null for a card drawn here.'),
        assembled: z.string().describe('What the provider or model was asked, or the card says.'),
        seconds: z.number().int().nullable(),
      })
      .nullable()
      .describe('How it came about, where it was generated.'),
    qualityScore: z.number().describe('0–1.'),
    quality: z.array(qualityCheckSchema).describe('What the score is made of.'),
    approvalStatus: approvalStatusSchema,
    rejectionReason: z.string().nullable(),
    decidedBy: z.string().nullable().describe('Who approved or rejected it.'),
    decidedAt: instantSchema.nullable(),
    timesUsed: z.number().int().describe('How many published posts showed it.'),
    lastUsedAt: instantSchema.nullable(),
    createdAt: instantSchema,
    updatedAt: instantSchema,
  })
  .meta({ id: 'Content' })
export type Content = z.infer<typeof contentSchema>

const given = {
  contentCategory: contentCategorySchema.nullable().describe('Where it is meant to stand.'),
  isNsfw: z.boolean().describe('Whether it is for adults only.'),
}
const optional = { contentCategory: given.contentCategory.optional(), isNsfw: given.isNsfw.default(false) }
export const addContentSchema = z
  .union([
    z.strictObject({
      characterId: idSchema,
      mediaId: idSchema.describe('A file of the library (`POST /v1/media`).'),
      ...optional,
    }),
    z.strictObject({
      characterId: idSchema,
      text: z.string().trim().min(1).max(10_000),
      ...optional,
    }),
  ])
  .meta({ id: 'AddContent' })
export type AddContent = z.infer<typeof addContentSchema>

export const updateContentSchema = z
  .strictObject(given)
  .partial()
  .refine((change) => Object.values(change).some((value) => value !== undefined), 'Nothing to change.')
  .meta({ id: 'UpdateContent' })
export type UpdateContent = z.infer<typeof updateContentSchema>

const MOST = 100
export const decideContentSchema = z
  .strictObject({
    ids: z.array(idSchema).min(1).max(MOST),
    from: approvalStatusSchema.describe('What they are now; those that are something else stay as they are.'),
    to: approvalStatusSchema,
    reason: z.string().trim().min(1).max(500).optional().describe('Why they are rejected.'),
  })
  .refine(({ from, to }) => from !== to, { path: ['to'], error: 'They are that already.' })
  .refine(({ to, reason }) => to !== 'rejected' || reason !== undefined, {
    path: ['reason'],
    error: 'Say why, so that the next one is better.',
  })
  .meta({ id: 'DecideContent' })
export type DecideContent = z.infer<typeof decideContentSchema>

export const decidedContentSchema = z
  .object({
    changed: z.array(contentSchema),
    unchanged: z
      .array(z.object({ id: idSchema, code: z.string(), message: z.string() }))
      .describe('Those that were something else, or may not be approved.'),
  })
  .meta({ id: 'DecidedContent' })
export type DecidedContent = z.infer<typeof decidedContentSchema>

export const contentListQuerySchema = pageQuerySchema.extend({
  characterId: idSchema.optional(),
  approval: approvalStatusSchema.optional(),
  contentType: contentTypeSchema.optional(),
})
