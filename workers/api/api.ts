/** What every handler of the API finds in its Hono context. */
export interface Api {
  Bindings: Env
  Variables: { requestId: string }
}
