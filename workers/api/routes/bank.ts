import type { OpenAPIHono } from '@hono/zod-openapi'
import * as z from 'zod'
import { importFile, importPosts } from '#core/bank/actions/import.ts'
import {
  deletePost,
  getPost,
  labelPost,
  listPosts,
  retryPost,
  searchPosts,
} from '#core/bank/actions/posts.ts'
import {
  createProfile,
  deleteProfile,
  getProfile,
  listProfiles,
  updateProfile,
} from '#core/bank/actions/profiles.ts'
import { getSyncJob, listSyncJobs, startSync } from '#core/bank/actions/sync.ts'
import {
  BANK_FILE_MAX_BYTES,
  bankListQuerySchema,
  bankPostDetailSchema,
  bankPostSchema,
  bankResultSchema,
  createProfileSchema,
  importBankQuerySchema,
  importBankSchema,
  importReportSchema,
  labelPostSchema,
  profileListQuerySchema,
  profileSchema,
  searchBankSchema,
  syncJobListQuerySchema,
  syncJobSchema,
  updateProfileSchema,
} from '#core/bank/schemas.ts'
import { idSchema, pageOf } from '#core/lib/kernel/schemas.ts'
import type { Api } from '../api.ts'
import { inWorkspace, parse } from '../endpoint.ts'
import { fileRoute } from '../file-route.ts'

const params = z.object({ id: idSchema })
const tag = 'Profiles'
const path = '/v1/profiles'
const bankTag = 'Bank'
const bankPath = '/v1/bank'

export const bankEndpoints = [
  inWorkspace({
    method: 'get',
    path,
    tag,
    summary: 'List profiles, the latest first: authors that you write for or learn from',
    needs: 'see',
    query: profileListQuerySchema,
    answers: pageOf(profileSchema),
    run: (ctx, { query }) => listProfiles(ctx, query),
  }),
  inWorkspace({
    method: 'post',
    path,
    tag,
    summary: 'Add a profile by its handle or address',
    needs: 'write',
    body: createProfileSchema,
    answers: profileSchema,
    status: 201,
    run: (ctx, { body }) => createProfile(ctx, body),
    again: { of: 'profile', read: getProfile },
  }),
  inWorkspace({
    method: 'get',
    path: `${path}/{id}`,
    tag,
    summary: 'Get a profile, with how its syncs went',
    needs: 'see',
    params,
    answers: profileSchema,
    run: (ctx, { params: { id } }) => getProfile(ctx, id),
  }),
  inWorkspace({
    method: 'patch',
    path: `${path}/{id}`,
    tag,
    summary: 'Change a profile',
    needs: 'write',
    params,
    body: updateProfileSchema,
    answers: profileSchema,
    run: (ctx, { params: { id }, body }) => updateProfile(ctx, id, body),
  }),
  inWorkspace({
    method: 'delete',
    path: `${path}/{id}`,
    tag,
    summary: 'Delete a profile; its posts stay in the bank, without it',
    needs: 'write',
    params,
    status: 204,
    run: (ctx, { params: { id } }) => deleteProfile(ctx, id),
  }),
  inWorkspace({
    method: 'post',
    path: `${path}/{id}/sync`,
    tag,
    summary:
      'Bring the posts of a profile into the bank; refused with the reason where nothing can read them',
    needs: 'write',
    params,
    answers: syncJobSchema,
    status: 201,
    run: (ctx, { params: { id } }) => startSync(ctx, id),
    again: { of: 'sync_job', read: getSyncJob },
  }),
  inWorkspace({
    method: 'get',
    path: '/v1/sync-jobs',
    tag,
    summary: 'List syncs of profiles, the latest first',
    needs: 'see',
    query: syncJobListQuerySchema,
    answers: pageOf(syncJobSchema),
    run: (ctx, { query }) => listSyncJobs(ctx, query),
  }),
  inWorkspace({
    method: 'get',
    path: '/v1/sync-jobs/{id}',
    tag,
    summary: 'Get a sync and how far it is',
    needs: 'see',
    params,
    answers: syncJobSchema,
    run: (ctx, { params: { id } }) => getSyncJob(ctx, id),
  }),
  inWorkspace({
    method: 'get',
    path: bankPath,
    tag: bankTag,
    summary: 'List captured posts, the latest first',
    needs: 'see',
    query: bankListQuerySchema,
    answers: pageOf(bankPostSchema),
    run: (ctx, { query }) => listPosts(ctx, query),
  }),
  inWorkspace({
    method: 'post',
    path: `${bankPath}/import`,
    tag: bankTag,
    summary: 'Add posts, or bring their text and numbers up to date; says what became of each',
    orFile: 'CSV or JSON, up to 5 MB and 1,000 posts.',
    needs: 'write',
    query: importBankQuerySchema,
    body: importBankSchema,
    answers: importReportSchema,
    run: (ctx, { query, body }) => importPosts(ctx, body, query),
  }),
  inWorkspace({
    method: 'post',
    path: `${bankPath}/search`,
    tag: bankTag,
    summary: 'Find captured posts by meaning, or like another; without either the best scores',
    needs: 'see',
    body: searchBankSchema,
    answers: bankResultSchema,
    run: (ctx, { body }) => searchPosts(ctx, body),
  }),
  inWorkspace({
    method: 'get',
    path: `${bankPath}/{id}`,
    tag: bankTag,
    summary: 'Get a captured post, with its numbers over time and what its score compares them with',
    needs: 'see',
    params,
    answers: bankPostDetailSchema,
    run: (ctx, { params: { id } }) => getPost(ctx, id),
  }),
  inWorkspace({
    method: 'patch',
    path: `${bankPath}/{id}`,
    tag: bankTag,
    summary: 'Label a captured post by hand, or say whose it is',
    needs: 'write',
    params,
    body: labelPostSchema,
    answers: bankPostDetailSchema,
    run: (ctx, { params: { id }, body }) => labelPost(ctx, id, body),
  }),
  inWorkspace({
    method: 'post',
    path: `${bankPath}/{id}/retry`,
    tag: bankTag,
    summary: 'Try again what failed while finding out about a captured post',
    needs: 'write',
    params,
    answers: bankPostDetailSchema,
    run: (ctx, { params: { id } }) => retryPost(ctx, id),
  }),
  inWorkspace({
    method: 'delete',
    path: `${bankPath}/{id}`,
    tag: bankTag,
    summary: 'Remove a captured post from the bank',
    needs: 'write',
    params,
    status: 204,
    run: (ctx, { params: { id } }) => deletePost(ctx, id),
  }),
]

/** Adds the import of a file, which comes before the JSON route of the same path. */
export const bankUploadRoute = (app: OpenAPIHono<Api>): void =>
  fileRoute(app, {
    path: `${bankPath}/import`,
    needs: 'write',
    maxBytes: BANK_FILE_MAX_BYTES,
    tooLarge: 'The file is larger than 5 MB. Split it.',
    run: async (ctx, bytes, { query }) =>
      importFile(ctx, bytes, parse(importBankQuerySchema, query, 'query')),
  })
