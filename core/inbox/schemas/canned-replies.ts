import * as z from 'zod'
import { idSchema, instantSchema, pageOf } from '#core/lib/kernel/schemas.ts'

/** The most canned replies of a workspace: `/` finds them among all. */
export const CANNED_REPLIES_MAX = 150

/** What a text may take from the conversation that it is used in. */
export const VARIABLES = ['contact.name', 'contact.first_name', 'agent.name', 'account.name'] as const
export type Variable = (typeof VARIABLES)[number]

const fields = {
  shortcut: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[\p{L}\p{N}][\p{L}\p{N}_-]{0,39}$/u, 'Letters, figures, - and _; at most 40.')
    .describe('What is typed after `/` to find it; unique in the workspace.'),
  text: z
    .string()
    .trim()
    .min(1)
    .max(4096)
    .describe(
      `May hold ${VARIABLES.map((name) => `\`{${name}}\``).join(', ')}, each with words for when there is none: \`{contact.first_name|there}\`.`,
    ),
}

export const cannedReplySchema = z
  .object({
    id: idSchema,
    ...fields,
    filled: z
      .object({
        text: z.string(),
        missing: z
          .array(z.enum(VARIABLES))
          .describe('Variables that stand in the text still: nothing is known.'),
      })
      .nullable()
      .describe('With `conversationId`: the text for that conversation.'),
    createdAt: instantSchema,
    updatedAt: instantSchema,
  })
  .meta({ id: 'CannedReply' })
export type CannedReply = z.infer<typeof cannedReplySchema>
export const cannedRepliesSchema = pageOf(cannedReplySchema)

export const cannedReplyListQuerySchema = z.strictObject({
  conversationId: idSchema.optional().describe('Also returns each text as it would be in this conversation.'),
  limit: z.coerce.number().int().min(1).max(CANNED_REPLIES_MAX).default(CANNED_REPLIES_MAX),
})
export type CannedReplyListQuery = z.infer<typeof cannedReplyListQuerySchema>

export const createCannedReplySchema = z.strictObject(fields).meta({ id: 'CreateCannedReply' })
export type CreateCannedReply = z.infer<typeof createCannedReplySchema>

export const changeCannedReplySchema = z
  .strictObject(fields)
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'Nothing to change.')
  .meta({ id: 'ChangeCannedReply' })
export type ChangeCannedReply = z.infer<typeof changeCannedReplySchema>
