import * as z from 'zod'
import { tryClusters } from '#core/clusters/actions/group.ts'
import {
  answerByFaq,
  answerByPost,
  changeCluster,
  getCluster,
  listClusters,
  listItems,
} from '#core/clusters/actions/groups.ts'
import { getRun, listRuns, startRun } from '#core/clusters/actions/run.ts'
import {
  changeClusterSchema,
  clusterItemListQuerySchema,
  clusterItemSchema,
  clusterLabelsSchema,
  clusterListQuerySchema,
  clusterRunSchema,
  clusterSchema,
  faqOfClusterSchema,
  postOfClusterSchema,
  tryClustersSchema,
} from '#core/clusters/schemas.ts'
import { createFaq, getFaq } from '#core/knowledge/actions/faqs.ts'
import { faqSchema } from '#core/knowledge/schemas.ts'
import { idSchema, pageOf, pageQuerySchema } from '#core/lib/kernel/schemas.ts'
import { getPost } from '#core/publishing/actions/post-view.ts'
import { schedulePost } from '#core/publishing/actions/posts.ts'
import { scheduledPostSchema } from '#core/publishing/schemas.ts'
import { inWorkspace } from '../endpoint.ts'

const tag = 'Clusters'
const params = z.object({ id: idSchema })

export const clusterEndpoints = [
  inWorkspace({
    method: 'get',
    path: '/v1/clusters',
    tag,
    summary: 'List groups of messages and comments that say nearly the same, the one written to last first',
    needs: 'see',
    query: clusterListQuerySchema,
    answers: pageOf(clusterSchema),
    run: (ctx, { query }) => listClusters(ctx, query),
  }),
  inWorkspace({
    method: 'get',
    path: '/v1/clusters/{id}',
    tag,
    summary: 'Get a group of messages and comments',
    needs: 'see',
    params,
    answers: clusterSchema,
    run: (ctx, { params: { id } }) => getCluster(ctx, id),
  }),
  inWorkspace({
    method: 'get',
    path: '/v1/clusters/{id}/items',
    tag,
    summary: 'List the messages and comments of a group, the latest first',
    needs: 'see',
    params,
    query: clusterItemListQuerySchema,
    answers: pageOf(clusterItemSchema),
    run: (ctx, { params: { id }, query }) => listItems(ctx, id, query),
  }),
  inWorkspace({
    method: 'patch',
    path: '/v1/clusters/{id}',
    tag,
    summary: 'Say that a group is answered or needs no answer, or take that back',
    needs: 'answer',
    params,
    body: changeClusterSchema,
    answers: clusterSchema,
    run: (ctx, { params: { id }, body }) => changeCluster(ctx, id, body),
  }),
  inWorkspace({
    method: 'post',
    path: '/v1/clusters/{id}/faq',
    tag,
    summary: 'Answer a group for the assistant: adds a question and its answer to the knowledge',
    needs: 'answer',
    params,
    body: faqOfClusterSchema,
    answers: faqSchema,
    status: 201,
    run: (ctx, { params: { id }, body }) => answerByFaq(ctx, id, body, { createFaq }),
    again: { of: 'faq', read: getFaq },
  }),
  inWorkspace({
    method: 'post',
    path: '/v1/clusters/{id}/post',
    tag,
    summary: 'Answer a group in public: writes a post in `draft`, which goes nowhere by itself',
    needs: 'write',
    params,
    body: postOfClusterSchema,
    answers: scheduledPostSchema,
    status: 201,
    run: (ctx, { params: { id }, body }) => answerByPost(ctx, id, body, { schedulePost }),
    again: { of: 'scheduled_post', read: getPost },
  }),
  inWorkspace({
    method: 'get',
    path: '/v1/cluster-runs',
    tag,
    summary: 'List when messages and comments were grouped, the latest first',
    needs: 'see',
    query: pageQuerySchema,
    answers: pageOf(clusterRunSchema),
    run: (ctx, { query }) => listRuns(ctx, query),
  }),
  inWorkspace({
    method: 'get',
    path: '/v1/cluster-runs/{id}',
    tag,
    summary: 'Get how far a grouping has got',
    needs: 'see',
    params,
    answers: clusterRunSchema,
    run: (ctx, { params: { id } }) => getRun(ctx, id),
  }),
  inWorkspace({
    method: 'post',
    path: '/v1/cluster-runs',
    tag,
    summary: 'Group the messages and comments of the last 90 days anew, in the background',
    needs: 'answer',
    answers: clusterRunSchema,
    status: 201,
    run: (ctx) => startRun(ctx),
    again: { of: 'cluster_run', read: getRun },
  }),
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
