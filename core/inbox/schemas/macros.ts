import * as z from 'zod'
import { idSchema, instantSchema, pageOf } from '#core/lib/kernel/schemas.ts'
import { conversationSchema } from '../schemas.ts'

/** The most macros of a workspace: all of them are offered at once. */
export const MACROS_MAX = 100

const MONTH_MINUTES = 31 * 24 * 60

const actsSchema = z.strictObject({
  status: z.enum(['active', 'archived']).optional(),
  assignedTo: z
    .union([idSchema, z.literal('me')])
    .optional()
    .describe('`me`: whoever runs it.'),
  snoozeMinutes: z.int().min(1).max(MONTH_MINUTES).optional(),
  addLabels: z.array(idSchema).min(1).max(20).optional(),
  removeLabels: z.array(idSchema).min(1).max(20).optional(),
})
export type MacroActs = z.infer<typeof actsSchema>

const fields = {
  name: z.string().trim().min(1).max(50).describe('Unique in the workspace, whatever the case.'),
  text: z
    .string()
    .trim()
    .max(4096)
    .nullable()
    .describe('A text for the composer, with the variables of canned replies. A person sends it.'),
  acts: actsSchema.describe('What is done to the conversation.'),
}

export const macroSchema = z
  .object({
    id: idSchema,
    name: z.string(),
    text: z.string().nullable(),
    acts: actsSchema,
    createdAt: instantSchema,
    updatedAt: instantSchema,
  })
  .meta({ id: 'Macro' })
export type Macro = z.infer<typeof macroSchema>
export const macrosSchema = pageOf(macroSchema)

/** All macros come in one page: there are at most `MACROS_MAX`. */
export const macroListQuerySchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(MACROS_MAX).default(MACROS_MAX),
})

export const createMacroSchema = z
  .strictObject({ ...fields, text: fields.text.default(null), acts: fields.acts.default({}) })
  .refine(({ text, acts }) => Boolean(text) || Object.keys(acts).length > 0, 'A macro does something.')
  .meta({ id: 'CreateMacro' })
export type CreateMacro = z.infer<typeof createMacroSchema>
export const changeMacroSchema = z
  .strictObject(fields)
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'Nothing to change.')
  .meta({ id: 'ChangeMacro' })
export type ChangeMacro = z.infer<typeof changeMacroSchema>

export const runMacroSchema = z.strictObject({ conversationId: idSchema }).meta({ id: 'RunMacro' })
export const ranMacroSchema = z
  .object({
    conversation: conversationSchema,
    text: z.string().nullable().describe('The text for the composer, filled for this conversation.'),
  })
  .meta({ id: 'RanMacro' })
export type RanMacro = z.infer<typeof ranMacroSchema>
