import type { Context } from 'hono'
import type { SystemCtx } from '#core/lib/kernel/context.ts'
import { within } from '#core/lib/kernel/deadline.ts'
import { describeError } from '#core/lib/kernel/errors.ts'
import { standing } from '#core/operations/actions/health.ts'
import { DATABASE_WITHIN_MS } from '#core/operations/rules.ts'
import type { Health } from '#core/operations/schemas.ts'
import { strangerOf } from '../access.ts'
import type { Api } from '../api.ts'

/** Reports health: up when all parts are up; a monitor reads the status, a person the parts. */
export async function health(c: Context<Api>) {
  const ctx = strangerOf(c).system
  const found = await within(DATABASE_WITHIN_MS, () => standing(ctx)).catch((error: unknown) =>
    down(ctx, error),
  )
  return c.json(found, found.status === 'down' ? 503 : 200)
}

function down(ctx: SystemCtx, error: unknown): Health {
  ctx.log.error('health.database', { error: describeError(error) })
  return {
    status: 'down',
    parts: { worker: 'up', database: 'down', queues: 'unknown', cron: 'unknown' },
    deadLetters: null,
  }
}
