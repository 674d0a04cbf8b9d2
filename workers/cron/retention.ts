import { forgetOld } from '#core/operations/actions/retention.ts'
import type { CronTask } from './index.ts'

/** Deletes data whose retention period is over. */
export const retention: CronTask = (ctx) => forgetOld(ctx)
