import { refreshTokens } from '#core/accounts/actions/tokens.ts'
import type { CronTask } from './index.ts'

/** Tokens are refreshed before they run out. */
export const tokens: CronTask = (ctx) => refreshTokens(ctx)
