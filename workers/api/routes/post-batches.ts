import * as z from 'zod'
import {
  cancelBatch,
  createBatch,
  estimateBatch,
  getBatch,
  listBatches,
  retryDraft,
} from '#core/drafts/actions/batches.ts'
import {
  batchDetailSchema,
  batchEstimateSchema,
  batchSchema,
  batchSizeSchema,
  createBatchSchema,
} from '#core/drafts/schemas.ts'
import { idSchema, pageOf, pageQuerySchema } from '#core/lib/kernel/schemas.ts'
import { inWorkspace } from '../endpoint.ts'

const tag = 'Drafts'
const path = '/v1/post-batches'
const params = z.object({ id: idSchema })
const draftParams = z.object({ id: idSchema, draftId: idSchema })

export const batchEndpoints = [
  inWorkspace({
    method: 'get',
    path,
    tag,
    summary: 'List batches of drafts, the latest first',
    needs: 'see',
    query: pageQuerySchema,
    answers: pageOf(batchSchema),
    run: (ctx, { query }) => listBatches(ctx, query),
  }),
  inWorkspace({
    method: 'post',
    path,
    tag,
    summary: 'Have drafts written for several authors and topics at once, from one source',
    needs: 'write',
    body: createBatchSchema,
    answers: batchDetailSchema,
    status: 201,
    run: (ctx, { body }) => createBatch(ctx, body),
    again: { of: 'post_batch', read: getBatch },
  }),
  inWorkspace({
    method: 'post',
    path: `${path}/estimate`,
    tag,
    summary: 'Say how many drafts a batch would have, and what they would cost',
    needs: 'see',
    body: batchSizeSchema,
    answers: batchEstimateSchema,
    run: (ctx, { body }) => estimateBatch(ctx, body),
  }),
  inWorkspace({
    method: 'get',
    path: `${path}/{id}`,
    tag,
    summary: 'Get a batch with its drafts, how far each is, and what it has cost',
    needs: 'see',
    params,
    answers: batchDetailSchema,
    run: (ctx, { params: { id } }) => getBatch(ctx, id),
  }),
  inWorkspace({
    method: 'post',
    path: `${path}/{id}/cancel`,
    tag,
    summary: 'End a batch: what waits is not written any more, what was written stays',
    needs: 'write',
    params,
    answers: batchDetailSchema,
    run: (ctx, { params: { id } }) => cancelBatch(ctx, id),
  }),
  inWorkspace({
    method: 'post',
    path: `${path}/{id}/drafts/{draftId}/retry`,
    tag,
    summary: 'Have one failed draft of a batch written again',
    needs: 'write',
    params: draftParams,
    answers: batchDetailSchema,
    run: (ctx, { params: { id, draftId } }) => retryDraft(ctx, id, draftId),
  }),
]
