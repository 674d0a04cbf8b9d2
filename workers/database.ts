import { neon, neonConfig, Pool, type PoolClient } from '@neondatabase/serverless'
import { drizzle as drizzleHttp } from 'drizzle-orm/neon-http'
import { drizzle as drizzleWebSocket } from 'drizzle-orm/neon-serverless'
import {
  type Db,
  type Enqueue,
  enterScope,
  type Query,
  type Scope,
  type ScopedDb,
  type Statement,
} from '#core/lib/kernel/db.ts'
import { within } from '#core/lib/kernel/deadline.ts'
import { metAnother } from '#core/lib/kernel/errors.ts'
import { isKept } from '#core/lib/kernel/jobs.ts'
import * as outbox from '#core/lib/kernel/outbox.ts'

export interface DatabaseOptions {
  url: string
  /** Address of the Neon-compatible endpoint of `npm start`; empty for Neon itself. */
  localEndpoint: string
  /** A call without an answer after this long is given up: its effect, if any, is unknown. */
  deadlineMs?: number
}

const END_WITHIN_MS = 1_000
/** The most tries of a transaction that conflicts with another, the first included. */
const TRIES = 3

type Deliver = (rows: readonly outbox.OutboxRow[]) => Promise<void>

/** Dependencies of a unit of work besides the connection. */
export interface Effects {
  now(): Date
  /** Delivers committed jobs, and removes the delivered ones. Runs after the answer where the door allows it. */
  afterCommit(rows: readonly outbox.OutboxRow[]): void | Promise<void>
  /** Reports trouble in which nothing was lost: a connection broke, or a transaction is done anew. */
  warn(event: 'connection_lost' | 'done_anew', error: unknown): void
  /** Returns the last statements of every transaction, which commit with its work. */
  atEnd?(): readonly Statement[]
}

/** The database through Neon's driver: HTTP for batches, a WebSocket for transactions. */
export function database({ url, localEndpoint, deadlineMs = 30_000 }: DatabaseOptions) {
  neonConfig.fetchFunction = fetchWithin(deadlineMs)
  if (localEndpoint !== '') useLocalEndpoint(localEndpoint)
  const http = drizzleHttp({ client: neon(url) })

  function scoped(scope: Scope, effects: Effects): ScopedDb {
    const collect = () => {
      const rows: outbox.OutboxRow[] = []
      const kept = () => rows.filter(({ job }) => isKept(job))
      const enqueue: Enqueue = (job, workspaceId) => {
        const owner = workspaceId ?? (scope.role === 'chorus_app' ? scope.workspaceId : undefined)
        if (owner === undefined)
          throw new Error(`Nobody's job: ${job.type} was enqueued without a workspace.`)
        rows.push(outbox.outboxRow(owner, job))
      }
      return { rows, kept, enqueue }
    }

    return {
      async batch(build) {
        const [results, rows] = await untilAlone(effects, async () => {
          const { rows, kept, enqueue } = collect()
          // neon-http is typed by its own result kind; the batch takes all of its builders.
          const db = http as unknown as Db
          const queries = build(db, enqueue)
          const statements: Query[] = [db.execute(enterScope(scope)), ...queries]
          if (kept().length > 0) statements.push(outbox.insert(db, kept(), effects.now()))
          for (const last of effects.atEnd?.() ?? []) statements.push(db.execute(last))
          const results = await http.batch(statements as unknown as Parameters<typeof http.batch>[0])
          return [results.slice(1, queries.length + 1), rows]
        })
        if (rows.length > 0) await effects.afterCommit(rows)
        return results as never
      },

      async tx(work) {
        const pool = new Pool({ connectionString: url, max: 1 })
        let ending = false
        // A query in flight is rejected by itself; this hears of connections that break while idle.
        const lost = (error: Error) => {
          if (!ending) effects.warn('connection_lost', error)
        }
        pool.on('error', lost)
        pool.on('connect', (client: PoolClient) => client.on('error', lost))
        const transact = () =>
          drizzleWebSocket({ client: pool }).transaction(async (transaction) => {
            const { rows, kept, enqueue } = collect()
            const db = transaction as unknown as Db
            await db.execute(enterScope(scope))
            const made = await work(db, enqueue)
            if (kept().length > 0) await outbox.insert(db, kept(), effects.now())
            for (const last of effects.atEnd?.() ?? []) await db.execute(last)
            return { made, rows }
          })
        let result: Awaited<ReturnType<typeof transact>>
        try {
          result = await untilAlone(effects, () => within(deadlineMs, transact))
        } finally {
          ending = true
          // Wait only briefly for the end: a connection that has not answered may not end either.
          await within(END_WITHIN_MS, () => pool.end()).catch((error) =>
            effects.warn('connection_lost', error),
          )
        }
        if (result.rows.length > 0) await effects.afterCommit(result.rows)
        return result.made
      },
    }
  }

  /** Sends jobs and removes the delivered ones; the sweep finds the others. */
  async function deliverAndForget(
    rows: readonly outbox.OutboxRow[],
    deliver: Deliver,
    effects: Effects,
  ): Promise<void> {
    await deliver(rows)
    const kept = rows.filter(({ job }) => isKept(job)).map(({ id }) => id)
    if (kept.length > 0)
      await scoped({ role: 'chorus_system' }, effects).batch((db) => [outbox.remove(db, kept)])
  }

  return { scoped, deliverAndForget, /** For sign-in, which stays the login role. */ login: http }
}

export type Database = ReturnType<typeof database>

/** Repeats a transaction that Postgres undid because of a conflict: of two that wait for each other, Postgres ends one. */
async function untilAlone<T>(effects: Effects, transact: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await transact()
    } catch (error) {
      if (tried === TRIES || !metAnother(error)) throw error
      effects.warn('done_anew', error)
    }
  }
}

/** `fetch` with a time limit up to the end of the answer: an answer that stops in the middle fails. */
const fetchWithin =
  (deadlineMs: number) =>
  (url: string, init: RequestInit): Promise<Response> =>
    within(deadlineMs, async (signal) => {
      const response = await fetch(url, { ...init, signal })
      return new Response(await response.arrayBuffer(), response)
    })

function useLocalEndpoint(endpoint: string) {
  const { host } = new URL(endpoint)
  neonConfig.fetchEndpoint = () => `${endpoint}/sql`
  neonConfig.wsProxy = () => `${host}/v2`
  neonConfig.useSecureWebSocket = false
  neonConfig.pipelineTLS = false
  neonConfig.pipelineConnect = false
}
