import type { OpenAPIHono } from '@hono/zod-openapi'
import * as z from 'zod'
import {
  createDocument,
  deleteDocument,
  getDocument,
  listDocuments,
  uploadDocument,
} from '#core/knowledge/actions.ts'
import { searchPassages } from '#core/knowledge/queries.ts'
import {
  createDocumentSchema,
  documentListQuerySchema,
  documentSchema,
  searchKnowledgeSchema,
  searchResultSchema,
} from '#core/knowledge/schemas.ts'
import { invalid } from '#core/lib/errors.ts'
import { idSchema, pageOf } from '#core/lib/schemas.ts'
import { callerOf, workspaceOf } from '../access.ts'
import type { Api } from '../api.ts'
import { inWorkspace } from '../endpoint.ts'

const tag = 'Knowledge'
const params = z.object({ id: idSchema })
const path = '/v1/knowledge/documents'

export const knowledgeEndpoints = [
  inWorkspace({
    method: 'post',
    path,
    tag,
    summary: 'Add a document as JSON, or upload a text or Markdown file as multipart `file`',
    needs: 'answer',
    body: createDocumentSchema,
    answers: documentSchema,
    status: 201,
    run: (ctx, { body }) => createDocument(ctx, body),
  }),
  inWorkspace({
    method: 'get',
    path,
    tag,
    summary: 'List documents, the latest first',
    needs: 'see',
    query: documentListQuerySchema,
    answers: pageOf(documentSchema),
    run: (ctx, { query }) => listDocuments(ctx, query),
  }),
  inWorkspace({
    method: 'get',
    path: `${path}/{id}`,
    tag,
    summary: 'Get a document and how far its indexing is',
    needs: 'see',
    params,
    answers: documentSchema,
    run: (ctx, { params: { id } }) => getDocument(ctx, id),
  }),
  inWorkspace({
    method: 'delete',
    path: `${path}/{id}`,
    tag,
    summary: 'Delete a document and its passages',
    needs: 'answer',
    params,
    status: 204,
    run: (ctx, { params: { id } }) => deleteDocument(ctx, id),
  }),
  inWorkspace({
    method: 'post',
    path: '/v1/knowledge/search',
    tag,
    summary: 'Find the passages nearest to a question',
    needs: 'see',
    body: searchKnowledgeSchema,
    answers: searchResultSchema,
    run: async (ctx, { body }) => ({ items: await searchPassages(ctx, body) }),
  }),
]

/** The multipart half of adding a document: taken before the JSON endpoint of the same path. */
export function uploadRoute(app: OpenAPIHono<Api>): void {
  app.post(path, async (c, next) => {
    if (!c.req.header('content-type')?.startsWith('multipart/form-data')) return next()
    const ctx = workspaceOf(await callerOf(c), 'answer')
    const form = await c.req.parseBody()
    const { file, title } = form
    if (!(file instanceof File)) {
      throw invalid('The form has no file.', [
        { path: 'file', message: 'Send the file in the field `file`.' },
      ])
    }
    const upload = {
      name: file.name.slice(0, 200) || 'document',
      type: file.type,
      bytes: new Uint8Array(await file.arrayBuffer()),
    }
    const named = typeof title === 'string' && title.trim() !== '' ? title.trim().slice(0, 200) : null
    return c.json(await uploadDocument(ctx, { title: named, upload }), 201)
  })
}
