import { proxyDurable } from 'itty-durable/proxy-durable.js'
import type { Gate, RefreshTurn } from '#core/lib/kernel/context.ts'
import type { FeedEvent } from '#core/lib/kernel/jobs.ts'
import type { LimitStatus, Reserved } from '#core/lib/platform/quota.ts'
import type { CredentialGate } from './gate-keeper.ts'

/** The only file that knows how objects are addressed. */

export const conversationObject = (env: Env, workspaceId: string, conversationId: string) =>
  env.CONVERSATION.getByName(`${workspaceId}/${conversationId}`)

export const liveFeedObject = (env: Env, workspaceId: string) => env.LIVE_FEED.getByName(workspaceId)

interface GateMethods {
  reserve(packed: string): Promise<{ answers: readonly Reserved[] }>
  refund(packed: string): Promise<unknown>
  close(packed: string): Promise<unknown>
  report(packed: string): Promise<unknown>
  status(): Promise<{ limits: readonly LimitStatus[] }>
  beginRefresh(packed: string): Promise<RefreshTurn>
  keepGrant(packed: string): Promise<unknown>
  endRefresh(packed: string): Promise<unknown>
}

type GateBinding = Pick<Env, 'ACCOUNT_GATE'>

/** Never await the stub itself: it is thenable and hangs. Only its methods are called. */
const gateObject = (env: GateBinding, name: string): GateMethods =>
  proxyDurable(env.ACCOUNT_GATE, { name: 'ACCOUNT_GATE', parse: true }).get(name)

/** The most reservations in one call: itty hands arguments over in a header. */
const AT_ONCE = 32

/** Packs arguments as JSON that a header can hold: hashtags and names are seldom ASCII. */
const pack = (...args: readonly unknown[]): string =>
  JSON.stringify(args).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

/** Returns the gate of all accounts: an account's calls are counted in one place, however many workers make them. */
export function accountGate(env: GateBinding): Gate {
  const gateOf = (account: string) => gateObject(env, `account/${account}`)
  return {
    async reserve({ account, credential = null }, requests, mode = 'each') {
      if (mode === 'all' && requests.length > AT_ONCE)
        throw new RangeError(`At most ${AT_ONCE} can be reserved all or none.`)
      const gate = gateOf(account)
      const answers: Reserved[] = []
      for (let at = 0; at < requests.length; at += AT_ONCE) {
        const packed = pack({ requests: requests.slice(at, at + AT_ONCE), mode, credential })
        // A repetition with the same ids gets the same places: if the answer is lost, asking again counts nothing twice.
        const answered = await gate.reserve(packed).catch(() => gate.reserve(packed))
        answers.push(...answered.answers)
      }
      return answers
    },
    async refund({ account, credential = null }, ids) {
      await gateOf(account).refund(pack(ids, credential))
    },
    async limited({ account, credential = null }, { scope, keys, until }) {
      await gateOf(account).close(pack({ scope, keys, until: until.getTime() }, credential))
    },
    async reported({ account, credential = null }, reports) {
      await gateOf(account).report(pack(reports, credential))
    },
    async status(account) {
      return (await gateOf(account).status()).limits
    },
    beginRefresh: (account, turn) => gateOf(account).beginRefresh(pack(turn)),
    async keepGrant(account, grant) {
      await gateOf(account).keepGrant(pack(grant))
    },
    async endRefresh(account, ended) {
      await gateOf(account).endRefresh(pack(ended))
    },
  }
}

/** Returns the gate of a shared credential, for an account's gate. */
export function credentialGate(env: GateBinding, name: string): CredentialGate {
  const gate = gateObject(env, `credential/${name}`)
  return {
    reserve: async (request) => (await gate.reserve(pack(request))).answers,
    async refund(ids) {
      await gate.refund(pack(ids, null))
    },
    async close(closing) {
      await gate.close(pack(closing, null))
    },
    async report(reports) {
      await gate.report(pack(reports, null))
    },
    status: async () => (await gate.status()).limits,
  }
}

/** Closes the open screens of an actor or session that may no longer see the workspace. */
export const closeScreens = (env: Env, workspaceId: string, who: string): Promise<void> =>
  liveFeedObject(env, workspaceId).close(who)

export const announce = (env: Env, workspaceId: string, events: FeedEvent[]): Promise<void> =>
  liveFeedObject(env, workspaceId).changed(events)
