import { and, eq, inArray, sql } from 'drizzle-orm'
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

/** Counts what successful calls of some tasks have cost on average since a time, by task. */
export const usualCosts = (
  db: Db,
  { workspaceId, tasks, since }: { workspaceId: string; tasks: readonly string[]; since: Date },
) =>
  db
    .select({
      task: aiUsageLogs.functionName,
      micros: sql<number>`avg(${aiUsageLogs.costMicros})::float8`,
    })
    .from(aiUsageLogs)
    .where(
      and(
        eq(aiUsageLogs.workspaceId, workspaceId),
        inArray(aiUsageLogs.functionName, [...tasks]),
        eq(aiUsageLogs.success, true),
        sql`${aiUsageLogs.calledAt} > ${since.toISOString()}::timestamptz`,
      ),
    )
    .groupBy(aiUsageLogs.functionName)
