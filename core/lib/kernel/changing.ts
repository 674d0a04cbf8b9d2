import * as audit from '#core/lib/kernel/audit.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import type { Db } from '#core/lib/kernel/db.ts'
import { type AppError, sqlState } from '#core/lib/kernel/errors.ts'
import type { FeedEvent } from '#core/lib/kernel/jobs.ts'

/** The change of a thing of the team, for the audit log. */
interface Changed {
  id: string
  before?: Record<string, unknown>
  after?: Record<string, unknown>
}

interface Kind {
  /** Its name in the audit log, such as `label`. */
  type: string
  /** Returns the topic that open screens are told has changed. */
  told: (ctx: Ctx) => FeedEvent
  /** The refusal of a name that another one has. */
  taken: () => AppError
}

const UNIQUE_VIOLATION = '23505'

/** Makes the write of a kind of thing that a team keeps by name (labels, saved replies, filters, macros): in one transaction with its line in the audit log. */
export const changingOf =
  ({ type, told, taken }: Kind) =>
  async (
    ctx: Ctx,
    verb: 'create' | 'change' | 'delete',
    work: (tx: Db) => Promise<Changed>,
  ): Promise<void> => {
    try {
      await ctx.db.tx(async (tx, enqueue) => {
        const { id, ...values } = await work(tx)
        await audit.record(tx, ctx, { action: `${type}.${verb}`, objectType: type, objectId: id, ...values })
        enqueue({ type: 'feed.changed', ...told(ctx) })
      })
    } catch (error) {
      if (sqlState(error) === UNIQUE_VIOLATION) throw taken()
      throw error
    }
  }
