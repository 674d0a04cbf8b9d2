import type { ConnectAccount } from '#core/accounts/schemas.ts'
import type { Reader } from '#readers/port.ts'
import type { Connector } from '../platform/connector.ts'
import type { LimitStatus, QuotaScope, Reservation, Reserved, UsageReport } from '../platform/quota.ts'
import type { GuardedFetch } from '../secrets/guarded.ts'
import type { Vault } from '../secrets/vault.ts'
import type { Ai } from './ai.ts'
import type { Billing } from './billing.ts'
import type { Credits } from './credits.ts'
import type { ScopedDb } from './db.ts'
import type { Images } from './images.ts'
import type { Worker, WorkersOf } from './jobs.ts'
import type { Limits } from './limits.ts'
import type { Log } from './log.ts'
import type { Mailer } from './mail.ts'
import type { OutboxRow } from './outbox.ts'
import type { Platform } from './schemas.ts'

/** The person, key or part of the system that acts. Webhooks, cron and queues are actors too: the rules apply to them. */
export type Actor =
  | { kind: 'user'; id: string; name: string }
  | { kind: 'api_key'; id: string; name: string }
  | { kind: 'webhook'; source: string }
  | { kind: 'cron'; task: string }
  | { kind: 'worker'; queue: string }
  | { kind: 'object'; name: string }

/**
 * The account whose limits apply to a call. `credential` is a digest of the secret that several accounts share, never the
 * secret.
 */
export interface GateAddress {
  account: string
  credential?: string | null
}

/** A new token, sealed, for the account whose credentials had this version. */
export interface KeptGrant {
  version: number
  sealed: string
  /** When it is to be renewed next, ISO 8601; null if never. */
  refreshAt: string | null
  /** When a person has to agree anew, ISO 8601; null if never. */
  endsAt: string | null
}

/** The gate's answer to a caller that wants to refresh a token. Times are Unix milliseconds. */
export type RefreshTurn =
  /** `interrupted`: an earlier refresh of this same token began, and the platform's answer was lost. */
  | { kind: 'yours'; interrupted: boolean }
  | { kind: 'wait'; until: number }
  /** The token has been refreshed, but the account's row does not hold the new one yet. */
  | { kind: 'kept'; grant: KeptGrant }

/** The account gate: decides whether a call to the platform may be made now, under all limits that apply to it. */
export interface Gate {
  /**
   * Reserves a place under each quota of a request, or none; then it says which limit blocks it and until when. Handles the
   * requests in order, in one call.
   */
  reserve(
    at: GateAddress,
    requests: readonly Reservation[],
    mode?: 'each' | 'all',
  ): Promise<readonly Reserved[]>
  /** Gives back the places of calls that were not made, by reservation id. Idempotent. */
  refund(at: GateAddress, ids: readonly string[]): Promise<void>
  /** Records that the platform itself refuses calls until a time: all calls, or those with these keys. */
  limited(
    at: GateAddress,
    stop: { scope: QuotaScope; keys: readonly string[] | null; until: Date },
  ): Promise<void>
  /** Records the usage that the platform reports for budgets it counts itself. */
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
  /** Stores a stream of chunks without holding all of it in memory. If the stream throws, nothing is stored. */
  putAll(key: string, chunks: AsyncIterable<Uint8Array>): Promise<void>
  /** Returns the object, or null if there is none. */
  get(key: string): Promise<Uint8Array | null>
  /** Opens an object for streaming. `range`: bytes from the beginning, within the object. Null if there is none. */
  open(key: string, range?: { offset: number; length: number }): Promise<ReadableStream<Uint8Array> | null>
  delete(key: string): Promise<void>
  /** Deletes every object whose key begins with this prefix. */
  deleteAll(prefix: string): Promise<void>
}

export interface Practice {
  /** The page where people write to practice accounts as contacts. */
  phoneUrl: string
  /** Creates an account on the emulated platform, with credentials in that platform's form. */
  invent(platform: Platform): Promise<Pick<ConnectAccount, 'externalId' | 'name' | 'credentials'>>
}

/** The ports through which `core` reaches the outside. Wired in one place: `workers/context.ts`. */
export interface Ports {
  now(): Date
  sleep(ms: number): Promise<void>
  log: Log
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
  /** Says why a URL that somebody gave is not a public address, by the rules of `fetchPublic`; null where it is, or cannot be told now. */
  publicProblem(url: string): Promise<string | null>
  /** Delivers committed jobs now; those that fail stay in the outbox for the sweep. @throws UnknownJobError for one that nobody takes */
  deliver(rows: readonly OutboxRow[]): Promise<void>
  /** The emulated platforms of an installation that has no others; null where it uses the real ones. */
  practice: Practice | null
  /** The service by which plans and credits are bought; null where the installation sells nothing, and everything is free. */
  billing: Billing | null
  /** Origin under which platforms reach the Worker. */
  publicUrl: string
  /** Origin of the dashboard, for links in mails. */
  webUrl: string
  /** Addresses of the installation's operators. */
  operators: readonly string[]
  requestId: string
  actor: Actor
}

/** The ports whose use costs or counts. They belong to a workspace: there is no way past its credits and limits. */
export interface WorkspacePorts {
  ai: Ai
  /** The provider of pictures; null where the installation has none. */
  images: Images | null
  credits: Credits
  limits: Limits
}

/** One workspace's unit of work. */
export interface Ctx extends Ports, WorkspacePorts {
  workspaceId: string
  db: ScopedDb
}

/** For chores that cross workspaces, such as finding what is due or routing what came in. */
export interface SystemCtx extends Ports {
  db: ScopedDb
  /** Every worker of the installation, by name, in the order in which screens list them. */
  workers: WorkersOf
  /** Says whether operators have this worker switched on. The answer may be some seconds old. */
  enabled(worker: Worker): Promise<boolean>
  /** Puts a stored message back on the queue it came from. */
  requeue(queue: string, body: unknown): Promise<void>
  workspace(workspaceId: string): Ctx
}

/** Returns the id of the person who acts; null when the actor is not a person. */
export const actorUserId = (actor: Actor): string | null => (actor.kind === 'user' ? actor.id : null)

/** Returns the id of the person or the API key that acts, whose own some rows are; `NOBODY` for a machine. */
export const ownerIdOf = (actor: Actor): string =>
  actor.kind === 'user' || actor.kind === 'api_key' ? actor.id : NOBODY

/** Returns the holder of a conversation that the actor takes: the person, or the API key. */
export const holderOf = (actor: Actor): Holder => ({
  userId: actorUserId(actor),
  keyId: actor.kind === 'api_key' ? actor.id : null,
})
export interface Holder {
  userId: string | null
  keyId: string | null
}

/** An id that no person has, for use where a person's id is needed and the actor is not a person. */
export const NOBODY = '00000000-0000-0000-0000-000000000000'

/** Returns the actor as one word, for records: `user:0190…`, `webhook:meta`. */
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

/** Returns the actor's name as people read it in a record. */
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
