import { offlineAi } from '#ai/offline.ts'
import { connectors } from '#connectors/registry.ts'
import {
  type Actor,
  actorUserId,
  type Blobs,
  type Ctx,
  type Ports,
  type SystemCtx,
} from '#core/lib/context.ts'
import { openVault, type Vault } from '#core/lib/crypto.ts'
import { describeError } from '#core/lib/errors.ts'
import { jsonLog } from '#core/lib/log.ts'
import type { OutboxRow } from '#core/lib/outbox.ts'
import { accountGate } from '#objects/stubs.ts'
import { database, type Effects } from './database.ts'
import { configOf } from './env.ts'
import { deliver } from './jobs.ts'
import { requeue } from './queues.ts'

export interface Invocation {
  actor: Actor
  requestId: string
  /** Keeps the invocation alive for work that the answer need not wait for. */
  defer(work: Promise<unknown>): void
}

/** The context of one invocation: the one place where real things are wired to what `core` asks for. */
export function systemContext(env: Env, { actor, requestId, defer }: Invocation): SystemCtx {
  const config = configOf(env)
  const db = database({ url: config.DATABASE_URL, localEndpoint: config.NEON_LOCAL_URL })
  const log = jsonLog({ requestId, actor: actor.kind })
  const now = () => new Date()

  const deliverAll = async (rows: readonly OutboxRow[]) => {
    for (const row of rows) {
      await deliver(env, row, ctx)
    }
  }
  const effects: Effects = {
    now,
    connectionLost: (error) => log.warn('database.connection_lost', { error: describeError(error) }),
    afterCommit(rows) {
      const work = db.deliverAndForget(rows, deliverAll, effects).catch((error: unknown) => {
        // Committed and not lost: the sweep delivers it within a minute and a half.
        log.warn('outbox.delivery_failed', { jobs: rows.length, error: describeError(error) })
      })
      defer(work)
    },
  }

  const ports: Ports = {
    actor,
    requestId,
    log,
    now,
    sleep: (ms) => (ms > 0 ? scheduler.wait(ms) : Promise.resolve()),
    ai: offlineAi(),
    vault: vaultOf(config.CHORUS_MASTER_KEY),
    gate: accountGate(env),
    blobs: blobStore(env.BLOBS),
    connector: connectors({
      graphUrl: config.META_GRAPH_URL,
      telegramUrl: config.TELEGRAM_API_URL,
      deadlineMs: config.CHORUS_CALL_DEADLINE_MS,
      now,
    }),
    deliver: deliverAll,
    publicUrl: config.CHORUS_PUBLIC_URL,
  }
  const workspace = (workspaceId: string): Ctx => ({
    ...ports,
    workspaceId,
    log: log.with({ workspaceId }),
    db: db.scoped({ role: 'chorus_app', workspaceId, userId: actorUserId(actor) }, effects),
  })
  const ctx: SystemCtx = {
    ...ports,
    db: db.scoped({ role: 'chorus_system' }, effects),
    workspace,
    requeue: (queue, body) => requeue(env, queue, body),
  }
  return ctx
}

const vaults = new Map<string, Vault>()

/** Deriving keys costs; one vault serves an isolate. */
function vaultOf(masterKey: string): Vault {
  const known = vaults.get(masterKey)
  if (known) return known
  const vault = openVault(masterKey)
  vaults.set(masterKey, vault)
  return vault
}

const blobStore = (bucket: R2Bucket): Blobs => ({
  async put(key, bytes) {
    await bucket.put(key, bytes)
  },
  async get(key) {
    const object = await bucket.get(key)
    return object === null ? null : new Uint8Array(await object.arrayBuffer())
  },
  async delete(key) {
    await bucket.delete(key)
  },
})
