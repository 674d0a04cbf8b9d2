import type { Ctx } from '#core/lib/kernel/context.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/kernel/page.ts'
import type { ModelCall } from '../schemas.ts'
import * as store from '../store/model-calls.ts'

export interface ModelCallQuery {
  success?: 'true' | 'false' | undefined
  functionName?: string | undefined
  reference?: string | undefined
  limit: number
  cursor?: string | undefined
}

/** Lists the calls of models for this workspace, latest first, with the errors of those that failed. */
export async function listModelCalls(
  ctx: Ctx,
  { success, functionName, reference, limit, cursor }: ModelCallQuery,
): Promise<Page<ModelCall>> {
  const before = decodeCursor(cursor)
  const filter = {
    workspaceId: ctx.workspaceId,
    success: success === undefined ? undefined : success === 'true',
    functionName,
    reference,
  }
  const [rows] = await ctx.db.batch((db) => [store.list(db, { ...filter, before, limit })])
  return pageOfRows(rows, limit, ({ call }) => ({ at: call.calledAt, id: call.id }), toModelCall)
}

type Row = Awaited<ReturnType<typeof store.list>>[number]

const toModelCall = ({ call, error }: Row): ModelCall => ({
  id: call.id,
  functionName: call.functionName,
  provider: call.provider,
  model: call.model,
  prompt: call.prompt,
  inputTokens: call.inputTokens,
  outputTokens: call.outputTokens,
  costMicros: call.costMicros,
  latencyMs: call.latencyMs,
  success: call.success,
  error: call.errorReference === null ? null : { reference: call.errorReference, message: error ?? '' },
  requestId: call.requestId,
  at: call.calledAt.toISOString(),
})
