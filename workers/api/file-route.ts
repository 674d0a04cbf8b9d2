import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { AppError, invalid } from '#core/lib/kernel/errors.ts'
import type { Scope } from '#core/workspaces/schemas.ts'
import { callerOf, workspaceOf } from './access.ts'
import type { Api } from './api.ts'
import { bodyLimit } from './body.ts'

interface FileRoute {
  /** The path, with OpenAPI's `{name}` for parameters. */
  path: string
  needs: Scope
  maxBytes: number
  /** What is said of a larger file. */
  tooLarge: string
  run(
    ctx: Ctx,
    bytes: Uint8Array<ArrayBuffer>,
    given: { params: Record<string, string>; query: Record<string, string> },
  ): Promise<object>
}

/** Room for the lines that a form puts around its file. */
const FORM_BYTES = 64 * 1024

/**
 * Adds the multipart half of a route that takes JSON too: an import of one file of limited size, whose repetition changes nothing. It
 * comes before the JSON route of the same path.
 */
export function fileRoute(app: OpenAPIHono<Api>, { path, needs, maxBytes, tooLarge, run }: FileRoute): void {
  const limit = bodyLimit(maxBytes + FORM_BYTES, tooLarge)
  app.post(path.replaceAll(/\{(\w+)\}/g, ':$1'), async (c, next) => {
    if (!c.req.header('content-type')?.startsWith('multipart/form-data')) return next()
    // Identify the caller first: nobody else's file is read.
    const ctx = workspaceOf(await callerOf(c), needs)
    const refused = await limit(c, async () => undefined)
    if (refused) return refused
    const form = await c.req.raw.formData().catch((error: unknown) => {
      if (error instanceof TypeError)
        throw invalid('The body is not the form that its content type says it is.')
      throw error
    })
    const file = form.get('file')
    if (!(file instanceof File))
      throw invalid('The form has no file.', [
        { path: 'file', message: 'Send the file in the field `file`.' },
      ])
    if (file.size > maxBytes) throw new AppError('too_large', 'too_large', tooLarge)
    const bytes = new Uint8Array(await file.arrayBuffer())
    return c.json(await run(ctx, bytes, { params: c.req.param(), query: c.req.query() }), 200)
  })
}
