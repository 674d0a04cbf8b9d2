import * as z from 'zod'

/** The most points that are grouped at once. Where there are more, a sample is, and the others join its groups. */
export const MOST_POINTS = 2_000

const vectorSchema = z.array(z.number()).min(1)

/** Vectors with the reference implementation's parameters (scikit-learn-contrib's `hdbscan`). */
export const tryClustersSchema = z
  .strictObject({
    vectors: z
      .array(vectorSchema)
      .min(1)
      .max(MOST_POINTS)
      .describe('Points of equal length, compared by Euclidean distance.'),
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
  })
  .meta({ id: 'ClusterLabels' })
export type ClusterLabels = z.infer<typeof clusterLabelsSchema>
