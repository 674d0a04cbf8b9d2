import type { Ctx } from '#core/lib/kernel/context.ts'
import type { Enqueue } from '#core/lib/kernel/db.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { HINT_HORIZON_MS } from '../rules/attempts.ts'
import type { DueTarget } from '../store/targets.ts'

/** Hints targets that are due within the horizon; the tick hints later ones. */
export function hintIfSoon(
  ctx: Pick<Ctx, 'now'>,
  enqueue: Enqueue,
  targets: readonly { id: string }[],
  version: number,
  dueAt: Date,
) {
  if (dueAt.getTime() > ctx.now().getTime() + HINT_HORIZON_MS) return
  for (const { id } of targets)
    enqueue({ type: 'publishing.hint', targetId: id, version, dueAt: dueAt.toISOString() })
}

/** Makes the jobs that hint targets of any workspace. */
export const hintJobs = (due: readonly DueTarget[]) =>
  due.map((row) => ({
    id: newId(),
    workspaceId: row.workspace_id,
    job: {
      type: 'publishing.hint' as const,
      targetId: row.target_id,
      version: row.version,
      dueAt: new Date(row.due_at).toISOString(),
    },
  }))
