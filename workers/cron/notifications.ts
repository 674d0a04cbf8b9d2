import { tellOfSilences } from '#core/notifications/actions/silences.ts'
import type { CronTask } from './index.ts'

/** Mails people about conversations that have waited for them unseen. */
export const notifications: CronTask = (ctx) => tellOfSilences(ctx)
