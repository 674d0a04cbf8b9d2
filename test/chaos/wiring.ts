import type { SystemCtx } from '#core/lib/context.ts'

/**
 * Stands in for `workers/context.ts`, where real things are wired to what the rooms ask for: an object of these tests
 * gets the context of the process that it lives in.
 */
let current: (() => SystemCtx) | undefined

export function livesIn(context: () => SystemCtx): void {
  current = context
}

export function systemContext(): SystemCtx {
  if (!current) throw new Error('No process lives.')
  return current()
}

/** `cloudflare:workers` as far as an object needs it. */
export class DurableObject {
  protected readonly ctx: DurableObjectState
  protected readonly env: Env
  constructor(ctx: DurableObjectState, env: Env) {
    this.ctx = ctx
    this.env = env
  }
}
