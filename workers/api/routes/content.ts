import * as z from 'zod'
import {
  addContent,
  getContent,
  listContent,
  removeContent,
  updateContent,
} from '#core/characters/actions/content.ts'
import { decideContent } from '#core/characters/actions/decide.ts'
import {
  addContentSchema,
  contentListQuerySchema,
  contentSchema,
  decideContentSchema,
  decidedContentSchema,
  updateContentSchema,
} from '#core/characters/schemas.ts'
import { idSchema, pageOf } from '#core/lib/kernel/schemas.ts'
import { inWorkspace } from '../endpoint.ts'

const params = z.object({ id: idSchema })
const tag = 'Characters'
const path = '/v1/content'
const one = `${path}/{id}` as const

/** Characters' media, and their approval. */
export const contentEndpoints = [
  inWorkspace({
    method: 'get',
    path,
    tag,
    summary: 'List characters’ media, the latest first',
    needs: 'see',
    query: contentListQuerySchema,
    answers: pageOf(contentSchema),
    run: (ctx, { query }) => listContent(ctx, query),
  }),
  inWorkspace({
    method: 'post',
    path,
    tag,
    summary: 'Add a file of the library, or a text, to a character’s media',
    needs: 'write',
    body: addContentSchema,
    answers: contentSchema,
    status: 201,
    run: (ctx, { body }) => addContent(ctx, body),
    again: { of: 'medium', read: getContent },
  }),
  inWorkspace({
    method: 'post',
    path: `${path}/decisions`,
    tag,
    summary: 'Approve or reject media, or have them await approval again',
    needs: 'write',
    body: decideContentSchema,
    answers: decidedContentSchema,
    run: (ctx, { body }) => decideContent(ctx, body),
  }),
  inWorkspace({
    method: 'get',
    path: one,
    tag,
    summary: 'Get one of a character’s media',
    needs: 'see',
    params,
    answers: contentSchema,
    run: (ctx, { params: { id } }) => getContent(ctx, id),
  }),
  inWorkspace({
    method: 'patch',
    path: one,
    tag,
    summary:
      'Change where a medium is meant to stand, or flag it NSFW; flagged anew, it awaits approval anew',
    needs: 'write',
    params,
    body: updateContentSchema,
    answers: contentSchema,
    run: (ctx, { params: { id }, body }) => updateContent(ctx, id, body),
  }),
  inWorkspace({
    method: 'delete',
    path: one,
    tag,
    summary: 'Take a medium out of a character’s media; its file stays in the library',
    needs: 'write',
    params,
    status: 204,
    run: (ctx, { params: { id } }) => removeContent(ctx, id),
  }),
]
