import * as z from 'zod'
import { idSchema, instantSchema, pageQuerySchema } from '#core/lib/kernel/schemas.ts'

export const libraryKindSchema = z.enum(['image', 'video', 'audio', 'document'])
export type LibraryKind = z.infer<typeof libraryKindSchema>

/** One file of the workspace's library, to be sent in conversations and posts. */
export const mediumSchema = z
  .object({
    id: idSchema,
    kind: libraryKindSchema,
    mimeType: z.string().describe('The type of the bytes, whatever the file is called.'),
    fileName: z.string(),
    sizeBytes: z.number().int(),
    width: z.number().int().nullable().describe('In pixels.'),
    height: z.number().int().nullable(),
    duration: z.number().int().nullable().describe('In seconds, of videos and sounds whose files say so.'),
    sha256: z.string(),
    altText: z.string().nullable().describe('A description of what it shows, for people who cannot see it.'),
    url: z.string().describe('The address of its bytes, below the API’s own origin.'),
    createdAt: instantSchema,
  })
  .meta({ id: 'Medium' })
export type Medium = z.infer<typeof mediumSchema>

export const altTextSchema = z.string().trim().max(1000)

/** The JSON form of adding a medium; the other form is the multipart field `file`. */
export const addMediumSchema = z
  .strictObject({
    url: z.url().max(2000).describe('A public address, from which it is fetched once, now.'),
    altText: altTextSchema.optional(),
  })
  .meta({ id: 'AddMedium' })
export type AddMedium = z.infer<typeof addMediumSchema>

export const mediumListQuerySchema = pageQuerySchema.extend({ kind: libraryKindSchema.optional() })

/** A medium of a post: from the library, or from a public address, from which it is fetched into the library. */
export const postMediumSchema = z
  .union([
    z.strictObject({ mediaId: idSchema, altText: altTextSchema.nullable().optional() }),
    z.strictObject({ url: z.url().max(2000), altText: altTextSchema.nullable().optional() }),
  ])
  .meta({ id: 'PostMedium' })
export type PostMedium = z.infer<typeof postMediumSchema>

/** A medium of a post in answers. */
export const shownMediumSchema = mediumSchema
  .pick({
    kind: true,
    mimeType: true,
    fileName: true,
    sizeBytes: true,
    width: true,
    height: true,
    altText: true,
    url: true,
  })
  .extend({ mediaId: idSchema })
  .meta({ id: 'ShownMedium' })
export type ShownMedium = z.infer<typeof shownMediumSchema>
