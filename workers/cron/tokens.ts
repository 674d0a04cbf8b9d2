import { refreshTokens } from '#core/accounts/actions/tokens.ts'
import type { CronTask } from './index.ts'

/** Refreshes tokens before they run out. */
export const tokens: CronTask = (ctx) => refreshTokens(ctx)
