import type { Ctx } from '#core/lib/context.ts'
import type { Db } from '#core/lib/db.ts'
import { conflict } from '#core/lib/errors.ts'
import { quotaProblem, type Usage } from '../rules/plans.ts'
import { usage, waitForTurn } from '../store/usage.ts'

/** Refuses an addition that exceeds the plan, before anything of it is stored. @throws conflict `quota_reached` */
export async function checkRoom(ctx: Ctx, more: Usage): Promise<void> {
  const [found] = await ctx.db.batch((db) => [usage(db, ctx.workspaceId)])
  judge(ctx, found.rows, more)
}

/** Checks the plan with everything that this transaction has written; to be its last statement. */
export async function checkQuota(tx: Db, ctx: Ctx): Promise<void> {
  await waitForTurn(tx, ctx.workspaceId)
  judge(ctx, (await usage(tx, ctx.workspaceId)).rows, { bytes: 0, documents: 0 })
}

function judge({ plan }: Ctx, [used]: { bytes: string; documents: string }[], more: Usage): void {
  const bytes = Number(used?.bytes ?? 0) + more.bytes
  const documents = Number(used?.documents ?? 0) + more.documents
  const problem = quotaProblem(plan, { bytes, documents })
  if (problem !== null) throw conflict('quota_reached', problem)
}
