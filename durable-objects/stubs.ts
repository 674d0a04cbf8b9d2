import { proxyDurable } from 'itty-durable/proxy-durable.js'
import type { Gate } from '#core/lib/context.ts'
import type { Quota } from '#core/lib/quota.ts'
import type { FeedEvent } from '#core/operations/schemas.ts'

/** The only file that knows how objects are addressed. */

export const conversationObject = (env: Env, workspaceId: string, conversationId: string) =>
  env.CONVERSATION.getByName(`${workspaceId}/${conversationId}`)

export const liveFeedObject = (env: Env, workspaceId: string) => env.LIVE_FEED.getByName(workspaceId)

interface GateMethods {
  reserve(quotas: readonly Quota[]): Promise<{ until: number | null }>
  refund(quotas: readonly Quota[]): Promise<{ done: true }>
  limit(until: number): Promise<{ until: number }>
}

/** One gate per account: its calls are counted in one place, however many workers make them. */
export function accountGate(env: Env): Gate {
  const gates = proxyDurable(env.ACCOUNT_GATE, { name: 'ACCOUNT_GATE', parse: true })
  // Never await the stub itself: it is thenable and hangs. Only its methods are called.
  const gateOf = (accountId: string): GateMethods => gates.get(`account/${accountId}`)
  return {
    async reserve(accountId, quotas) {
      const { until } = await gateOf(accountId).reserve(quotas)
      return until === null ? { ok: true } : { ok: false, until: new Date(until) }
    },
    async refund(accountId, quotas) {
      await gateOf(accountId).refund(quotas)
    },
    async limited(accountId, until) {
      await gateOf(accountId).limit(until.getTime())
    },
  }
}

/** Closes the open screens of whoever may no longer see the workspace. */
export const closeScreens = (env: Env, workspaceId: string, who: string): Promise<void> =>
  liveFeedObject(env, workspaceId).close(who)

export const announce = (env: Env, workspaceId: string, event: FeedEvent): Promise<void> =>
  liveFeedObject(env, workspaceId).changed(event)
