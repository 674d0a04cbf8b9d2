import type { Ctx } from '#core/lib/kernel/context.ts'
import { AppError, describeError, notFound } from '#core/lib/kernel/errors.ts'
import { type LimitStatus, nameOf, rulesOf } from '#core/lib/platform/quota.ts'
import type { AccountLimit } from '../schemas.ts'
import * as store from '../store/accounts.ts'

/** Lists the limits of an account and how much of each is used: those that have been counted, and those that publishing counts. */
export async function accountLimits(ctx: Ctx, id: string): Promise<{ items: AccountLimit[] }> {
  const [[account]] = await ctx.db.batch((db) => [store.byId(db, { workspaceId: ctx.workspaceId, id })])
  if (!account) throw notFound('account')
  const counted = await statusOf(ctx, id)
  const known = new Set(counted.map(idOf))
  const unused = rulesOf(ctx.connector(account.platform).posts?.rules.quotas(0) ?? [])
    .map(
      ({ scope, key, kind, limit, windowMs }): LimitStatus => ({
        scope,
        name: nameOf(key),
        kind,
        used: 0,
        limit,
        windowMs,
        resetsAt: null,
      }),
    )
    .filter((limit) => !known.has(idOf(limit)))
  const items = [...counted, ...unused].map((limit) => ({
    ...limit,
    resetsAt: limit.resetsAt === null ? null : new Date(limit.resetsAt).toISOString(),
  }))
  // Sort by the share used, highest first.
  return { items: items.sort((a, b) => b.used / b.limit - a.used / a.limit) }
}

const idOf = ({ scope, name, kind, windowMs }: LimitStatus) => `${scope} ${name} ${kind} ${windowMs}`

async function statusOf(ctx: Ctx, id: string): Promise<readonly LimitStatus[]> {
  try {
    return await ctx.gate.status(id)
  } catch (error) {
    ctx.log.error('gate.unreachable', { accountId: id, error: describeError(error) })
    throw new AppError(
      'unavailable',
      'gate_unavailable',
      'The limits cannot be read at the moment. Try again in a minute.',
    )
  }
}
