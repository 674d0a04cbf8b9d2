import type { Context } from 'hono'
import type { Actor, Ctx, SystemCtx } from '#core/lib/context.ts'
import { AppError } from '#core/lib/errors.ts'
import { type Access, accessOfApiKey, accessOfUser } from '#core/workspaces/actions.ts'
import { allows } from '#core/workspaces/rules.ts'
import type { Me, Scope } from '#core/workspaces/schemas.ts'
import { systemContext } from '../context.ts'
import { configOf } from '../env.ts'
import type { Api } from './api.ts'
import { authOf } from './auth.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Who asks, and where they may act. */
export interface Caller {
  user: Me['user']
  access: Access | null
  operator: boolean
  system: SystemCtx
}

const unauthenticated = () =>
  new AppError('unauthenticated', 'unauthenticated', 'Sign in, or send an API key as a bearer token.')

/** Reads the API key or the session of a request. @throws unauthenticated, or forbidden for a write without CSRF header. */
export async function callerOf(c: Context<Api>): Promise<Caller> {
  const key = /^Bearer (chk_\S+)$/.exec(c.req.header('authorization') ?? '')?.[1]
  return key === undefined ? callerBySession(c) : callerByKey(c, key)
}

async function callerByKey(c: Context<Api>, key: string): Promise<Caller> {
  const access = await accessOfApiKey(contextFor(c, { kind: 'webhook', source: 'http' }), key)
  const system = contextFor(c, { kind: 'api_key', id: access.keyId, name: access.keyName })
  return { user: null, access, operator: false, system }
}

async function callerBySession(c: Context<Api>): Promise<Caller> {
  if (!c.req.header('cookie')) throw unauthenticated()
  const session = await authOf(c.env).api.getSession({ headers: c.req.raw.headers })
  if (!session) throw unauthenticated()
  if (!SAFE.has(c.req.method) && c.req.header('x-chorus-csrf') !== '1') {
    throw new AppError(
      'forbidden',
      'csrf',
      'A write with a session cookie needs the header x-chorus-csrf: 1.',
    )
  }
  const { id, name, email } = session.user
  const system = contextFor(c, { kind: 'user', id, name })
  const access = await accessOfUser(system, id, c.req.header('x-workspace-id') ?? null)
  const operator = configOf(c.env).CHORUS_OPERATORS.includes(email.toLowerCase())
  return { user: { id, name, email }, access, operator, system }
}

const contextFor = (c: Context<Api>, actor: Actor): SystemCtx =>
  systemContext(c.env, {
    actor,
    requestId: c.get('requestId'),
    defer: (work) => c.executionCtx.waitUntil(work),
  })

/** The caller's workspace, if they may do what is asked. */
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
