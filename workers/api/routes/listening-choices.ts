import * as z from 'zod'
import { idSchema, pageOf, pageQuerySchema } from '#core/lib/kernel/schemas.ts'
import {
  correctPost,
  leaveOutPost,
  listLeftOut,
  listMutedAuthors,
  muteAuthor,
  putPostBack,
  unmuteAuthor,
} from '#core/listening/actions/choices.ts'
import {
  correctPostSchema,
  leftOutPostSchema,
  muteAuthorSchema,
  mutedAuthorSchema,
} from '#core/listening/schemas/choices.ts'
import { listenedPostSchema } from '#core/listening/schemas/posts.ts'
import { inWorkspace } from '../endpoint.ts'

const params = z.object({ id: idSchema })
const ofPost = z.object({ id: idSchema, postId: idSchema })
const tag = 'Listening'
const path = '/v1/projects/{id}'

/** What people say of what a project heard. */
export const listeningChoiceEndpoints = [
  inWorkspace({
    method: 'patch',
    path: `${path}/posts/{postId}`,
    tag,
    summary: 'Correct how a post feels; all figures follow',
    needs: 'listen',
    params: ofPost,
    body: correctPostSchema,
    answers: listenedPostSchema,
    run: (ctx, { params: { id, postId }, body }) => correctPost(ctx, { projectId: id, postId }, body),
  }),
  inWorkspace({
    method: 'post',
    path: `${path}/posts/{postId}/leave-out`,
    tag,
    summary: 'Leave a post out of a project, as not relevant; all figures follow',
    needs: 'listen',
    params: ofPost,
    status: 204,
    run: (ctx, { params: { id, postId } }) => leaveOutPost(ctx, id, postId),
  }),
  inWorkspace({
    method: 'post',
    path: `${path}/posts/{postId}/put-back`,
    tag,
    summary: 'Put a post back that was left out of a project',
    needs: 'listen',
    params: ofPost,
    status: 204,
    run: (ctx, { params: { id, postId } }) => putPostBack(ctx, id, postId),
  }),
  inWorkspace({
    method: 'get',
    path: `${path}/left-out`,
    tag,
    summary: 'List the posts that a project leaves out, the latest first, each with the reason',
    needs: 'see',
    params,
    query: pageQuerySchema,
    answers: pageOf(leftOutPostSchema),
    run: (ctx, { params: { id }, query }) => listLeftOut(ctx, id, query),
  }),
  inWorkspace({
    method: 'get',
    path: `${path}/muted-authors`,
    tag,
    summary: 'List the authors whose posts a project leaves out, the latest first',
    needs: 'see',
    params,
    query: pageQuerySchema,
    answers: pageOf(mutedAuthorSchema),
    run: (ctx, { params: { id }, query }) => listMutedAuthors(ctx, id, query),
  }),
  inWorkspace({
    method: 'post',
    path: `${path}/muted-authors`,
    tag,
    summary: 'Leave an author’s posts out of a project, those to come too',
    needs: 'listen',
    params,
    body: muteAuthorSchema,
    answers: mutedAuthorSchema,
    status: 201,
    run: (ctx, { params: { id }, body }) => muteAuthor(ctx, id, body),
  }),
  inWorkspace({
    method: 'delete',
    path: `${path}/muted-authors/{mutedId}`,
    tag,
    summary: 'Let an author’s posts back into a project',
    needs: 'listen',
    params: z.object({ id: idSchema, mutedId: idSchema }),
    status: 204,
    run: (ctx, { params: { id, mutedId } }) => unmuteAuthor(ctx, id, mutedId),
  }),
]
