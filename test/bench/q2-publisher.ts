import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import type { Gate, SystemCtx } from '#core/lib/kernel/context.ts'
import { type Db, type Enqueue, enterScope, type Query, type ScopedDb } from '#core/lib/kernel/db.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { isKept } from '#core/lib/kernel/jobs.ts'
import type { Log } from '#core/lib/kernel/log.ts'
import * as outbox from '#core/lib/kernel/outbox.ts'
import type { Connector } from '#core/lib/platform/connector.ts'

/** The rooms with nothing behind their ports but the database, so that only the engine's own cost is left. */
export interface Publisher {
  ctx: SystemCtx
  /** Counts round trips as Neon's HTTP makes them: one for a transaction, however many statements. */
  trips: () => number
  close(): Promise<void>
}

/** Opens a publisher. `ports` replace the usual ones, which accept everything at once and never wait. */
export async function openPublisher(url: string, ports: Partial<SystemCtx> = {}): Promise<Publisher> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  let trips = 0
  const now = () => new Date()
  const db = drizzle({ client }) as unknown as Db

  /** Runs one transaction, as the Worker's driver makes it of a batch. */
  const transaction = async (build: (enqueue: Enqueue) => readonly Query[]) => {
    trips++
    const rows: outbox.OutboxRow[] = []
    const queries = build((job, workspaceId = '') => void rows.push(outbox.outboxRow(workspaceId, job)))
    const results: unknown[] = []
    await client.query('begin')
    await db.execute(enterScope({ role: 'chorus_system' }))
    for (const query of queries) results.push(await query)
    const kept = rows.filter(({ job }) => isKept(job))
    if (kept.length > 0) await outbox.insert(db, kept, now())
    await client.query('commit')
    return { results, kept }
  }
  const scoped: ScopedDb = {
    async batch(build) {
      const { results, kept } = await transaction((enqueue) => build(db, enqueue))
      // Deliver the committed jobs and remove them: the third trip.
      if (kept.length > 0)
        await transaction(() => [
          outbox.remove(
            db,
            kept.map(({ id }) => id),
          ),
        ])
      return results as never
    },
    tx: () => Promise.reject(new Error('A publisher makes no transaction over a WebSocket.')),
  }
  return { ctx: { ...portsAround(scoped, now), ...ports }, trips: () => trips, close: () => client.end() }
}

const nothing = () => undefined
const log: Log = { info: nothing, warn: nothing, error: console.error, with: () => log }

/** A connector that accepts everything at once. */
const connector = {
  posts: { rules: { quotas: () => [] }, publish: async () => ({ kind: 'sent', id: newId() }) },
} as unknown as Connector

const gate: Pick<Gate, 'reserve' | 'refund' | 'limited' | 'reported'> = {
  reserve: async (_at, requests) => requests.map(() => ({ ok: true })),
  refund: async () => undefined,
  limited: async () => undefined,
  reported: async () => undefined,
}

const portsAround = (db: ScopedDb, now: () => Date): SystemCtx =>
  ({
    db,
    now,
    log,
    sleep: async () => undefined,
    connector: () => connector,
    vault: { open: async () => '{"accessToken":"t"}' },
    gate,
    deliver: async () => undefined,
  }) as unknown as SystemCtx
