import { ConversationObject } from '#objects/conversation.ts'
import { app } from './api/app.ts'
import { consume } from './consumers/index.ts'
import { systemContext } from './context.ts'
import { tick } from './cron/index.ts'

export { AccountGate } from '#objects/account-gate.ts'
export { LiveFeed } from '#objects/live-feed.ts'

export class Conversation extends ConversationObject {
  constructor(state: DurableObjectState, env: Env) {
    super(state, env, {
      contextOf: (actor, defer) => systemContext(env, { actor, requestId: crypto.randomUUID(), defer }),
    })
  }
}

/** The Worker's three doors: HTTP, queues, cron. */
export default {
  fetch: app.fetch,
  queue: consume,
  scheduled: tick,
} satisfies ExportedHandler<Env>
