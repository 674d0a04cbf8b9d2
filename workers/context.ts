import { configuredAi, configuredImages } from '#ai/configured.ts'
import { metered, meteredImages } from '#ai/meter.ts'
import { stripeBilling } from '#connectors/billing/stripe.ts'
import { guardedFetch, publicFetch, publicProblem } from '#connectors/guarded-fetch.ts'
import { installed, lookUp } from '#connectors/installed.ts'
import { httpMailer } from '#connectors/mail/index.ts'
import { practiceOf } from '#connectors/practice.ts'
import { dohResolver } from '#connectors/resolver.ts'
import { boughtLimits, ledgerCredits } from '#core/billing/actions/credits.ts'
import type { MeteredCall } from '#core/lib/kernel/ai.ts'
import {
  type Actor,
  actorName,
  type Ctx,
  ownerIdOf,
  type Ports,
  type SystemCtx,
} from '#core/lib/kernel/context.ts'
import { unlimitedCredits } from '#core/lib/kernel/credits.ts'
import type { Statement } from '#core/lib/kernel/db.ts'
import { describeError } from '#core/lib/kernel/errors.ts'
import { anyJobSchema, type QueuedJob } from '#core/lib/kernel/jobs.ts'
import * as modelCalls from '#core/lib/kernel/model-calls.ts'
import { OUTBOX, type OutboxRow } from '#core/lib/kernel/outbox.ts'
import { limitsOf } from '#core/workspaces/rules/plans.ts'
import { accountGate } from '#objects/stubs.ts'
import { blobStore } from './blobs.ts'
import { database, type Effects } from './database.ts'
import { workers } from './domains.ts'
import { configOf, databaseOf } from './env.ts'
import { enabled } from './flags.ts'
import { deliverAll, requeue } from './jobs.ts'
import { keptLog } from './log.ts'
import { vaultOf } from './vault.ts'

/** Time limits for a page that a user named: for fetching it, and for looking up its address. */
const PAGE_MAX_MS = 20_000
const LOOK_UP_MAX_MS = 5_000

export interface Invocation {
  actor: Actor
  requestId: string
  /** Keeps the invocation alive for work that the answer need not wait for. */
  defer(work: Promise<unknown>): void
  /** @see Effects */
  atEnd?(): readonly Statement[]
}

/** Makes the context of one invocation: the one place that connects `core`'s ports to real implementations. */
export function systemContext(env: Env, { actor, requestId, defer, atEnd }: Invocation): SystemCtx {
  const config = configOf(env)
  const db = database(databaseOf(config))
  const now = () => new Date()
  const storedLevel = config.CHORUS_STORED_LOG_LEVEL
  const log = keptLog({ requestId, actor: actorName(actor) }, { db, storedLevel, now, defer })
  const deadlineMs = config.CHORUS_CALL_DEADLINE_MS

  const deliverJobs = (rows: readonly OutboxRow[]) => deliverAll(env, rows, ctx)
  /** Effects of work beside the requested work. */
  const beside: Effects = {
    now,
    warn: (event, error) => log.warn(`database.${event}`, { error: describeError(error) }),
    afterCommit(rows) {
      const work = db.deliverAndForget(rows, deliverJobs, beside).catch((error: unknown) => {
        // Committed and not lost: the sweep delivers it within a minute and a half.
        log.warn('outbox.delivery_failed', { jobs: rows.length, error: describeError(error) })
      })
      defer(work)
    },
  }
  const effects: Effects = { ...beside, ...(atEnd ? { atEnd } : {}) }

  const sleep = (ms: number) => (ms > 0 ? scheduler.wait(ms) : Promise.resolve())
  const resolve = dohResolver({
    url: config.DNS_RESOLVER_URL,
    deadlineMs: Math.min(deadlineMs, LOOK_UP_MAX_MS),
    fetch: callFetch,
  })
  const elsewhere = publicFetch({ resolve, fetch: callFetch })
  const platforms = installed({ settings: config.platforms, deadlineMs, now, elsewhere })
  const models = configuredAi(config, {
    now,
    sleep,
    random: Math.random,
    onFailure: ({ model, failure }) =>
      log.warn('model.try_failed', { model, kind: failure.kind, error: failure.message }),
  })
  const images = configuredImages(config)
  const ports: Ports = {
    actor,
    requestId,
    log,
    now,
    sleep,
    vault: vaultOf(config.CHORUS_MASTER_KEY),
    gate: accountGate(env),
    blobs: blobStore(env.BLOBS),
    reader: env.READER,
    platforms,
    connector: lookUp(platforms),
    mail: httpMailer({
      url: config.MAIL_API_URL,
      token: config.MAIL_API_TOKEN,
      from: config.MAIL_FROM,
      deadlineMs,
    }),
    publicProblem: publicProblem({ resolve }),
    fetchPublic: guardedFetch({
      resolve,
      fetch: callFetch,
      deadlineMs: Math.min(deadlineMs, PAGE_MAX_MS),
    }),
    deliver: deliverJobs,
    billing: config.STRIPE_SECRET_KEY
      ? stripeBilling({ url: config.STRIPE_API_URL, key: config.STRIPE_SECRET_KEY, deadlineMs })
      : null,
    practice: practiceOf({ url: config.CHORUS_PRACTICE_URL, deadlineMs }),
    publicUrl: config.CHORUS_PUBLIC_URL,
    webUrl: config.CHORUS_WEB_URL,
    operators: config.CHORUS_OPERATORS,
  }
  const workspace = (workspaceId: string): Ctx => {
    const scope = { role: 'chorus_app', workspaceId, userId: ownerIdOf(actor) } as const
    const scoped = db.scoped(scope, effects)
    const aside = (work: Promise<unknown>) =>
      defer(
        work.catch((error: unknown) =>
          log.warn('credits.not_booked', { workspaceId, error: describeError(error) }),
        ),
      )
    const own: Omit<Ctx, 'ai' | 'images'> = {
      ...ports,
      workspaceId,
      log: log.with({ workspaceId }),
      db: scoped,
      credits: ports.billing
        ? ledgerCredits({ workspaceId, db: db.scoped(scope, beside), now, aside })
        : unlimitedCredits,
      limits: ports.billing ? boughtLimits({ workspaceId, db: scoped }) : limitsOf(config.CHORUS_PLAN),
    }
    const record = (call: MeteredCall) =>
      defer(
        db
          .scoped(scope, beside)
          .batch((q) => modelCalls.record(q, own, [call]))
          .catch((error: unknown) =>
            own.log.warn('model_call.not_recorded', { error: describeError(error) }),
          ),
      )
    const meter = { now, record, credits: own.credits }
    return { ...own, ai: metered(models, meter), images: images && meteredImages(images, meter) }
  }
  const ctx: SystemCtx = {
    ...ports,
    db: db.scoped({ role: 'chorus_system' }, effects),
    workers,
    enabled: (worker) => enabled(ctx.db, now(), worker),
    workspace,
    requeue: async (queue, body) => {
      // A job that the outbox gave up has no queue: deliver it directly.
      if (queue === OUTBOX) await deliverAll(env, [anyJobSchema.parse(body) as QueuedJob], ctx)
      else await requeue(env, queue, body)
    },
  }
  return ctx
}

/** Calls `fetch` without a `this`: workerd refuses it as a method of another object. */
const callFetch: typeof fetch = (input, init) => fetch(input, init)
