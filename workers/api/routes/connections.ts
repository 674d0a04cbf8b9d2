import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import * as z from 'zod'
import { arrive, takeReport } from '#core/accounts/actions/arrivals.ts'
import { beginConnecting, chooseAccounts, getConnection } from '#core/accounts/actions/connections.ts'
import { beginConnectingSchema, begunSchema, chooseSchema, connectionSchema } from '#core/accounts/schemas.ts'
import { AppError } from '#core/lib/kernel/errors.ts'
import { idSchema } from '#core/lib/kernel/schemas.ts'
import { accessOfUser } from '#core/workspaces/actions/workspaces.ts'
import { allows } from '#core/workspaces/rules/rights.ts'
import { callerOf, strangerOf } from '../access.ts'
import type { Api, Caller } from '../api.ts'
import { readAtMost } from '../body.ts'
import { inWorkspace } from '../endpoint.ts'

const tag = 'Accounts'
const REPORT_MAX_BYTES = 64 * 1024
const params = z.object({ id: idSchema })

export const connectionEndpoints = [
  inWorkspace({
    method: 'post',
    path: '/v1/accounts/connect',
    tag,
    summary: 'Begin to connect an account by a page of the platform, and get its address',
    needs: 'manage',
    body: beginConnectingSchema,
    answers: begunSchema,
    status: 201,
    shownOnce: true,
    run: (ctx, { body }, { session }) => beginConnecting(ctx, body, session),
  }),
  inWorkspace({
    method: 'get',
    path: '/v1/connections/{id}',
    tag,
    summary: 'Say what became of a connection that was begun',
    needs: 'manage',
    params,
    answers: connectionSchema,
    run: (ctx, { params: { id } }) => getConnection(ctx, id),
  }),
  inWorkspace({
    method: 'post',
    path: '/v1/connections/{id}/choose',
    tag,
    summary: 'Choose which accounts of a consent are connected',
    needs: 'manage',
    params,
    body: chooseSchema,
    answers: connectionSchema,
    run: (ctx, { params: { id }, body }) => chooseAccounts(ctx, id, body),
  }),
]

/** Adds the addresses to which platforms send people back, and services in between their reports. */
export function connectCallback(app: OpenAPIHono<Api>): void {
  app.get('/connect/:platform/callback', arrival)
  app.post('/connect/:platform/report/:id/:proof', report)
}

/** Takes in a report of a service in between. Its content type may be missing: the body is read as JSON all the same. */
async function report(c: Context<Api>) {
  const { platform = '', id = '', proof = '' } = c.req.param()
  const bytes = await readAtMost(c.req.raw, REPORT_MAX_BYTES)
  if (!bytes) throw new AppError('too_large', 'too_large', 'The delivery is larger than any platform sends.')
  const { system } = await strangerOf(c)
  await takeReport(system, { platform, id, proof, body: jsonOf(bytes) })
  return c.text('ok')
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    // A body that is not JSON is no report: the platform's reader refuses it.
    return null
  }
}

/**
 * Takes in a person who comes back from a platform's page, and sends them to the screen that they came from. It says there
 * what became of the connection; a program is told of a refusal here.
 */
async function arrival(c: Context<Api>) {
  const caller = await sessionOf(c)
  const screen = (path: string, connection: string) => {
    const url = new URL(path, caller.system.webUrl)
    url.searchParams.set('connection', connection)
    return c.redirect(url.href, 303)
  }
  try {
    const { id, returnTo } = await arrive(caller.system, {
      platform: c.req.param('platform') ?? '',
      query: new URL(c.req.url).searchParams,
      session: caller.session,
      async mayManage(workspaceId) {
        const access = caller.user && (await accessOfUser(caller.system, caller.user.id, workspaceId))
        return access != null && allows(access.scopes, 'manage')
      },
    })
    return screen(returnTo, id)
  } catch (error) {
    const isPage = c.req.header('accept')?.includes('text/html') ?? false
    if (!(isPage && error instanceof AppError)) throw error
    return screen('/accounts', error.code)
  }
}

/** Returns who is signed in, or nobody: what an API key began is ended without a session. */
async function sessionOf(c: Context<Api>): Promise<Caller> {
  try {
    return await callerOf(c)
  } catch (error) {
    if (error instanceof AppError && error.kind === 'unauthenticated') return strangerOf(c)
    throw error
  }
}
