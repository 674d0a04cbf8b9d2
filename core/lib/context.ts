import type { Worker } from '#core/operations/schemas.ts'
import type { Ai } from './ai.ts'
import type { Connector } from './connector.ts'
import type { ScopedDb } from './db.ts'
import type { GuardedFetch } from './guarded.ts'
import type { Log } from './log.ts'
import type { Mailer } from './mail.ts'
import type { OutboxRow } from './outbox.ts'
import type { Quota } from './quota.ts'
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

/** The account gate: whether a call to the platform may be made now, by every limit that it falls under. */
export interface Gate {
  /** Takes a place under each quota, or none and says when to ask again. */
  reserve(accountId: string, quotas: readonly Quota[]): Promise<{ ok: true } | { ok: false; until: Date }>
  /** Gives back the places of a call that does not count after all. */
  refund(accountId: string, quotas: readonly Quota[]): Promise<void>
  /** The platform itself said stop. */
  limited(accountId: string, until: Date): Promise<void>
}

export interface Blobs {
  put(key: string, bytes: Uint8Array | ArrayBuffer | string): Promise<void>
  /** Null when there is none. */
  get(key: string): Promise<Uint8Array | null>
  delete(key: string): Promise<void>
  /** Everything whose key begins so. */
  deleteAll(prefix: string): Promise<void>
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
  connector(platform: Platform): Connector
  mail: Mailer
  /** Fetches a URL that a person or a platform gave: public addresses only. */
  fetchPublic: GuardedFetch
  /** Delivers committed jobs now; what fails stays in the outbox for the sweep. */
  deliver(rows: readonly OutboxRow[]): Promise<void>
  /** Origin under which platforms reach the Worker. */
  publicUrl: string
  /** Origin of the dashboard, for links in mails. */
  webUrl: string
  requestId: string
  actor: Actor
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
