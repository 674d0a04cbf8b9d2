import type { OpenAPIHono } from '@hono/zod-openapi'
import * as z from 'zod'
import {
  createDocument,
  deleteDocument,
  getDocument,
  getDocumentText,
  listDocuments,
  retryDocument,
  uploadDocument,
} from '#core/knowledge/actions/documents.ts'
import { replaceByFile, replaceDocument, updateDocument } from '#core/knowledge/actions/edit.ts'
import { exportFaqs, importFaqs, uploadFaqs } from '#core/knowledge/actions/faq-files.ts'
import { createFaq, deleteFaq, getFaq, listFaqs, updateFaq } from '#core/knowledge/actions/faqs.ts'
import { searchPassages } from '#core/knowledge/queries.ts'
import {
  createDocumentSchema,
  createFaqSchema,
  DOCUMENT_FILE_MAX_BYTES,
  DOCUMENT_TITLE_MAX,
  documentListQuerySchema,
  documentSchema,
  documentTextSchema,
  FAQ_FILE_MAX_BYTES,
  faqExportQuerySchema,
  faqImportResultSchema,
  faqListQuerySchema,
  faqSchema,
  importFaqsSchema,
  replaceDocumentSchema,
  searchKnowledgeSchema,
  searchResultSchema,
  updateDocumentSchema,
  updateFaqSchema,
} from '#core/knowledge/schemas.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { AppError, invalid } from '#core/lib/kernel/errors.ts'
import { idSchema, pageOf } from '#core/lib/kernel/schemas.ts'
import { callerOf, workspaceOf } from '../access.ts'
import type { Api } from '../api.ts'
import { bodyLimit } from '../body.ts'
import { downloadRoute } from '../download.ts'
import { type Again, inWorkspace, parse, retold } from '../endpoint.ts'
import { idempotently, ofWorkspace, partsOf } from '../idempotency.ts'

const tag = 'Knowledge'
const params = z.object({ id: idSchema })
const path = '/v1/knowledge/documents'
const documentAgain = { of: 'document', read: getDocument }
const faqPath = '/v1/knowledge/faqs'

export const knowledgeEndpoints = [
  inWorkspace({
    method: 'post',
    path,
    tag,
    summary: 'Add a text or the URL of a public page as JSON, or upload a file',
    orFile: 'PDF, Word, HTML, Markdown or text, up to 25 MB.',
    needs: 'answer',
    body: createDocumentSchema,
    answers: documentSchema,
    status: 201,
    run: (ctx, { body }) => createDocument(ctx, body),
    again: documentAgain,
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
    method: 'get',
    path: `${path}/{id}/text`,
    tag,
    summary: 'Get the text that was read of a document; the offsets of its passages count in it',
    needs: 'see',
    params,
    answers: documentTextSchema,
    run: (ctx, { params: { id } }) => getDocumentText(ctx, id),
  }),
  inWorkspace({
    method: 'post',
    path: `${path}/{id}/retry`,
    tag,
    summary: 'Read a document again that has failed',
    needs: 'answer',
    params,
    answers: documentSchema,
    run: (ctx, { params: { id } }) => retryDocument(ctx, id),
  }),
  inWorkspace({
    method: 'patch',
    path: `${path}/{id}`,
    tag,
    summary: 'Change the title of a document, or a text that was written here; it is read again',
    needs: 'answer',
    params,
    body: updateDocumentSchema,
    answers: documentSchema,
    run: (ctx, { params: { id }, body }) => updateDocument(ctx, id, body),
  }),
  inWorkspace({
    method: 'post',
    path: `${path}/{id}/replace`,
    tag,
    summary:
      'Replace what a document was made of by a file or a page; what was read before is found until the new is read',
    orFile: 'PDF, Word, HTML, Markdown or text, up to 25 MB.',
    needs: 'answer',
    params,
    body: replaceDocumentSchema,
    answers: documentSchema,
    run: (ctx, { params: { id }, body }) => replaceDocument(ctx, id, body),
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
    path: faqPath,
    tag,
    summary: 'Add a question and its answer',
    needs: 'answer',
    body: createFaqSchema,
    answers: faqSchema,
    status: 201,
    run: (ctx, { body }) => createFaq(ctx, body),
    again: { of: 'faq', read: getFaq },
  }),
  inWorkspace({
    method: 'get',
    path: faqPath,
    tag,
    summary: 'List questions and answers, the latest first',
    needs: 'see',
    query: faqListQuerySchema,
    answers: pageOf(faqSchema),
    run: (ctx, { query }) => listFaqs(ctx, query),
  }),
  inWorkspace({
    method: 'post',
    path: `${faqPath}/import`,
    tag,
    summary:
      'Add or replace questions and answers from the text of a CSV or JSON file, or a file; says what of it was wrong',
    orFile: 'CSV, JSON or Excel (.xlsx), up to 5 MB.',
    needs: 'answer',
    body: importFaqsSchema,
    answers: faqImportResultSchema,
    run: (ctx, { body }) => importFaqs(ctx, body),
  }),
  inWorkspace({
    method: 'get',
    path: `${faqPath}/{id}`,
    tag,
    summary: 'Get a question and its answer',
    needs: 'see',
    params,
    answers: faqSchema,
    run: (ctx, { params: { id } }) => getFaq(ctx, id),
  }),
  inWorkspace({
    method: 'patch',
    path: `${faqPath}/{id}`,
    tag,
    summary: 'Change a question or its answer, or switch it on or off',
    needs: 'answer',
    params,
    body: updateFaqSchema,
    answers: faqSchema,
    run: (ctx, { params: { id }, body }) => updateFaq(ctx, id, body),
  }),
  inWorkspace({
    method: 'delete',
    path: `${faqPath}/{id}`,
    tag,
    summary: 'Delete a question and its answer',
    needs: 'answer',
    params,
    status: 204,
    run: (ctx, { params: { id } }) => deleteFaq(ctx, id),
  }),
  inWorkspace({
    method: 'post',
    path: '/v1/knowledge/search',
    tag,
    summary: 'Find the passages and answers nearest to a question',
    needs: 'see',
    body: searchKnowledgeSchema,
    answers: searchResultSchema,
    run: async (ctx, { body }) => ({ items: await searchPassages(ctx, body) }),
  }),
]

/** Room for the lines that a form puts around its file. */
const FORM_BYTES = 64 * 1024
const FILE_TOO_LARGE = 'The file is larger than 25 MB. Split it, or save it without its pictures.'

/**
 * Adds the routes that are not JSON: the multipart forms of adding and replacing a document and of importing FAQs, and the file of all FAQs.
 * All come before the JSON endpoints of like paths, and before the limit of their bodies: a file alone may be larger.
 */
export function uploadRoute(app: OpenAPIHono<Api>): void {
  fileRoute(app, {
    at: `${faqPath}/import`,
    maxBytes: FAQ_FILE_MAX_BYTES,
    tooLarge: 'The file is larger than 5 MB. Split it.',
    status: 200,
    run: async (ctx, { file }) => uploadFaqs(ctx, new Uint8Array(await file.arrayBuffer())),
  })
  fileRoute(app, {
    at: path,
    maxBytes: DOCUMENT_FILE_MAX_BYTES,
    tooLarge: FILE_TOO_LARGE,
    status: 201,
    run: async (ctx, { file, title }) => {
      const named = title.trim() === '' ? null : title.trim().slice(0, DOCUMENT_TITLE_MAX)
      return uploadDocument(ctx, { title: named, upload: await uploadOf(file) })
    },
    again: documentAgain,
  })
  fileRoute(app, {
    at: `${path}/:id/replace`,
    maxBytes: DOCUMENT_FILE_MAX_BYTES,
    tooLarge: FILE_TOO_LARGE,
    status: 200,
    run: async (ctx, { file }, given) =>
      replaceByFile(ctx, parse(params, given, 'path').id, await uploadOf(file)),
  })
}

const uploadOf = async (file: File) => ({
  name: file.name.slice(0, 200) || 'document',
  bytes: new Uint8Array(await file.arrayBuffer()),
})

interface FileRoute {
  at: string
  maxBytes: number
  /** What is said of a larger file. */
  tooLarge: string
  status: 200 | 201
  run(ctx: Ctx, form: { file: File; title: string }, params: Record<string, string>): Promise<unknown>
  again?: Again<Ctx>
}

/** Adds the multipart half of a route that takes JSON too: one file of limited size. */
function fileRoute(app: OpenAPIHono<Api>, { at, maxBytes, tooLarge, status, run, again }: FileRoute): void {
  const limit = bodyLimit(maxBytes + FORM_BYTES, tooLarge)
  app.post(at, async (c, next) => {
    if (!c.req.header('content-type')?.startsWith('multipart/form-data')) return next()
    // Identify the caller first: nobody else's file is read.
    const caller = await callerOf(c)
    const ctx = workspaceOf(caller, 'answer')
    const refused = await limit(c, async () => undefined)
    if (refused) return refused
    const form = await formOf(c.req.raw)
    const given = fieldsOf(form)
    if (given.file.size > maxBytes) throw new AppError('too_large', 'too_large', tooLarge)
    return idempotently(c, {
      caller,
      holder: ofWorkspace(caller),
      body: await partsOf(form),
      run: async () => ({ status, body: await run(ctx, given, c.req.param()) }),
      retelling: { status, shownOnce: false, again: again && retold(again, ctx) },
    })
  })
}

async function formOf(request: Request): Promise<FormData> {
  return request.formData().catch((error: unknown) => {
    // The runtime throws a TypeError for a body that is no form, as the standard says.
    if (error instanceof TypeError)
      throw invalid('The body is not the form that its content type says it is.')
    throw error
  })
}

function fieldsOf(form: FormData): { file: File; title: string } {
  const file = form.get('file')
  const title = form.get('title')
  if (!(file instanceof File))
    throw invalid('The form has no file.', [{ path: 'file', message: 'Send the file in the field `file`.' }])
  return { file, title: typeof title === 'string' ? title : '' }
}

export const faqDownload = (app: OpenAPIHono<Api>) =>
  downloadRoute(app, {
    path: `${faqPath}/export`,
    tag,
    summary: 'Download the questions and answers as CSV or JSON, as the import takes them',
    needs: 'see',
    query: faqExportQuerySchema,
    types: { csv: 'text/csv', json: 'application/json' },
    fileName: 'faqs',
    lines: (ctx, { format, ...filter }) => exportFaqs(ctx, format, filter),
  })
