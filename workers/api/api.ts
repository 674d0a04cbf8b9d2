import type { Statement } from '#core/lib/db.ts'

/** What every handler of the API finds in its Hono context. */
export interface Api {
  Bindings: Env
  Variables: {
    requestId: string
    /** Who asked and where, once that is known: for the access log. */
    actor?: string
    workspaceId?: string
    /** The last statements of each transaction of the request: its Idempotency-Key is done with its work. */
    atEnd?: readonly Statement[]
  }
}
