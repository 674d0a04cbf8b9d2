import * as audit from '#core/lib/kernel/audit.ts'
import { actorLabel, type SystemCtx } from '#core/lib/kernel/context.ts'
import { notFound } from '#core/lib/kernel/errors.ts'
import type { Machines, Switch, WorkerState } from '../schemas.ts'
import * as flags from '../store/flags.ts'
import * as runs from '../store/task-runs.ts'
import { durationMs } from './task-runs.ts'

/** Lists every worker, whether it is on, and its latest run. */
export async function listWorkers(ctx: SystemCtx): Promise<WorkerState[]> {
  const workers = Object.entries(ctx.workers)
  const [switches, latest] = await ctx.db.batch((db) => [
    flags.list(db),
    runs.latest(
      db,
      workers.map(([name]) => name),
    ),
  ])
  return workers.map(([name, words]) => {
    const flag = switches.find((row) => row.name === name)
    const run = latest.find((row) => row.task === name)
    return {
      name,
      words,
      ...stateOf(flag),
      lastRun: run
        ? {
            status: run.status,
            startedAt: run.startedAt.toISOString(),
            durationMs: durationMs(run),
            processed: run.processed,
            failed: run.failed,
          }
        : null,
    }
  })
}

/** Switches a worker off or on. @throws `not_found` where no domain has one of this name */
export async function switchWorker(ctx: SystemCtx, name: string, change: Switch): Promise<WorkerState> {
  if (!Object.hasOwn(ctx.workers, name)) throw notFound('worker')
  await turn(ctx, name, change)
  const all = await listWorkers(ctx)
  const state = all.find((worker) => worker.name === name)
  if (!state) throw new Error(`There is no worker ${name}.`)
  return state
}

/** Returns the one switch for automatic work in every workspace. */
export async function machines(ctx: SystemCtx): Promise<Machines> {
  const [switches] = await ctx.db.batch((db) => [flags.list(db)])
  return stateOf(switches.find((row) => row.name === 'machines'))
}

export async function switchMachines(ctx: SystemCtx, change: Switch): Promise<Machines> {
  await turn(ctx, 'machines', change)
  return machines(ctx)
}

async function turn(ctx: SystemCtx, name: string, { enabled, reason }: Switch): Promise<void> {
  await ctx.db.tx(async (tx) => {
    const [before] = await flags.byName(tx, name)
    if ((before?.enabled ?? true) === enabled) return
    await flags.set(tx, { name, enabled, reason: reason || null, changedBy: actorLabel(ctx.actor) })
    await audit.recordForInstallation(tx, ctx, {
      action: name === 'machines' ? 'machines.switch' : 'worker.switch',
      before: { name, enabled: !enabled },
      after: { name, enabled, reason: reason || null },
    })
  })
}

const stateOf = (
  flag: { enabled: boolean; reason: string | null; changedBy: string; updatedAt: Date } | undefined,
): Machines => ({
  enabled: flag?.enabled ?? true,
  reason: flag?.reason ?? null,
  changedBy: flag?.changedBy ?? null,
  changedAt: flag?.updatedAt.toISOString() ?? null,
})
