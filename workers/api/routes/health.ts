import type { Context } from 'hono'
import { describeError } from '#core/lib/errors.ts'
import { ping } from '#core/operations/queries.ts'
import { systemContext } from '../../context.ts'
import type { Api } from '../api.ts'

/** Up when the parts are up; a monitor reads the status, a person the parts. */
export async function health(c: Context<Api>) {
  const ctx = systemContext(c.env, {
    actor: { kind: 'webhook', source: 'health' },
    requestId: c.get('requestId'),
    defer: (work) => c.executionCtx.waitUntil(work),
  })
  const database = await ctx.db
    .batch((db) => [ping(db)])
    .then(() => 'up' as const)
    .catch((error: unknown) => {
      ctx.log.error('health.database', { error: describeError(error) })
      return 'down' as const
    })
  const up = database === 'up'
  return c.json({ status: up ? 'up' : 'down', parts: { worker: 'up', database } }, up ? 200 : 503)
}
