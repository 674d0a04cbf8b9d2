import type { SystemCtx } from '#core/lib/context.ts'

/**
 * Replaces `workers/context.ts`, which connects the rooms to real services: an object of these tests
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

/** The part of `cloudflare:workers` that an object needs. */
export class DurableObject {
  protected readonly ctx: DurableObjectState
  protected readonly env: Env
  constructor(ctx: DurableObjectState, env: Env) {
    this.ctx = ctx
    this.env = env
  }
}
