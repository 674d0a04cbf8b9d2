import * as z from 'zod'
import { idSchema } from '#core/lib/kernel/schemas.ts'

const LABELS_PER_POST = 20
const labelIds = z.array(idSchema).max(LABELS_PER_POST)

/** Labels and campaign of a post. They change nothing of what goes out. */
export const sortingFields = {
  labels: labelIds.optional().describe('Ids of all its labels (`/v1/labels`).'),
  campaignId: idSchema.nullable().optional().describe('The campaign that it belongs to; null for none.'),
}
export interface Sorting {
  labels?: readonly string[] | undefined
  campaignId?: string | null | undefined
}

export const SORT_MAX = 1000

export const sortPostsSchema = z
  .strictObject({
    ids: z.array(idSchema).min(1).max(SORT_MAX),
    addLabels: labelIds.optional().describe('Labels to put on them; one that a post has stays.'),
    removeLabels: labelIds.optional().describe('Labels to take off them.'),
    campaignId: sortingFields.campaignId,
  })
  .refine(
    ({ addLabels = [], removeLabels = [], campaignId }) =>
      addLabels.length + removeLabels.length > 0 || campaignId !== undefined,
    'Nothing to change.',
  )
  .meta({ id: 'SortPosts' })
export type SortPosts = z.infer<typeof sortPostsSchema>

export const sortedPostsSchema = z
  .object({
    sorted: z.array(idSchema),
    kept: z
      .array(idSchema)
      .describe('Those that are not there, or lie further ahead than occurrences are made.'),
  })
  .meta({ id: 'SortedPosts' })
