import type { OpenAPIHono } from '@hono/zod-openapi'
import * as z from 'zod'
import { idSchema, pageOf } from '#core/lib/kernel/schemas.ts'
import {
  exportProjectPosts,
  getShareOfVoice,
  getVolume,
  listProjectCreators,
  listProjectHashtags,
  listProjectPosts,
} from '#core/listening/actions/figures.ts'
import { importFileIntoProject, importIntoProject } from '#core/listening/actions/import.ts'
import {
  createProject,
  deleteProject,
  getProject,
  listProjects,
  updateProject,
} from '#core/listening/actions/projects.ts'
import {
  mostQuerySchema,
  projectCreatorSchema,
  projectHashtagSchema,
  shareOfVoiceSchema,
  shareQuerySchema,
  volumeQuerySchema,
  volumeSchema,
} from '#core/listening/schemas/figures.ts'
import {
  exportPostsQuerySchema,
  importIntoProjectSchema,
  LISTENING_FILE_MAX_BYTES,
  listenedPostSchema,
  listenedPostsQuerySchema,
  listeningReportSchema,
} from '#core/listening/schemas/posts.ts'
import {
  createProjectSchema,
  projectListQuerySchema,
  projectSchema,
  updateProjectSchema,
} from '#core/listening/schemas/projects.ts'
import type { Api } from '../api.ts'
import { downloadRoute } from '../download.ts'
import { inWorkspace, parse } from '../endpoint.ts'
import { fileRoute } from '../file-route.ts'

const params = z.object({ id: idSchema })
const tag = 'Listening'
const path = '/v1/projects'

export const listeningEndpoints = [
  inWorkspace({
    method: 'get',
    path,
    tag,
    summary: 'List listening projects, the latest first',
    needs: 'see',
    query: projectListQuerySchema,
    answers: pageOf(projectSchema),
    run: (ctx, { query }) => listProjects(ctx, query),
  }),
  inWorkspace({
    method: 'post',
    path,
    tag,
    summary: 'Listen to hashtags, creators or a query',
    needs: 'listen',
    body: createProjectSchema,
    answers: projectSchema,
    status: 201,
    run: (ctx, { body }) => createProject(ctx, body),
    again: { of: 'project', read: getProject },
  }),
  inWorkspace({
    method: 'get',
    path: `${path}/{id}`,
    tag,
    summary: 'Get a project',
    needs: 'see',
    params,
    answers: projectSchema,
    run: (ctx, { params: { id } }) => getProject(ctx, id),
  }),
  inWorkspace({
    method: 'patch',
    path: `${path}/{id}`,
    tag,
    summary: 'Change a project’s name, description or status',
    needs: 'listen',
    params,
    body: updateProjectSchema,
    answers: projectSchema,
    run: (ctx, { params: { id }, body }) => updateProject(ctx, id, body),
  }),
  inWorkspace({
    method: 'delete',
    path: `${path}/{id}`,
    tag,
    summary: 'Delete a project, with its posts that neither another project nor the bank has',
    needs: 'listen',
    params,
    status: 204,
    run: (ctx, { params: { id } }) => deleteProject(ctx, id),
  }),
  inWorkspace({
    method: 'post',
    path: `${path}/{id}/import`,
    tag,
    summary: 'Bring posts into a project; those outside its scope are left out, and said',
    orFile: 'CSV or JSON, up to 5 MB and 1,000 posts.',
    needs: 'listen',
    params,
    body: importIntoProjectSchema,
    answers: listeningReportSchema,
    run: (ctx, { params: { id }, body }) => importIntoProject(ctx, id, body),
  }),
  inWorkspace({
    method: 'get',
    path: `${path}/{id}/posts`,
    tag,
    summary: 'List a project’s posts, the latest first, each with its sentiment and score',
    needs: 'see',
    params,
    query: listenedPostsQuerySchema,
    answers: pageOf(listenedPostSchema),
    run: (ctx, { params: { id }, query }) => listProjectPosts(ctx, id, query),
  }),
  inWorkspace({
    method: 'get',
    path: `${path}/{id}/hashtags`,
    tag,
    summary: 'List the hashtags of a project’s posts, the most used first',
    needs: 'see',
    params,
    query: mostQuerySchema,
    answers: pageOf(projectHashtagSchema),
    run: (ctx, { params: { id }, query }) => listProjectHashtags(ctx, id, query),
  }),
  inWorkspace({
    method: 'get',
    path: `${path}/{id}/creators`,
    tag,
    summary: 'List the authors of a project’s posts, those with most posts first',
    needs: 'see',
    params,
    query: mostQuerySchema,
    answers: pageOf(projectCreatorSchema),
    run: (ctx, { params: { id }, query }) => listProjectCreators(ctx, id, query),
  }),
  inWorkspace({
    method: 'get',
    path: `${path}/{id}/volume`,
    tag,
    summary: 'Get how much was said in a project each day, and how it felt',
    needs: 'see',
    params,
    query: volumeQuerySchema,
    answers: volumeSchema,
    run: (ctx, { params: { id }, query }) => getVolume(ctx, id, query),
  }),
  inWorkspace({
    method: 'get',
    path: '/v1/share-of-voice',
    tag,
    summary: 'Get how much each active project was talked of, beside all of them',
    needs: 'see',
    query: shareQuerySchema,
    answers: shareOfVoiceSchema,
    run: (ctx, { query }) => getShareOfVoice(ctx, query),
  }),
]

export const listeningUpload = (app: OpenAPIHono<Api>): void =>
  fileRoute(app, {
    path: `${path}/{id}/import`,
    needs: 'listen',
    maxBytes: LISTENING_FILE_MAX_BYTES,
    tooLarge: 'The file is larger than 5 MB. Split it.',
    run: (ctx, bytes, given) => importFileIntoProject(ctx, parse(params, given.params, 'path').id, bytes),
  })

export const listeningDownload = (app: OpenAPIHono<Api>): void =>
  downloadRoute(app, {
    path: `${path}/{id}/posts/export`,
    tag,
    summary: 'Download a project’s posts as CSV, as the import takes it, or as one JSON object a line',
    needs: 'see',
    query: exportPostsQuerySchema,
    types: { csv: 'text/csv', ndjson: 'application/x-ndjson' },
    fileName: 'posts',
    lines: (ctx, query, { id = '' }) => exportProjectPosts(ctx, id, query),
  })
