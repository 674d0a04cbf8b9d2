import { tickPublishing } from '#core/publishing/actions/publish.ts'
import type { CronTask } from './index.ts'

/** Hints for posts that fall due. */
export const due: CronTask = async (ctx) => ({ ...(await tickPublishing(ctx)) })
