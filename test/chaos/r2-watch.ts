import type { Log } from '#core/lib/kernel/log.ts'
import { asOwner } from '#test/database.ts'
import type { Process, StepKind } from './process.ts'
import type { R2Run } from './r2-run.ts'
import { workspacesOf } from './r2-world.ts'

interface Attempt {
  target: string
  fence: number
}

/** Watches which attempts each process has begun and not yet recorded: those are lost with it. */
export function watcher(run: R2Run) {
  const begun = new Map<Process, Attempt[]>()
  const frozen = new Set<Process>()
  /** Workspaces whose screens each process has told since its last trip; below, processes whose delivery broke. */
  const told = new Map<Process, Set<string>>()
  const unheard = new Set<Process>()
  const startedAt = new Map<Process, number>()
  /**
   * Tests whether another process is sending the target, and about to do nothing else. An attempt that was decided meanwhile,
   * by looking or by a person, no longer counts.
   */
  const others = (process: Process, target: string) =>
    [...begun].some(
      ([other, own]) =>
        other !== process &&
        !other.dead &&
        other.inFlight === 0 &&
        own.some((one) => one.target === target && !settled(keyOf(one))),
    )
  const workspaceOf = new Map(
    run.world.posts.flatMap(({ targets }) => targets.map(({ id, channel }) => [id, channel.workspaceId])),
  )
  const settled = (attempt: string) => run.looked.has(attempt) || run.decided.has(attempt)
  return {
    start: (process: Process) => void startedAt.set(process, run.broker.now),
    /** Reads a process's log: how long it had had its batch when an attempt was over, and the verdict of a look. */
    logOf(process: Process, log: Log): Log {
      const info: Log['info'] = (event, fields) => {
        const attempt = `${fields?.targetId}/${fields?.fence}`
        if (event === 'post.attempted' || event === 'post.prepared')
          run.hadFor.set(attempt, run.broker.now - (startedAt.get(process) ?? run.broker.now))
        if (event === 'post.looked_for') run.looked.set(attempt, String(fields?.verdict))
        log.info(event, fields)
      }
      return { ...log, info }
    },
    async batch(process: Process, results: readonly unknown[]) {
      // A tick tells the screens about targets that are late or unknown from now on.
      if (process.name.startsWith('tick')) {
        if (results.some((result) => rowsOf(result).some((row) => 'post_id' in row))) await this.atTick()
        return
      }
      const claimed = results.flatMap(claimedIn)
      const before = begun.get(process) ?? []
      // The trip after a claim's records the results.
      if (claimed.length > 0) begun.set(process, claimed)
      else {
        begun.delete(process)
        // Messages to screens are not stored: when their delivery breaks, they are lost.
        for (const workspace of new Set(before.map(({ target }) => workspaceOf.get(target) ?? '')))
          if (!told.get(process)?.has(workspace) && !unheard.has(process))
            run.untold.set(workspace, (run.untold.get(workspace) ?? 0) + 1)
      }
      told.delete(process)
      unheard.delete(process)
      // A process that stood still before its claim holds leases that have ended already.
      if (frozen.has(process)) this.unknowable(process)
      const again = new Set(claimed.map(({ target }) => target))
      run.broker.thaw((other) => begun.get(other)?.some(({ target }) => again.has(target)) ?? false)
      if (!frozen.has(process) || claimed.length > 0) return
      const contested = before.filter(({ target }) => others(process, target)).map(({ target }) => target)
      if (contested.length > 0) run.disturbed += await notBeingSent(contested)
    },
    told(process: Process, workspace: string) {
      told.set(process, (told.get(process) ?? new Set()).add(workspace))
    },
    /** Checks that the attempts which a tick has just declared unknown are unknowable. */
    async atTick() {
      for (const attempt of await unknownNow(run))
        if (!run.unknowable.has(attempt)) run.wronglyUnknown.add(attempt)
    },
    unknowable(process: Process) {
      for (const one of begun.get(process) ?? []) run.unknowable.add(keyOf(one))
    },
    mishap(process: Process, kind: StepKind) {
      this.unknowable(process)
      if (kind === 'deliver') unheard.add(process)
      // The process knows nothing more of targets whose claim or record was lost.
      if (kind === 'trip') begun.delete(process)
    },
    freeze(process: Process) {
      frozen.add(process)
      this.unknowable(process)
    },
  }
}

/** Counts targets that somebody is sending but that the rows no longer show as being sent. */
async function notBeingSent(targets: string[]): Promise<number> {
  const rows = await asOwner(
    `select id from scheduled_post_accounts where id = any($1) and status not in ('sending', 'unknown')`,
    [targets],
  )
  return rows.length
}

async function unknownNow({ world }: R2Run): Promise<string[]> {
  const rows = await asOwner<{ attempt: string }>(
    `select id || '/' || fence as attempt from scheduled_post_accounts where status = 'unknown' and workspace_id = any($1)`,
    [workspacesOf(world)],
  )
  return rows.map(({ attempt }) => attempt)
}

const keyOf = ({ target, fence }: Attempt) => `${target}/${fence}`

const rowsOf = (result: unknown): Record<string, unknown>[] =>
  typeof result === 'object' && result !== null && 'rows' in result && Array.isArray(result.rows)
    ? result.rows
    : []

const claimedIn = (result: unknown): Attempt[] =>
  rowsOf(result).flatMap(({ target_id, fence, due_at }) =>
    // Targets that are only looked for have no time.
    typeof target_id === 'string' && typeof fence === 'number' && due_at !== undefined
      ? [{ target: target_id, fence }]
      : [],
  )
