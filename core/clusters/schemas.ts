import * as z from 'zod'
import { createFaqSchema } from '#core/knowledge/schemas.ts'
import {
  dateParameterSchema,
  idSchema,
  instantSchema,
  pageQuerySchema,
  timezoneSchema,
} from '#core/lib/kernel/schemas.ts'

/** The most points that are grouped at once. Where there are more, a sample is, and the others join its groups. */
export const MOST_POINTS = 2_000

const vectorSchema = z.array(z.number()).min(1)

/** Vectors with the reference implementation's parameters (scikit-learn-contrib's `hdbscan`). */
export const tryClustersSchema = z
  .strictObject({
    vectors: z.array(vectorSchema).min(1).max(MOST_POINTS).describe('Points of equal length.'),
    metric: z
      .enum(['euclidean', 'cosine'])
      .default('euclidean')
      .describe('`cosine`: vectors are brought to length 1 first, so that their direction alone counts.'),
    minClusterSize: z.int().min(2).describe('The fewest points of a group.'),
    minSamples: z
      .int()
      .min(1)
      .optional()
      .describe(
        'How many neighbours make a place dense: the higher, the more points are noise. As `minClusterSize` if left out.',
      ),
    method: z
      .enum(['eom', 'leaf'])
      .default('eom')
      .describe('`eom`: the groups that last longest; `leaf`: the smallest and most alike.'),
  })
  .superRefine(({ vectors }, ctx) => {
    const length = vectors[0]?.length
    const ragged = vectors.findIndex((vector) => vector.length !== length)
    if (ragged > 0)
      ctx.addIssue({
        code: 'custom',
        path: ['vectors', ragged],
        message: 'All vectors must have as many numbers as the first.',
      })
  })
  .meta({ id: 'TryClusters' })
export type TryClusters = z.infer<typeof tryClustersSchema>

export const clusterLabelsSchema = z
  .object({
    labels: z.array(z.int()).describe('The group of each vector, from 0; −1 for those of none (noise).'),
    probabilities: z
      .array(z.number().min(0).max(1))
      .describe('How firmly each vector belongs to its group: 1 in its densest part, 0 for noise.'),
  })
  .meta({ id: 'ClusterLabels' })
export type ClusterLabels = z.infer<typeof clusterLabelsSchema>

export const clusterScopeSchema = z
  .enum(['global', 'post'])
  .describe('global: all messages and comments. post: the comments under one post.')
export type ClusterScope = z.infer<typeof clusterScopeSchema>

export const clusterStatusSchema = z
  .enum(['open', 'answered', 'dismissed'])
  .describe('answered and dismissed: somebody has said so; open again once it is asked anew.')
export type ClusterStatus = z.infer<typeof clusterStatusSchema>

const clusterActSchema = z.object({
  kind: z.enum(['faq', 'post']),
  id: idSchema.describe('The question, or the scheduled post.'),
  at: instantSchema,
  userId: idSchema.nullable(),
})
export type ClusterAct = z.infer<typeof clusterActSchema>

export const clusterSchema = z
  .object({
    id: idSchema.describe('Stays the same from run to run while most of its texts stay together.'),
    scope: clusterScopeSchema,
    post: z.object({ id: idSchema, caption: z.string() }).nullable(),
    label: z.string().describe('The words that set it apart from the others.'),
    size: z.int(),
    unanswered: z.int().describe('How many of its texts the assistant could not answer from the knowledge.'),
    examples: z.array(z.string()).describe('Up to three different texts, those nearest to its middle.'),
    trend: z.array(z.int()).describe('Texts of each of the last 13 weeks, the oldest week first.'),
    lastSaidAt: instantSchema,
    status: clusterStatusSchema,
    acts: z.array(clusterActSchema).describe('What was made of it, the earliest first.'),
  })
  .meta({ id: 'Cluster' })
export type Cluster = z.infer<typeof clusterSchema>

const yes = z.literal('true').transform(() => true as const)

export const clusterListQuerySchema = pageQuerySchema.extend({
  scope: clusterScopeSchema.optional(),
  postId: idSchema.optional(),
  status: clusterStatusSchema.optional(),
  unanswered: yes
    .optional()
    .describe('Only those of which the assistant could not answer two texts or more.'),
})
export type ClusterFilter = Omit<z.infer<typeof clusterListQuerySchema>, 'limit' | 'cursor'>

export const clusterItemSchema = z
  .object({
    id: idSchema,
    text: z.string(),
    saidAt: instantSchema,
    author: z.string().nullable(),
    unanswered: z.boolean(),
    conversationId: idSchema.nullable().describe('Where it was written, for a message.'),
    commentId: idSchema.nullable(),
    postId: idSchema.nullable().describe('The post under which it was written, for a comment.'),
  })
  .meta({ id: 'ClusterItem' })
export type ClusterItem = z.infer<typeof clusterItemSchema>

export const clusterItemListQuerySchema = pageQuerySchema.extend({ unanswered: yes.optional() })

export const changeClusterSchema = z
  .strictObject({ status: clusterStatusSchema })
  .meta({ id: 'ChangeCluster' })
export type ChangeCluster = z.infer<typeof changeClusterSchema>

export const faqOfClusterSchema = createFaqSchema

export const postOfClusterSchema = z
  .strictObject({
    text: z.string().trim().min(1).max(100_000),
    accountIds: z.array(idSchema).min(1).max(50),
    publishAt: dateParameterSchema.describe('When it goes out once somebody has queued it.'),
    timezone: timezoneSchema.default('UTC'),
  })
  .meta({ id: 'PostOfCluster' })
export type PostOfCluster = z.infer<typeof postOfClusterSchema>

export const clusterRunStatusSchema = z.enum(['running', 'done', 'failed'])
export type ClusterRunStatus = z.infer<typeof clusterRunStatusSchema>

export const clusterRunSchema = z
  .object({
    id: idSchema,
    status: clusterRunStatusSchema,
    texts: z.int().describe('Messages and comments of the last 90 days that were read, at most 10,000.'),
    grouped: z.int().describe('Those that are in a group; the others are like no others.'),
    clusters: z.int(),
    error: z.string().nullable(),
    createdAt: instantSchema,
    finishedAt: instantSchema.nullable(),
  })
  .meta({ id: 'ClusterRun' })
export type ClusterRun = z.infer<typeof clusterRunSchema>
