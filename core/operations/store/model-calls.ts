import { and, desc, eq } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import * as keyset from '#core/lib/kernel/keyset.ts'
import type { Position } from '#core/lib/kernel/page.ts'
import { aiErrors, aiUsageLogs } from '#drizzle/schema/operations.ts'

export interface CallFilter {
  workspaceId: string
  success: boolean | undefined
  functionName: string | undefined
  reference: string | undefined
  before: Position | null
  limit: number
}

export const list = (db: Db, { workspaceId, success, functionName, reference, before, limit }: CallFilter) =>
  db
    .select({ call: aiUsageLogs, error: aiErrors.error })
    .from(aiUsageLogs)
    .leftJoin(
      aiErrors,
      and(
        eq(aiErrors.workspaceId, aiUsageLogs.workspaceId),
        eq(aiErrors.reference, aiUsageLogs.errorReference),
      ),
    )
    .where(
      and(
        eq(aiUsageLogs.workspaceId, workspaceId),
        success === undefined ? undefined : eq(aiUsageLogs.success, success),
        functionName === undefined ? undefined : eq(aiUsageLogs.functionName, functionName),
        reference === undefined ? undefined : eq(aiUsageLogs.errorReference, reference),
        keyset.before(aiUsageLogs.calledAt, aiUsageLogs.id, before),
      ),
    )
    .orderBy(desc(aiUsageLogs.calledAt), desc(aiUsageLogs.id))
    .limit(limit + 1)
