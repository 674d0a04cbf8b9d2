import * as z from 'zod'
import { idSchema, instantSchema, pageOf, platformSchema } from '#core/lib/kernel/schemas.ts'
import { LANGUAGES } from './languages.ts'

/**
 * The views of the inbox. Only `archived`, `snoozed`, `mentions` and `all` show what is archived or snoozed; every other view is a part
 * of `open`.
 */
export const viewSchema = z.enum([
  'open',
  'mine',
  'unassigned',
  'escalated',
  'waiting',
  'snoozed',
  'mentions',
  'archived',
  'all',
])
export type View = z.infer<typeof viewSchema>

/** The filters of the list of conversations that may be saved. */
export const conversationFilters = {
  view: viewSchema
    .optional()
    .describe(
      '`open`: neither archived nor snoozed. `mine`: held by the caller. `unassigned`: held by nobody. `waiting`: the contact wrote last, and it was neither answered nor left alone. `mentions`: a note names the caller.',
    ),
  accountId: idSchema.optional(),
  platform: platformSchema.optional(),
  labelId: idSchema.optional().describe('Only conversations with this label.'),
  language: z.enum(LANGUAGES).optional().describe('The language of what was last decided on.'),
  machine: z
    .enum(['answered', 'ignored', 'escalated'])
    .optional()
    .describe('Only conversations in which the machine decided so lately: see `since`.'),
}

/** Counts end here, so that their cost does not grow with the inbox. */
export const COUNTED_AT_MOST = 1_000

const count = z.number().int().min(0).max(COUNTED_AT_MOST)
export const viewCountsSchema = z
  .object({
    open: count,
    mine: count,
    unassigned: count,
    escalated: count,
    waiting: count,
    snoozed: count,
    mentions: count,
  })
  .describe(`Conversations of each view; ${COUNTED_AT_MOST} stands for that many or more.`)
  .meta({ id: 'ViewCounts' })
export type ViewCounts = z.infer<typeof viewCountsSchema>

/** The most saved filters of a workspace: all of them are offered at once. */
export const SAVED_FILTERS_MAX = 50

const savedQuerySchema = z
  .strictObject(conversationFilters)
  .refine((query) => Object.keys(query).length > 0, 'Choose a filter.')
export type SavedQuery = z.infer<typeof savedQuerySchema>

const fields = {
  name: z.string().trim().min(1).max(50).describe('Unique in the workspace, whatever the case.'),
  query: savedQuerySchema.describe('The parameters of the list of conversations.'),
}

export const savedFilterSchema = z.object({
  id: idSchema,
  name: z.string(),
  query: z.object(conversationFilters),
  createdAt: instantSchema,
  updatedAt: instantSchema,
})
export type SavedFilter = z.infer<typeof savedFilterSchema>
export const savedFiltersSchema = pageOf(savedFilterSchema)

/** All saved filters come in one page: there are at most `SAVED_FILTERS_MAX`. */
export const savedFilterListQuerySchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(SAVED_FILTERS_MAX).default(SAVED_FILTERS_MAX),
})
export const createSavedFilterSchema = z.strictObject(fields)
export type CreateSavedFilter = z.infer<typeof createSavedFilterSchema>
export const changeSavedFilterSchema = z
  .strictObject(fields)
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'Nothing to change.')
export type ChangeSavedFilter = z.infer<typeof changeSavedFilterSchema>
