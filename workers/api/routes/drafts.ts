import * as z from 'zod'
import { chooseBody, writeAlternatives, writeBody } from '#core/drafts/actions/body.ts'
import { createDraft, deleteDraft, updateDraft } from '#core/drafts/actions/drafts.ts'
import { generateHooks, selectHook, updateHook } from '#core/drafts/actions/hooks.ts'
import { rewritePassage } from '#core/drafts/actions/rewrite.ts'
import { backDraft, type Publishing, scheduleDraft, validateDraft } from '#core/drafts/actions/steps.ts'
import { getDraft, listDrafts, listVersions } from '#core/drafts/actions/view.ts'
import {
  backDraftSchema,
  chooseBodySchema,
  createDraftSchema,
  draftListQuerySchema,
  draftSchema,
  draftSummarySchema,
  generateHooksSchema,
  rewriteSchema,
  rewrittenSchema,
  scheduleDraftPostSchema,
  updateDraftSchema,
  updateHookSchema,
  validateDraftSchema,
  validatedDraftSchema,
  versionSchema,
} from '#core/drafts/schemas.ts'
import { idSchema, pageOf, pageQuerySchema } from '#core/lib/kernel/schemas.ts'
import { inLibrary } from '#core/media/actions.ts'
import { measurePost } from '#core/publishing/actions/check.ts'
import { cancelPost, schedulePost } from '#core/publishing/actions/posts.ts'
import { inWorkspace } from '../endpoint.ts'

const tag = 'Drafts'
const path = '/v1/drafts'
const params = z.object({ id: idSchema })
const hookParams = z.object({ id: idSchema, hookId: idSchema })

const publishing: Publishing = { measure: measurePost, schedule: schedulePost, cancel: cancelPost }

export const draftEndpoints = [
  inWorkspace({
    method: 'get',
    path,
    tag,
    summary: 'List drafts, the latest first',
    needs: 'see',
    query: draftListQuerySchema,
    answers: pageOf(draftSummarySchema),
    run: (ctx, { query }) => listDrafts(ctx, query),
  }),
  inWorkspace({
    method: 'post',
    path,
    tag,
    summary: 'Begin a draft, from a text, an address, a captured post, or the source of another draft',
    needs: 'write',
    body: createDraftSchema,
    answers: draftSchema,
    status: 201,
    run: async (ctx, { body: { media, ...draft } }) =>
      createDraft(ctx, { ...draft, ...(media ? { media: await inLibrary(ctx, media) } : {}) }),
    again: { of: 'draft', read: getDraft },
  }),
  inWorkspace({
    method: 'get',
    path: `${path}/{id}`,
    tag,
    summary: 'Get a draft: its source, hooks and body, and what to look at before it goes out',
    needs: 'see',
    params,
    answers: draftSchema,
    run: (ctx, { params: { id } }) => getDraft(ctx, id),
  }),
  inWorkspace({
    method: 'patch',
    path: `${path}/{id}`,
    tag,
    summary: 'Change what a draft is written from and for, or its body',
    needs: 'write',
    params,
    body: updateDraftSchema,
    answers: draftSchema,
    run: async (ctx, { params: { id }, body: { media, ...change } }) =>
      updateDraft(ctx, id, { ...change, ...(media ? { media: await inLibrary(ctx, media) } : {}) }),
  }),
  inWorkspace({
    method: 'delete',
    path: `${path}/{id}`,
    tag,
    summary: 'Delete a draft',
    needs: 'write',
    params,
    status: 204,
    run: (ctx, { params: { id } }) => deleteDraft(ctx, id),
  }),
  inWorkspace({
    method: 'post',
    path: `${path}/{id}/hooks`,
    tag,
    summary: 'Propose hooks in place of those that are there, or of one; or add one of your own',
    needs: 'write',
    params,
    body: generateHooksSchema,
    answers: draftSchema,
    run: (ctx, { params: { id }, body }) => generateHooks(ctx, id, body),
  }),
  inWorkspace({
    method: 'patch',
    path: `${path}/{id}/hooks/{hookId}`,
    tag,
    summary: 'Rewrite a hook',
    needs: 'write',
    params: hookParams,
    body: updateHookSchema,
    answers: draftSchema,
    run: (ctx, { params: { id, hookId }, body }) => updateHook(ctx, id, hookId, body.text),
  }),
  inWorkspace({
    method: 'post',
    path: `${path}/{id}/hooks/{hookId}/select`,
    tag,
    summary: 'Select the hook that the post begins with',
    needs: 'write',
    params: hookParams,
    answers: draftSchema,
    run: (ctx, { params: { id, hookId } }) => selectHook(ctx, id, hookId),
  }),
  inWorkspace({
    method: 'post',
    path: `${path}/{id}/body`,
    tag,
    summary: 'Have the body written after the selected hook',
    needs: 'write',
    params,
    answers: draftSchema,
    run: (ctx, { params: { id } }) => writeBody(ctx, id),
  }),
  inWorkspace({
    method: 'post',
    path: `${path}/{id}/alternatives`,
    tag,
    summary: 'Have two bodies written to choose from',
    needs: 'write',
    params,
    answers: draftSchema,
    run: (ctx, { params: { id } }) => writeAlternatives(ctx, id),
  }),
  inWorkspace({
    method: 'post',
    path: `${path}/{id}/alternatives/choose`,
    tag,
    summary: 'Take one of the alternatives as the body, or none of them',
    needs: 'write',
    params,
    body: chooseBodySchema,
    answers: draftSchema,
    run: (ctx, { params: { id }, body }) => chooseBody(ctx, id, body),
  }),
  inWorkspace({
    method: 'post',
    path: `${path}/{id}/rewrite`,
    tag,
    summary:
      'Say a passage otherwise: shorter, bolder, simpler, translated, or as the author writes; nothing is changed',
    needs: 'write',
    params,
    body: rewriteSchema,
    answers: rewrittenSchema,
    run: (ctx, { params: { id }, body }) => rewritePassage(ctx, id, body),
  }),
  inWorkspace({
    method: 'post',
    path: `${path}/{id}/validate`,
    tag,
    summary: 'Vouch for the text, judged on each account that it is to go to',
    needs: 'write',
    params,
    body: validateDraftSchema,
    answers: validatedDraftSchema,
    run: (ctx, { params: { id }, body }) => validateDraft(ctx, id, body, publishing),
  }),
  inWorkspace({
    method: 'post',
    path: `${path}/{id}/schedule`,
    tag,
    summary: 'Hand a validated draft to the calendar; what becomes of its post is written back',
    needs: 'write',
    params,
    body: scheduleDraftPostSchema,
    answers: draftSchema,
    run: (ctx, { params: { id }, body }) => scheduleDraft(ctx, id, body, publishing),
  }),
  inWorkspace({
    method: 'post',
    path: `${path}/{id}/back`,
    tag,
    summary: 'Take a draft back to edit it; one that is scheduled is taken off the schedule',
    needs: 'write',
    params,
    body: backDraftSchema,
    answers: draftSchema,
    run: (ctx, { params: { id }, body }) => backDraft(ctx, id, body, publishing),
  }),
  inWorkspace({
    method: 'get',
    path: `${path}/{id}/versions`,
    tag,
    summary: 'List what hook and body of a draft have been, the latest first',
    needs: 'see',
    params,
    query: pageQuerySchema,
    answers: pageOf(versionSchema),
    run: (ctx, { params: { id }, query }) => listVersions(ctx, id, query),
  }),
]
