/** What every handler of the API finds in its Hono context. */
export interface Api {
  Bindings: Env
  Variables: {
    requestId: string
    /** Who asked and where, once that is known: for the access log. */
    actor?: string
    workspaceId?: string
  }
}
