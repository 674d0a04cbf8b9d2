import { aiErrors, aiUsageLogs } from '#drizzle/schema/operations.ts'
import type { MeteredCall } from './ai.ts'
import type { Ctx } from './context.ts'
import type { Db } from './db.ts'

/** Records model calls, and the errors of those that failed: in the transaction that stores their results, or alone. */
export function record(
  db: Db,
  { workspaceId, requestId }: Pick<Ctx, 'workspaceId' | 'requestId'>,
  calls: readonly MeteredCall[],
) {
  const rows = calls.map(({ functionName, model, prompt, usage, calledAt, latencyMs, failure }) => {
    const [provider = '', ...rest] = model.split('/')
    const common = { workspaceId, requestId, functionName, provider, model: rest.join('/') }
    const success = failure === null
    const errorReference = failure?.reference ?? null
    const call = { ...common, prompt, ...usage, latencyMs, success, errorReference, calledAt }
    return { call, error: failure && { ...common, ...failure } }
  })
  const errors = rows.flatMap(({ error }) => (error ? [error] : []))
  return [
    ...(rows.length > 0 ? [db.insert(aiUsageLogs).values(rows.map(({ call }) => call))] : []),
    ...(errors.length > 0 ? [db.insert(aiErrors).values(errors)] : []),
  ]
}
