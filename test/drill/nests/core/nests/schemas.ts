import * as z from 'zod'
import { idSchema, instantSchema } from '#core/lib/kernel/schemas.ts'

export const createNestSchema = z
  .strictObject({ tree: z.string().trim().min(1).max(80) })
  .meta({ id: 'CreateNest' })

export const nestSchema = z
  .object({
    id: idSchema,
    tree: z.string(),
    eggs: z.number().int().nullable().describe('Null until somebody has counted them.'),
    watchedAt: instantSchema.nullable(),
  })
  .meta({ id: 'Nest' })
export type Nest = z.infer<typeof nestSchema>
