import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import * as z from 'zod'
import { getThumbnail } from '#core/characters/actions/content.ts'
import { getMessageMedium } from '#core/inbox/actions/media.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { notFound } from '#core/lib/kernel/errors.ts'
import { idSchema, pageOf } from '#core/lib/kernel/schemas.ts'
import {
  addMediumFromUrl,
  addStored,
  deleteMedium,
  discardStored,
  getMedium,
  getStoredMedium,
  listMedia,
  type StoredUpload,
  storeUpload,
  tooLarge,
} from '#core/media/actions.ts'
import { openLink, safeName } from '#core/media/queries.ts'
import { UPLOAD_MAX_BYTES } from '#core/media/rules/upload.ts'
import { addMediumSchema, mediumListQuerySchema, mediumSchema } from '#core/media/schemas.ts'
import { callerOf, strangerOf, workspaceOf } from '../access.ts'
import type { Api, Caller } from '../api.ts'
import { failures } from '../described.ts'
import { inWorkspace, parse, retold } from '../endpoint.ts'
import { filePart, idempotently, ofWorkspace } from '../idempotency.ts'
import { discardBody, fileOfForm } from '../multipart.ts'
import { type Stored, serveFile } from '../served.ts'

const tag = 'Media'
const path = '/v1/media'
const params = z.object({ id: idSchema })
const again = { of: 'media', read: getMedium }

export const mediaEndpoints = [
  inWorkspace({
    method: 'post',
    path,
    tag,
    summary: 'Add a file to the library, or as JSON by a public address',
    orFile: 'A picture or a video up to 100 MB, anything else up to 25 MB.',
    needs: 'answer',
    body: addMediumSchema,
    answers: mediumSchema,
    status: 201,
    run: (ctx, { body }) => addMediumFromUrl(ctx, body),
    again,
  }),
  inWorkspace({
    method: 'get',
    path,
    tag,
    summary: 'List the library, the latest first',
    needs: 'see',
    query: mediumListQuerySchema,
    answers: pageOf(mediumSchema),
    run: (ctx, { query }) => listMedia(ctx, query),
  }),
  inWorkspace({
    method: 'get',
    path: `${path}/{id}`,
    tag,
    summary: 'Get a medium of the library',
    needs: 'see',
    params,
    answers: mediumSchema,
    run: (ctx, { params: { id } }) => getMedium(ctx, id),
  }),
  inWorkspace({
    method: 'delete',
    path: `${path}/{id}`,
    tag,
    summary: 'Take a medium out of the library; what shows it keeps it',
    needs: 'answer',
    params,
    status: 204,
    run: (ctx, { params: { id } }) => deleteMedium(ctx, id),
  }),
]

/** Room for a form around the largest file. */
const FORM_MAX_BYTES = UPLOAD_MAX_BYTES + 64 * 1024

/** Adds the multipart half of adding a file. It comes before the limit of all other bodies, and before the JSON endpoint. */
export function mediaUploadRoute(app: OpenAPIHono<Api>): void {
  app.post(path, async (c, next) => {
    if (!c.req.header('content-type')?.startsWith('multipart/form-data')) return next()
    const caller = await callerOf(c)
    const ctx = workspaceOf(caller, 'answer')
    if (Number(c.req.header('content-length') ?? 0) > FORM_MAX_BYTES) {
      await discardBody(c.req.raw)
      throw tooLarge(UPLOAD_MAX_BYTES)
    }
    const { fileName, type, chunks, discard } = await fileOfForm(c.req.raw)
    try {
      const stored = await storeUpload(ctx, { fileName: safeName(fileName), claimed: type, chunks })
      return await addOnce(c, ctx, caller, { stored, fileName })
    } finally {
      await discard()
    }
  })
}

/**
 * Adds a stored file, once per Idempotency-Key. What the key is for is known only when the bytes have come, so a repeated upload is
 * stored first, and deleted when the key turns out to have its answer.
 */
async function addOnce(
  c: Context<Api>,
  ctx: Ctx,
  caller: Caller,
  { stored, fileName }: { stored: StoredUpload; fileName: string },
): Promise<Response> {
  let begun = false
  try {
    return await idempotently(c, {
      caller,
      holder: ofWorkspace(caller),
      body: [filePart('file', fileName, stored.sha256)],
      run: async () => {
        begun = true
        return { status: 201, body: await addStored(ctx, stored) }
      },
      retelling: { status: 201, shownOnce: false, again: retold(again, ctx) },
    })
  } finally {
    if (!begun) await discardStored(ctx, stored)
  }
}

/** Adds the routes that serve bytes, not JSON: of the library, and of messages. */
export function mediaContentRoutes(app: OpenAPIHono<Api>): void {
  served(app, {
    path: `${path}/{id}/content`,
    summary: 'Get the bytes of a medium of the library',
    params,
    find: (ctx, { id }) => getStoredMedium(ctx, id),
  })
  served(app, {
    path: '/v1/content/{id}/thumbnail',
    summary: 'Get the small picture of one of a character’s media',
    params,
    find: getThumbnail,
  })
  served(app, {
    path: '/v1/conversations/{id}/messages/{messageId}/media/{mediaId}',
    summary: 'Get the bytes of a file of a message, once they have been fetched from the platform',
    params: params.extend({ messageId: idSchema, mediaId: idSchema }),
    find: getMessageMedium,
  })
}

/** Adds the address from which platforms fetch the files of posts: the link itself is the right to them. */
export function linkedFiles(app: OpenAPIHono<Api>): void {
  app.get('/files/:what/:proof', async (c) => {
    const { system } = await strangerOf(c)
    const { objectName, mimeType, sizeBytes } = await openLink(system, c.req.param())
    const stream = await system.blobs.open(objectName)
    if (!stream) throw notFound('file')
    return c.body(stream, 200, {
      'content-type': mimeType,
      'content-length': String(sizeBytes),
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
      'x-robots-tag': 'noindex',
    })
  })
}

interface Served<P extends z.ZodObject> {
  path: string
  summary: string
  params: P
  find: (ctx: Ctx, params: z.output<P>) => Promise<Stored>
}

function served<P extends z.ZodObject>(app: OpenAPIHono<Api>, { path, summary, params, find }: Served<P>) {
  const bytes = {
    content: { 'application/octet-stream': { schema: { type: 'string' as const, format: 'binary' } } },
  }
  app.openAPIRegistry.registerPath({
    method: 'get',
    path,
    tags: [tag],
    summary,
    security: [{ session: [] }, { apiKey: [] }],
    'x-needs': 'see',
    request: { params },
    responses: {
      200: { description: 'The bytes', ...bytes },
      206: { description: 'Those of the range that was asked for', ...bytes },
      ...failures(),
    },
  })
  app.get(path.replace(/\{(\w+)\}/g, ':$1'), async (c: Context<Api>) => {
    const ctx = workspaceOf(await callerOf(c), 'see')
    return serveFile(c, ctx, await find(ctx, parse(params, c.req.param(), 'path') as z.output<P>))
  })
}
