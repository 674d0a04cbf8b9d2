import type { SystemCtx } from '#core/lib/kernel/context.ts'
import type { Statement } from '#core/lib/kernel/db.ts'
import type { Access } from '#core/workspaces/actions/workspaces.ts'
import type { Me } from '#core/workspaces/schemas.ts'

/** The caller of a request, and their access. */
export interface Caller {
  user: Me['user']
  access: Access | null
  operator: boolean
  system: SystemCtx
  /** The session's id; null for a key. */
  session: string | null
  /** When the session or the key runs out, as it is now; null for a key that does not. */
  until: Date | null
}

/** How a handler learns who calls. */
export interface Identify {
  caller(): Promise<Caller>
  stranger(): Caller
}

/** Types of the Hono context that every handler of the API gets. */
export interface Api {
  Bindings: Env
  Variables: {
    requestId: string
    identify: Identify
    /** The caller and their workspace, once known: for the access log. */
    actor?: string
    workspaceId?: string
    /** The last statements of each transaction of the request: they mark its Idempotency-Key as done with the work. */
    atEnd?: readonly Statement[]
  }
}
