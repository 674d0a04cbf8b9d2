import type { Ctx } from '#core/lib/kernel/context.ts'
import type { Enqueue } from '#core/lib/kernel/db.ts'
import { HINT_HORIZON_MS } from '../rules/attempts.ts'

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
