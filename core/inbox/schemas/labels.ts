import * as z from 'zod'
import { idSchema, instantSchema, pageOf } from '#core/lib/kernel/schemas.ts'

/** The most labels of a workspace: all of them are offered at once. */
export const LABELS_MAX = 100

const fields = {
  name: z.string().trim().min(1).max(50).describe('Unique in the workspace, whatever the case.'),
  color: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, 'A colour such as #0b7285.')
    .transform((color) => color.toLowerCase())
    .describe('`#rrggbb`.'),
}

/** A label as a conversation carries it. */
export const labelOnSchema = z
  .object({ id: idSchema, name: z.string(), color: z.string() })
  .meta({ id: 'LabelOn' })
export type LabelOn = z.infer<typeof labelOnSchema>

export const labelSchema = labelOnSchema
  .extend({ createdAt: instantSchema, updatedAt: instantSchema })
  .meta({ id: 'Label' })
export type Label = z.infer<typeof labelSchema>
export const labelsSchema = pageOf(labelSchema)

/** All labels come in one page: there are at most `LABELS_MAX`. */
export const labelListQuerySchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(LABELS_MAX).default(LABELS_MAX),
})

export const createLabelSchema = z
  .strictObject({ ...fields, color: fields.color.default('#868e96') })
  .meta({ id: 'CreateLabel' })
export type CreateLabel = z.infer<typeof createLabelSchema>

export const changeLabelSchema = z
  .strictObject(fields)
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'Nothing to change.')
  .meta({ id: 'ChangeLabel' })
export type ChangeLabel = z.infer<typeof changeLabelSchema>
