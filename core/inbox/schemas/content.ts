import * as z from 'zod'
import { idSchema } from '#core/lib/kernel/schemas.ts'
import { inboundDetailsSchema } from './inbound.ts'

/** A file of a message. An inbound file is `pending` until it has been fetched from the platform. */
export const messageMediumSchema = z
  .object({
    id: idSchema,
    kind: z.enum(['image', 'video', 'audio', 'voice', 'document', 'sticker']),
    mimeType: z.string().nullable(),
    fileName: z.string().nullable(),
    sizeBytes: z.number().int().nullable(),
    width: z.number().int().nullable().describe('In pixels.'),
    height: z.number().int().nullable(),
    status: z.enum(['pending', 'stored', 'failed']),
    error: z.string().nullable().describe('Why it is not here yet, or will not be.'),
    url: z
      .string()
      .nullable()
      .describe('The address of its bytes, below the API’s own origin; null until they are stored.'),
  })
  .meta({ id: 'MessageMedium' })
export type MessageMedium = z.infer<typeof messageMediumSchema>

/** The message that another one answers or reacts to. */
export const quotedSchema = z
  .object({
    id: idSchema,
    author: z.enum(['contact', 'machine', 'person']),
    type: z.string(),
    text: z.string().nullable(),
  })
  .meta({ id: 'Quoted' })

const templateValueSchema = z.strictObject({
  text: z.string().trim().min(1).max(1024),
  name: z.string().max(100).optional().describe('Only where the template names its placeholders.'),
})

/** A template and the values of its placeholders, in their order. */
export const templateMessageSchema = z
  .strictObject({
    name: z.string().min(1).max(512),
    language: z.string().min(2).max(20),
    header: z.array(templateValueSchema).max(1).optional(),
    body: z.array(templateValueSchema).max(50).optional(),
    buttons: z
      .array(
        z.strictObject({
          index: z.number().int().min(0).max(9),
          type: z.enum(['quick_reply', 'url']),
          value: z.string().trim().min(1).max(1024),
        }),
      )
      .max(10)
      .optional(),
  })
  .meta({ id: 'TemplateMessage' })
export type TemplateMessage = z.infer<typeof templateMessageSchema>

/** The details of an inbound or outbound message besides its text. */
export const messageDetailsSchema = inboundDetailsSchema
  .extend({
    template: templateMessageSchema.optional(),
    /** The template's parts as filled in, which the connector measures. */
    filled: z
      .array(z.object({ part: z.enum(['header', 'body', 'address', 'payload']), text: z.string() }))
      .optional(),
  })
  .meta({ id: 'MessageDetails' })
export type MessageDetails = z.infer<typeof messageDetailsSchema>

/** The details that the API shows; the others serve our own rules only. */
export const shownDetailsSchema = messageDetailsSchema
  .pick({
    forwarded: true,
    album: true,
    edited: true,
    reaction: true,
    place: true,
    people: true,
    product: true,
    referral: true,
    problem: true,
    notice: true,
    template: true,
  })
  .meta({ id: 'ShownDetails' })
