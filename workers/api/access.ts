import type { Context } from 'hono'
import type { Ctx, SystemCtx } from '#core/lib/kernel/context.ts'
import { AppError } from '#core/lib/kernel/errors.ts'
import { allows } from '#core/workspaces/rules/rights.ts'
import type { Me, Scope } from '#core/workspaces/schemas.ts'
import type { Api, Caller } from './api.ts'

/** Reads the API key or the session of a request. @throws unauthenticated, or forbidden for a write without CSRF header. */
export const callerOf = (c: Context<Api>): Promise<Caller> => c.var.identify.caller()

/** Returns a caller that nobody is signed in as, for links that work for their holder. */
export const strangerOf = (c: Context<Api>): Caller => c.var.identify.stranger()

/** Returns the caller's workspace. @throws conflict when there is none, forbidden without the needed right */
export function workspaceOf({ access, system }: Caller, needed: Scope): Ctx {
  if (!access) throw new AppError('conflict', 'no_workspace', 'Make a workspace first.')
  if (!allows(access.scopes, needed)) {
    throw new AppError(
      'forbidden',
      'forbidden',
      `This needs the right to “${needed}” in the workspace. Ask an owner or an admin.`,
    )
  }
  return system.workspace(access.workspaceId)
}

export interface Person {
  user: NonNullable<Me['user']>
  system: SystemCtx
}

/** Returns the person who is signed in, with or without a workspace. */
export function personOf({ user, system }: Caller): Person {
  if (!user)
    throw new AppError(
      'forbidden',
      'forbidden',
      'An API key belongs to one workspace and acts only in it. Sign in to do this.',
    )
  return { user, system }
}

export function operatorOf({ operator, system }: Caller): SystemCtx {
  if (!operator)
    throw new AppError('forbidden', 'forbidden', 'Only operators of this installation may do this.')
  return system
}
