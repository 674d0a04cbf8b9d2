import * as z from 'zod'
import { capturePost } from '#core/bank/actions/capture.ts'
import { createDraft } from '#core/drafts/actions/drafts.ts'
import { getDraft } from '#core/drafts/actions/view.ts'
import { draftSchema } from '#core/drafts/schemas.ts'
import { idSchema } from '#core/lib/kernel/schemas.ts'
import { bringIntoBank, watchAuthor } from '#core/listening/actions/heard.ts'
import { type Acting, draftFromSignal, getRelated, pausePosts } from '#core/listening/actions/signal-acts.ts'
import { listenedPostSchema } from '#core/listening/schemas/posts.ts'
import { creatorSchema, projectSchema } from '#core/listening/schemas/projects.ts'
import { pausedPostsSchema, pausePostsSchema, relatedSchema } from '#core/listening/schemas/signals.ts'
import { takeTo } from '#core/publishing/actions/drafts.ts'
import { inWorkspace } from '../endpoint.ts'

const acting: Acting = { takeBack: (ctx, postId) => takeTo(ctx, postId, 'draft'), createDraft }
const ofProject = z.object({ id: idSchema })
const ofPost = z.object({ id: idSchema, postId: idSchema })
const ofSignal = z.object({ id: idSchema, signalId: idSchema })
const tag = 'Listening'
const path = '/v1/projects/{id}'

/** What people do about what was heard. */
export const listeningActEndpoints = [
  inWorkspace({
    method: 'post',
    path: `${path}/posts/{postId}/bank`,
    tag,
    summary: 'Bring a post that was heard into the bank',
    needs: 'write',
    params: ofPost,
    answers: listenedPostSchema,
    run: (ctx, { params: { id, postId } }) =>
      bringIntoBank(ctx, { projectId: id, postId }, { capture: capturePost }),
  }),
  inWorkspace({
    method: 'post',
    path: `${path}/watch`,
    tag,
    summary:
      'Watch an author, all that they write: in the project, or in one of their own where a query would leave some of it out. Answers the project that does',
    needs: 'listen',
    params: ofProject,
    body: creatorSchema,
    answers: projectSchema,
    run: (ctx, { params: { id }, body }) => watchAuthor(ctx, id, body),
  }),
  inWorkspace({
    method: 'get',
    path: `${path}/signals/{signalId}/related`,
    tag,
    summary: 'Get the queued posts that are about the same as a signal, and words for conversations',
    needs: 'see',
    params: ofSignal,
    answers: relatedSchema,
    run: (ctx, { params: { id, signalId } }) => getRelated(ctx, { projectId: id, id: signalId }),
  }),
  inWorkspace({
    method: 'post',
    path: `${path}/signals/{signalId}/pause-posts`,
    tag,
    summary: 'Make queued posts drafts again because of a signal; one that has begun is left',
    needs: 'write',
    params: ofSignal,
    body: pausePostsSchema,
    answers: pausedPostsSchema,
    run: (ctx, { params: { id, signalId }, body }) =>
      pausePosts(ctx, { projectId: id, id: signalId }, body, acting),
  }),
  inWorkspace({
    method: 'post',
    path: `${path}/signals/{signalId}/draft`,
    tag,
    summary: 'Start a draft from the posts behind a signal',
    needs: 'write',
    params: ofSignal,
    answers: draftSchema,
    status: 201,
    run: (ctx, { params: { id, signalId } }) => draftFromSignal(ctx, { projectId: id, id: signalId }, acting),
    again: { of: 'draft', read: getDraft },
  }),
]
