import { tickPublishing } from '#core/publishing/actions/tick.ts'
import type { CronTask } from './index.ts'

/** Sends hints for posts that fall due; none while their publisher is switched off. */
export const due: CronTask = async (ctx) =>
  (await ctx.enabled('publishing')) ? { ...(await tickPublishing(ctx)) } : {}
