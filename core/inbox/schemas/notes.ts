import * as z from 'zod'
import { idSchema, instantSchema, pageQuerySchema } from '#core/lib/kernel/schemas.ts'

const NOTE_MAX = 4000
const MENTIONS_MAX = 20

const fields = {
  text: z.string().trim().min(1).max(NOTE_MAX),
  mentions: z
    .array(idSchema)
    .max(MENTIONS_MAX)
    .describe('Members who are told of it: it calls for them until they have looked at the conversation.'),
}

export const noteSchema = z
  .object({
    id: idSchema,
    conversationId: idSchema,
    author: z.object({ userId: idSchema.nullable(), name: z.string() }),
    text: fields.text.describe('For the team alone: a note is never sent, and no model reads it.'),
    mentions: z.array(z.object({ userId: idSchema, name: z.string() })),
    createdAt: instantSchema,
    editedAt: instantSchema.nullable(),
  })
  .meta({ id: 'InboxNote' })
export type Note = z.infer<typeof noteSchema>

export const noteListQuerySchema = pageQuerySchema.extend({ conversationId: idSchema.optional() })

export const createNoteSchema = z
  .strictObject({
    conversationId: idSchema,
    text: fields.text,
    mentions: fields.mentions.default([]),
  })
  .meta({ id: 'InboxCreateNote' })
export type CreateNote = z.infer<typeof createNoteSchema>

export const changeNoteSchema = z
  .strictObject(fields)
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'Nothing to change.')
  .meta({ id: 'ChangeNote' })
export type ChangeNote = z.infer<typeof changeNoteSchema>
