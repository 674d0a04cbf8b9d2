import { forgetOld } from '#core/operations/actions/retention.ts'
import type { CronTask } from './index.ts'

/** Forgets what has been kept for as long as was promised. */
export const retention: CronTask = (ctx) => forgetOld(ctx)
