import * as z from 'zod'
import { idSchema, pageOf } from '#core/lib/schemas.ts'
import { inLibrary } from '#core/media/actions.ts'
import {
  cancelPost,
  getPost,
  listPosts,
  resolveTarget,
  schedulePost,
  updatePost,
} from '#core/publishing/actions/posts.ts'
import {
  createScheduledPostSchema,
  resolveTargetSchema,
  scheduledPostListQuerySchema,
  scheduledPostSchema,
  updateScheduledPostSchema,
} from '#core/publishing/schemas.ts'
import { inWorkspace } from '../endpoint.ts'

const tag = 'Publishing'
const params = z.object({ id: idSchema })

export const publishingEndpoints = [
  inWorkspace({
    method: 'post',
    path: '/v1/scheduled-posts',
    tag,
    summary: 'Schedule a post to one or several accounts',
    needs: 'write',
    body: createScheduledPostSchema,
    answers: scheduledPostSchema,
    status: 201,
    run: async (ctx, { body: { media, ...post } }) =>
      schedulePost(ctx, { ...post, media: await inLibrary(ctx, media) }),
  }),
  inWorkspace({
    method: 'get',
    path: '/v1/scheduled-posts',
    tag,
    summary: 'List scheduled posts by their time',
    needs: 'see',
    query: scheduledPostListQuerySchema,
    answers: pageOf(scheduledPostSchema),
    run: (ctx, { query }) => listPosts(ctx, query),
  }),
  inWorkspace({
    method: 'get',
    path: '/v1/scheduled-posts/{id}',
    tag,
    summary: 'Get a post with its targets and attempts',
    needs: 'see',
    params,
    answers: scheduledPostSchema,
    run: (ctx, { params: { id } }) => getPost(ctx, id),
  }),
  inWorkspace({
    method: 'patch',
    path: '/v1/scheduled-posts/{id}',
    tag,
    summary: 'Change text, media or time of what has not begun',
    needs: 'write',
    params,
    body: updateScheduledPostSchema,
    answers: scheduledPostSchema,
    run: async (ctx, { params: { id }, body: { media, ...change } }) =>
      updatePost(ctx, id, { ...change, ...(media ? { media: await inLibrary(ctx, media) } : {}) }),
  }),
  inWorkspace({
    method: 'post',
    path: '/v1/scheduled-posts/{id}/cancel',
    tag,
    summary: 'Cancel what has not begun',
    needs: 'write',
    params,
    answers: scheduledPostSchema,
    run: (ctx, { params: { id } }) => cancelPost(ctx, id),
  }),
  inWorkspace({
    method: 'post',
    path: '/v1/scheduled-posts/{id}/targets/{targetId}/resolve',
    tag,
    summary: 'Say what became of a target that the machine cannot know or may not decide',
    needs: 'write',
    params: params.extend({ targetId: idSchema }),
    body: resolveTargetSchema,
    answers: scheduledPostSchema,
    run: (ctx, { params: { id, targetId }, body }) => resolveTarget(ctx, id, targetId, body),
  }),
]
