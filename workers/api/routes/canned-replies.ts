import * as z from 'zod'
import {
  changeCannedReply,
  createCannedReply,
  deleteCannedReply,
  getCannedReply,
  listCannedReplies,
} from '#core/inbox/actions/canned-replies.ts'
import {
  cannedRepliesSchema,
  cannedReplyListQuerySchema,
  cannedReplySchema,
  changeCannedReplySchema,
  createCannedReplySchema,
} from '#core/inbox/schemas/canned-replies.ts'
import { idSchema } from '#core/lib/kernel/schemas.ts'
import { inWorkspace } from '../endpoint.ts'

const tag = 'Inbox'
const params = z.object({ id: idSchema })

export const cannedReplyEndpoints = [
  inWorkspace({
    method: 'get',
    path: '/v1/canned-replies',
    tag,
    summary: 'List canned replies by their shortcuts, also as they would be in a conversation',
    needs: 'see',
    query: cannedReplyListQuerySchema,
    answers: cannedRepliesSchema,
    run: (ctx, { query }) => listCannedReplies(ctx, query),
  }),
  inWorkspace({
    method: 'get',
    path: '/v1/canned-replies/{id}',
    tag,
    summary: 'Get a canned reply',
    needs: 'see',
    params,
    answers: cannedReplySchema,
    run: (ctx, { params: { id } }) => getCannedReply(ctx, id),
  }),
  inWorkspace({
    method: 'post',
    path: '/v1/canned-replies',
    tag,
    summary: 'Add a canned reply',
    needs: 'answer',
    body: createCannedReplySchema,
    answers: cannedReplySchema,
    status: 201,
    run: (ctx, { body }) => createCannedReply(ctx, body),
    again: { of: 'canned_reply', read: getCannedReply },
  }),
  inWorkspace({
    method: 'patch',
    path: '/v1/canned-replies/{id}',
    tag,
    summary: 'Change a canned reply',
    needs: 'answer',
    params,
    body: changeCannedReplySchema,
    answers: cannedReplySchema,
    run: (ctx, { params: { id }, body }) => changeCannedReply(ctx, id, body),
  }),
  inWorkspace({
    method: 'delete',
    path: '/v1/canned-replies/{id}',
    tag,
    summary: 'Delete a canned reply',
    needs: 'answer',
    params,
    status: 204,
    run: (ctx, { params: { id } }) => deleteCannedReply(ctx, id),
  }),
]
