import type { Statement } from '#core/lib/db.ts'

/** Types of the Hono context that every handler of the API gets. */
export interface Api {
  Bindings: Env
  Variables: {
    requestId: string
    /** The caller and their workspace, once known: for the access log. */
    actor?: string
    workspaceId?: string
    /** The last statements of each transaction of the request: they mark its Idempotency-Key as done with the work. */
    atEnd?: readonly Statement[]
  }
}
