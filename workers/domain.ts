import type { OpenAPIHono } from '@hono/zod-openapi'
import type * as z from 'zod'
import type { SystemCtx } from '#core/lib/kernel/context.ts'
import type { JobOf, JobType, Shapes, Worker, WorkersOf } from '#core/lib/kernel/jobs.ts'
import type { Api } from './api/api.ts'
import type { Endpoint } from './api/endpoint.ts'

/** The doors of a domain: what it serves, takes from queues, and does on schedule. `domains.ts` lists them all. */
export interface Domain {
  /** Routes of the API that take and answer JSON: served, described and tested from this list. */
  endpoints?: readonly Endpoint[]
  /** Other routes, such as downloads. */
  raw?: readonly RawRoutes[]
  /** Routes that take larger bodies than the API's limit, and so limit them themselves. */
  uploads?: readonly RawRoutes[]
  /** Its workers (`core/<domain>/workers.ts`): an operator can switch each of them off. */
  workers?: WorkersOf
  /** Its jobs and how they are delivered, by type. @see delivered */
  jobs?: { readonly [Type in JobType]?: DeliveredJob<Type> }
  /** Its lanes on the queue `work`, which all slow work shares that need not be done by the second. */
  lanes?: Readonly<Record<string, Consumer>>
  /** Its queues, by name: only for work whose timing, batches or number of consumers are its own. A queue stands in `wrangler.toml` too, with its dead-letter queue. */
  queues?: Readonly<Record<string, QueueOfDomain>>
  chores?: readonly Chore[]
  /** Finds work that crashes and lost messages left behind: each runs every minute. */
  sweeps?: readonly Sweep[]
}

/** Adds routes. `endpoints` are those of all domains, for routes that act through them. */
export type RawRoutes = (app: OpenAPIHono<Api>, endpoints: readonly Endpoint[]) => void

/** By a queue of jobs or a lane of the queue `work`, where `delayMs` is how long it holds the job back; or by a call, where calls with equal `same` are made once. */
export type Delivery<Type extends JobType> =
  | (({ queue: string } | { lane: string }) & { delayMs?(job: JobOf<Type>, now: Date): number })
  | {
      call(env: Env, job: JobOf<Type>, workspaceId: string, ctx: SystemCtx): Promise<unknown>
      same?(job: JobOf<Type>): unknown
    }

export type DeliveredJob<Type extends JobType> = { shape: z.ZodObject } & Delivery<Type>

/** Joins a domain's jobs (`core/<domain>/jobs.ts`) with how each of them is delivered: none can be left out. */
export const delivered = <const Own extends Shapes>(
  shapes: Own,
  by: { readonly [Type in Extract<keyof Own, JobType>]: Delivery<Type> },
): NonNullable<Domain['jobs']> =>
  Object.fromEntries(
    Object.entries(by).map(([type, delivery]) => [type, { shape: shapes[type], ...(delivery as object) }]),
  )

export interface QueueOfDomain {
  consume: Consumer
  /** The binding by which jobs are sent to it; none for a queue that carries something else. */
  jobs?: QueueBinding
}
type QueueBinding = { [Name in keyof Env]: Env[Name] extends Queue ? Name : never }[keyof Env]

/** Does a batch's work and acknowledges each message only after its effect is durable. An error retries the rest. */
export type Consumer = (batch: MessageBatch, ctx: SystemCtx, env: Env) => Promise<void>

/** Work by the clock. Safe to run twice or to miss: it acts on the present rows. Returns figures for the log. */
export interface Chore {
  worker: Worker
  /** When it runs, in UTC. The expression stands in `wrangler.toml` too. */
  cron: string
  run(ctx: SystemCtx, env: Env): Promise<Record<string, number>>
}

export interface Sweep {
  name: string
  /** The worker whose work it finds: while that is switched off, its work stays where it is. */
  worker?: Worker
  /** Returns how much was found. */
  run(ctx: SystemCtx): Promise<number>
}
