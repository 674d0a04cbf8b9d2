import { tryClusters } from '#core/clusters/actions/group.ts'
import { clusterLabelsSchema, tryClustersSchema } from '#core/clusters/schemas.ts'
import { inWorkspace } from '../endpoint.ts'

const tag = 'Clusters'

export const clusterEndpoints = [
  inWorkspace({
    method: 'post',
    path: '/v1/clusters/try',
    tag,
    summary: 'Group vectors by density (HDBSCAN); nothing is kept',
    needs: 'see',
    body: tryClustersSchema,
    maxBytes: 8 * 1024 * 1024,
    answers: clusterLabelsSchema,
    run: (ctx, { body }) => tryClusters(ctx, body),
  }),
]
