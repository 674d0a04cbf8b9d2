import type { ConnectAccount } from '#core/accounts/schemas.ts'
import type { Worker } from '#core/operations/schemas.ts'
import type { Plan } from '#core/workspaces/rules/plans.ts'
import type { Reader } from '#readers/port.ts'
import type { Ai } from './ai.ts'
import type { Connector } from './connector.ts'
import type { ScopedDb } from './db.ts'
import type { GuardedFetch } from './guarded.ts'
import type { Log } from './log.ts'
import type { Mailer } from './mail.ts'
import type { OutboxRow } from './outbox.ts'
import type { LimitStatus, QuotaScope, Reservation, Reserved, UsageReport } from './quota.ts'
import type { Platform } from './schemas.ts'
import type { Vault } from './vault.ts'

/** Who acts. Webhooks, cron and queues are actors like people, not holes in the rules. */
export type Actor =
  | { kind: 'user'; id: string; name: string }
  | { kind: 'api_key'; id: string; name: string }
  | { kind: 'webhook'; source: string }
  | { kind: 'cron'; task: string }
  | { kind: 'worker'; queue: string }
  | { kind: 'object'; name: string }

/** Whose limits a call falls under. `credential` names what several accounts share: a digest, never a secret. */
export interface GateAddress {
  account: string
  credential?: string | null
}

/** A new token, sealed, for the account whose credentials had this version. */
export interface KeptGrant {
  version: number
  sealed: string
  /** ISO 8601; null for one that does not run out. */
  expiresAt: string | null
}

/** Whether the caller may refresh a token now. Times are Unix milliseconds. */
export type RefreshTurn =
  /** `interrupted`: somebody began with this very token, and what the platform answered is lost. */
  | { kind: 'yours'; interrupted: boolean }
  | { kind: 'wait'; until: number }
  /** It has been refreshed, and only the row does not say so yet. */
  | { kind: 'kept'; grant: KeptGrant }

/** The account gate: whether a call to the platform may be made now, by every limit that it falls under. */
export interface Gate {
  /** Takes a place under each quota of a request, or none and says what is in the way and until when; in order, in one call. */
  reserve(
    at: GateAddress,
    requests: readonly Reservation[],
    mode?: 'each' | 'all',
  ): Promise<readonly Reserved[]>
  /** Gives back the places of calls that were not made, by the ids of their reservations. Twice is once. */
  refund(at: GateAddress, ids: readonly string[]): Promise<void>
  /** The platform itself said stop: to everything, or to these keys. */
  limited(
    at: GateAddress,
    stop: { scope: QuotaScope; keys: readonly string[] | null; until: Date },
  ): Promise<void>
  /** What the platform says of budgets that it counts itself. */
  reported(at: GateAddress, reports: readonly UsageReport[]): Promise<void>
  status(account: string): Promise<readonly LimitStatus[]>
  /** Single flight for token refresh. @see RefreshTurn */
  beginRefresh(
    account: string,
    turn: { holder: string; version: number; leaseMs: number },
  ): Promise<RefreshTurn>
  keepGrant(account: string, grant: KeptGrant): Promise<void>
  endRefresh(account: string, ended: { holder: string; written?: number; retryAt?: number }): Promise<void>
}

export interface Blobs {
  put(key: string, bytes: Uint8Array | ArrayBuffer | string): Promise<void>
  /** The same of what comes bit by bit and is never held whole; when it throws, nothing is stored. */
  putAll(key: string, chunks: AsyncIterable<Uint8Array>): Promise<void>
  /** Null when there is none. */
  get(key: string): Promise<Uint8Array | null>
  /** For streaming: `range` in bytes from the beginning, within the object. Null when there is none. */
  open(key: string, range?: { offset: number; length: number }): Promise<ReadableStream<Uint8Array> | null>
  delete(key: string): Promise<void>
  /** Everything whose key begins so. */
  deleteAll(prefix: string): Promise<void>
}

export interface Practice {
  /** Where people write to practice accounts as contacts. */
  phoneUrl: string
  /** Makes an account that the emulated platform knows, in its own form. */
  invent(platform: Platform): Promise<Pick<ConnectAccount, 'externalId' | 'name' | 'credentials'>>
}

/** What `core` needs from outside. Wired in one place: `workers/context.ts`. */
export interface Ports {
  now(): Date
  sleep(ms: number): Promise<void>
  log: Log
  ai: Ai
  vault: Vault
  gate: Gate
  blobs: Blobs
  reader: Reader
  /** Every platform that Chorus speaks to. */
  platforms: readonly Connector[]
  /** @throws AppError unsupported_platform */
  connector(platform: Platform): Connector
  mail: Mailer
  /** Fetches a URL that a person or a platform gave: public addresses only. */
  fetchPublic: GuardedFetch
  /** Delivers committed jobs now; what fails stays in the outbox for the sweep. */
  deliver(rows: readonly OutboxRow[]): Promise<void>
  /** The emulated platforms of an installation that has no others; null where the real ones are spoken to. */
  practice: Practice | null
  /** Origin under which platforms reach the Worker. */
  publicUrl: string
  /** Origin of the dashboard, for links in mails. */
  webUrl: string
  requestId: string
  actor: Actor
  /** How much every workspace of the installation may keep. */
  plan: Plan
}

/** One workspace's unit of work. */
export interface Ctx extends Ports {
  workspaceId: string
  db: ScopedDb
}

/** Chores that cross workspaces: find what is due, route what came in. */
export interface SystemCtx extends Ports {
  db: ScopedDb
  /** Whether an operator has left this worker on. May be some seconds old. */
  enabled(worker: Worker): Promise<boolean>
  /** Puts a stored message back on the queue it came from. */
  requeue(queue: string, body: unknown): Promise<void>
  workspace(workspaceId: string): Ctx
}

/** The person behind the actor, if there is one. */
export const actorUserId = (actor: Actor): string | null => (actor.kind === 'user' ? actor.id : null)

/** Who holds a conversation that the actor takes: a person, or the key in whose name it was taken. */
export const holderOf = (actor: Actor): Holder => ({
  userId: actorUserId(actor),
  keyId: actor.kind === 'api_key' ? actor.id : null,
})
export interface Holder {
  userId: string | null
  keyId: string | null
}

/** An id that no person has: what belongs to whoever acts belongs to nobody where no person does. */
export const NOBODY = '00000000-0000-0000-0000-000000000000'

/** An actor in one word, for records: `user:0190…`, `webhook:meta`. */
export function actorName(actor: Actor): string {
  switch (actor.kind) {
    case 'user':
    case 'api_key':
      return `${actor.kind}:${actor.id}`
    case 'webhook':
      return `webhook:${actor.source}`
    case 'cron':
      return `cron:${actor.task}`
    case 'worker':
      return `worker:${actor.queue}`
    case 'object':
      return `object:${actor.name}`
  }
}

/** What a reader of a record calls the actor. */
export function actorLabel(actor: Actor): string {
  switch (actor.kind) {
    case 'user':
      return actor.name
    case 'api_key':
      return `API key ${actor.name}`
    case 'webhook':
      return `Webhook ${actor.source}`
    case 'cron':
      return `Cron ${actor.task}`
    case 'worker':
      return `Worker ${actor.queue}`
    case 'object':
      return `Object ${actor.name}`
  }
}
