import type { Context } from 'hono'
import { type Actor, actorName, type SystemCtx } from '#core/lib/kernel/context.ts'
import { AppError, describeError } from '#core/lib/kernel/errors.ts'
import { jsonLog, type Log } from '#core/lib/kernel/log.ts'
import { accessOfApiKey } from '#core/workspaces/actions/api-keys.ts'
import { accessOfUser } from '#core/workspaces/actions/workspaces.ts'
import { systemContext } from '../context.ts'
import { configOf } from '../env.ts'
import type { Api, Caller, Identify } from './api.ts'
import { authOf, SESSION_MAX_MS } from './auth.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

const unauthenticated = () =>
  new AppError('unauthenticated', 'unauthenticated', 'Sign in, or send an API key as a bearer token.')

/** Returns how the handlers of a request learn who calls. */
export const identify = (c: Context<Api>): Identify => ({
  caller: () => callerOf(c),
  stranger: () => strangerOf(c),
})

async function callerOf(c: Context<Api>): Promise<Caller> {
  const key = /^Bearer (chk_\S+)$/.exec(c.req.header('authorization') ?? '')?.[1]
  const caller = await (key === undefined ? callerBySession(c) : callerByKey(c, key))
  c.set('actor', actorName(caller.system.actor))
  if (caller.access) c.set('workspaceId', caller.access.workspaceId)
  return caller
}

async function callerByKey(c: Context<Api>, key: string): Promise<Caller> {
  const access = await accessOfApiKey(contextFor(c, { kind: 'webhook', source: 'http' }), key)
  const system = contextFor(c, { kind: 'api_key', id: access.keyId, name: access.keyName })
  return { user: null, access, operator: false, system, session: null, until: access.expiresAt }
}

async function callerBySession(c: Context<Api>): Promise<Caller> {
  if (!c.req.header('cookie')) throw unauthenticated()
  const session = await authOf(c.env).api.getSession({ headers: c.req.raw.headers })
  if (!session) throw unauthenticated()
  const latest = new Date(session.session.createdAt).getTime() + SESSION_MAX_MS
  if (Date.now() > latest) throw unauthenticated()
  const until = new Date(Math.min(latest, new Date(session.session.expiresAt).getTime()))
  if (!SAFE.has(c.req.method) && c.req.header('x-chorus-csrf') !== '1') {
    throw new AppError(
      'forbidden',
      'csrf',
      'A write with a session cookie needs the header x-chorus-csrf: 1.',
    )
  }
  const { id, name, email, emailVerified } = session.user
  const system = contextFor(c, { kind: 'user', id, name })
  // A socket and a link cannot set headers.
  const named = c.req.header('x-workspace-id') ?? c.req.query('workspace')
  const access = await accessOfUser(system, id, named ?? null)
  // Anybody can sign up with any address: an operator has shown that it is theirs.
  const operator = emailVerified && configOf(c.env).CHORUS_OPERATORS.includes(email.toLowerCase())
  return {
    user: { id, name, email, emailVerified },
    access,
    operator,
    system,
    session: session.session.id,
    until,
  }
}

const strangerOf = (c: Context<Api>): Caller => ({
  user: null,
  access: null,
  operator: false,
  system: contextFor(c, { kind: 'webhook', source: 'link' }),
  session: null,
  until: null,
})

/** Returns the log of a request; the console's alone when there is no context to keep it with. */
export function logOf(c: Context<Api>): Log {
  const { requestId, workspaceId } = c.var
  try {
    const { log } = strangerOf(c).system
    return log.with({ actor: c.var.actor ?? 'unknown', workspaceId: workspaceId ?? null })
  } catch (error) {
    const log = jsonLog({ requestId })
    log.error('context.unavailable', { error: describeError(error) })
    return log
  }
}

const contextFor = (c: Context<Api>, actor: Actor): SystemCtx =>
  systemContext(c.env, {
    actor,
    requestId: c.get('requestId'),
    defer: (work) => c.executionCtx.waitUntil(work),
    atEnd: () => c.var.atEnd ?? [],
  })
