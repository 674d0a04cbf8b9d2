import { app } from './api/app.ts'
import { consume } from './consumers/index.ts'
import { tick } from './cron/index.ts'

export { AccountGate } from '#objects/account-gate.ts'
export { Conversation } from '#objects/conversation.ts'
export { LiveFeed } from '#objects/live-feed.ts'

/** The Worker's three doors: HTTP, queues, cron. */
export default {
  fetch: app.fetch,
  queue: consume,
  scheduled: tick,
} satisfies ExportedHandler<Env>
